ALTER TABLE "agencies" ADD COLUMN "security_contact" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "website_posts" ADD COLUMN "is_life_safety" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
select openbeat_fence();
