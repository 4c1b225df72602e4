CREATE TABLE "bates_numbers" (
	"agency_id" uuid PRIMARY KEY,
	"last" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "production_items" (
	"agency_id" uuid,
	"production_id" uuid,
	"place" integer,
	"record_id" uuid NOT NULL,
	"conversation" integer NOT NULL,
	"bates" bigint NOT NULL,
	"decision" text NOT NULL,
	"marks" jsonb NOT NULL,
	CONSTRAINT "production_items_pkey" PRIMARY KEY("agency_id","production_id","place")
);
--> statement-breakpoint
CREATE TABLE "request_productions" (
	"agency_id" uuid,
	"id" uuid,
	"request_id" uuid NOT NULL,
	"running" integer NOT NULL,
	"state" text NOT NULL,
	"formats" jsonb NOT NULL,
	"prefix" text NOT NULL,
	"first_bates" bigint NOT NULL,
	"last_bates" bigint NOT NULL,
	"records" integer NOT NULL,
	"redacted" integer NOT NULL,
	"withheld" integer NOT NULL,
	"done" integer NOT NULL,
	"made_by" uuid NOT NULL,
	"asked_at" timestamp(6) with time zone NOT NULL,
	"leased_until" timestamp(6) with time zone,
	"is_for_console" boolean NOT NULL,
	"ready_at" timestamp(6) with time zone,
	"sha256" text,
	"size_bytes" bigint,
	"failure" text,
	CONSTRAINT "request_productions_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE INDEX "production_items_record" ON "production_items" ("agency_id","record_id");--> statement-breakpoint
CREATE UNIQUE INDEX "request_productions_running" ON "request_productions" ("agency_id","request_id","running");--> statement-breakpoint
CREATE INDEX "request_productions_state" ON "request_productions" ("state","is_for_console");--> statement-breakpoint
select openbeat_fence();
--> statement-breakpoint
-- What lies in a production, and its numbers, stay told.
revoke update, delete on production_items from openbeat_app;
--> statement-breakpoint
revoke delete on request_productions, bates_numbers from openbeat_app;
