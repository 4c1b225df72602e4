CREATE TABLE "intake_gaps" (
	"agency_id" uuid,
	"id" uuid,
	"source_id" uuid NOT NULL,
	"from_at" timestamp(6) with time zone NOT NULL,
	"until_at" timestamp(6) with time zone,
	"seen_at" timestamp(6) with time zone NOT NULL,
	"answered_at" timestamp(6) with time zone,
	"answered_by" uuid,
	"note" text,
	CONSTRAINT "intake_gaps_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "intake_items" (
	"agency_id" uuid,
	"identity" bytea,
	"source_id" uuid NOT NULL,
	"digest" bytea NOT NULL,
	"record_id" uuid,
	CONSTRAINT "intake_items_pkey" PRIMARY KEY("agency_id","identity")
);
--> statement-breakpoint
CREATE TABLE "intake_people" (
	"agency_id" uuid,
	"source_id" uuid,
	"address" text,
	"person_id" uuid NOT NULL,
	CONSTRAINT "intake_people_pkey" PRIMARY KEY("agency_id","source_id","address")
);
--> statement-breakpoint
CREATE TABLE "intake_sources" (
	"agency_id" uuid,
	"id" uuid,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"sealed" bytea NOT NULL,
	"account" text NOT NULL,
	"silent_minutes" integer,
	"added_by" uuid NOT NULL,
	"added_at" timestamp(6) with time zone NOT NULL,
	"rotated_at" timestamp(6) with time zone,
	"heard_at" timestamp(6) with time zone,
	"messages" integer DEFAULT 0 NOT NULL,
	"ended_at" timestamp(6) with time zone,
	CONSTRAINT "intake_sources_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "intake_gaps_open" ON "intake_gaps" ("agency_id","source_id") WHERE until_at is null;--> statement-breakpoint
CREATE INDEX "intake_gaps_when" ON "intake_gaps" ("agency_id","from_at");--> statement-breakpoint
select openbeat_fence();
