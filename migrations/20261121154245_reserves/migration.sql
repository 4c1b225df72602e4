ALTER TABLE "channel_opt_outs" ADD COLUMN "added_by" uuid;--> statement-breakpoint
ALTER TABLE "channel_opt_outs" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "reserves" jsonb DEFAULT '{}' NOT NULL;