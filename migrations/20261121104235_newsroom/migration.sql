ALTER TABLE "website_posts" ADD COLUMN "language" text DEFAULT 'en' NOT NULL;--> statement-breakpoint
ALTER TABLE "website_posts" ADD COLUMN "kind" text DEFAULT 'inform' NOT NULL;--> statement-breakpoint
ALTER TABLE "website_posts" ADD COLUMN "edits" jsonb DEFAULT '[]' NOT NULL;