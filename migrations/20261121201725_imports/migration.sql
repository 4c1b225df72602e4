CREATE TABLE "import_items" (
	"agency_id" uuid,
	"identity" bytea,
	"import_id" uuid NOT NULL,
	"record_id" uuid,
	CONSTRAINT "import_items_pkey" PRIMARY KEY("agency_id","identity")
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"agency_id" uuid,
	"id" uuid,
	"name" text NOT NULL,
	"sha256" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"format" text NOT NULL,
	"account" text NOT NULL,
	"time_zone" text NOT NULL,
	"mapping" jsonb,
	"is_kept" boolean NOT NULL,
	"state" text NOT NULL,
	"sealed" bytea,
	"reached" integer NOT NULL,
	"added" integer NOT NULL,
	"failure" text,
	"brought_by" uuid NOT NULL,
	"brought_at" timestamp(6) with time zone NOT NULL,
	"ended_at" timestamp(6) with time zone,
	CONSTRAINT "imports_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE INDEX "imports_newest" ON "imports" ("agency_id","brought_at");--> statement-breakpoint
select openbeat_fence();
