ALTER TABLE "deliveries" ADD COLUMN "part" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "after_id" uuid;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "answers_to" jsonb;--> statement-breakpoint
DROP INDEX "deliveries_once";--> statement-breakpoint
CREATE UNIQUE INDEX "deliveries_once" ON "deliveries" ("agency_id","post_id","version","channel_id","part");