CREATE TABLE "site_host_files" (
	"agency_id" uuid,
	"name" text,
	"path" text NOT NULL,
	"sent" text,
	CONSTRAINT "site_host_files_pkey" PRIMARY KEY("agency_id","name")
);
--> statement-breakpoint
CREATE TABLE "site_hosts" (
	"agency_id" uuid PRIMARY KEY,
	"place" jsonb NOT NULL,
	"public_url" text NOT NULL,
	"purge" jsonb,
	"sealed" bytea NOT NULL,
	"set_by" uuid NOT NULL,
	"set_at" timestamp(6) with time zone NOT NULL,
	"ended_at" timestamp(6) with time zone,
	"asked_at" timestamp(6) with time zone,
	"began_at" timestamp(6) with time zone,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"pushed_at" timestamp(6) with time zone,
	"files" integer DEFAULT 0 NOT NULL,
	"too_large" integer DEFAULT 0 NOT NULL,
	"recalled_out" integer DEFAULT 0 NOT NULL,
	"fault" text,
	"failing_at" timestamp(6) with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp(6) with time zone
);
--> statement-breakpoint
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
CREATE UNIQUE INDEX "outreach_events_occurrence" ON "outreach_events" ("agency_id","series_id","occurrence");
--> statement-breakpoint
select openbeat_fence();
