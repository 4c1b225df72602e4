CREATE TABLE "devices" (
	"agency_id" uuid,
	"id" uuid,
	"person_id" uuid NOT NULL,
	"session_id" text NOT NULL,
	"name" text NOT NULL,
	"endpoint_hash" text NOT NULL,
	"sealed" bytea NOT NULL,
	"added_at" timestamp(6) with time zone NOT NULL,
	"reached_at" timestamp(6) with time zone,
	"failing_since" timestamp(6) with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"failed_why" text,
	"quiet_until" timestamp(6) with time zone,
	CONSTRAINT "devices_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "push_keys" (
	"agency_id" uuid PRIMARY KEY,
	"public_key" text NOT NULL,
	"sealed" bytea NOT NULL,
	"made_at" timestamp(6) with time zone NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "devices_endpoint" ON "devices" ("agency_id","endpoint_hash");--> statement-breakpoint
CREATE INDEX "devices_person" ON "devices" ("agency_id","person_id");--> statement-breakpoint
select openbeat_fence();
