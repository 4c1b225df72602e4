ALTER TABLE "watched_channels" ADD COLUMN "profiled_at" timestamp(6) with time zone;--> statement-breakpoint
ALTER TABLE "watched_channels" ADD COLUMN "compared_at" timestamp(6) with time zone;