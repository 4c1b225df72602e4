CREATE TABLE "outreach_page_files" (
	"agency_id" uuid,
	"sha256" text,
	"type" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"added_by" uuid NOT NULL,
	"added_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "outreach_page_files_pkey" PRIMARY KEY("agency_id","sha256")
);
--> statement-breakpoint
ALTER TABLE "website_streams" ADD COLUMN "end_asked_at" timestamp(6) with time zone;--> statement-breakpoint
ALTER TABLE "outreach_events" ADD COLUMN "series_id" uuid;--> statement-breakpoint
ALTER TABLE "outreach_events" ADD COLUMN "occurrence" text;--> statement-breakpoint
ALTER TABLE "outreach_events" ADD COLUMN "series_version" integer;--> statement-breakpoint
CREATE UNIQUE INDEX "outreach_events_occurrence" ON "outreach_events" ("agency_id","series_id","occurrence");--> statement-breakpoint
select openbeat_fence();
