ALTER TABLE "audience_fan_outs" ADD COLUMN "title" text DEFAULT '' NOT NULL;--> statement-breakpoint
select openbeat_fence();
