CREATE TABLE "alert_phrases" (
	"agency_id" uuid,
	"id" uuid,
	"kind" text NOT NULL,
	"en" text NOT NULL,
	"es" text NOT NULL,
	"model" text,
	"written_by" uuid NOT NULL,
	"written_at" timestamp(6) with time zone NOT NULL,
	"certified_by" uuid,
	"certified_at" timestamp(6) with time zone,
	"ended_at" timestamp(6) with time zone,
	CONSTRAINT "alert_phrases_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "alert_phrases_model" ON "alert_phrases" ("agency_id","model");--> statement-breakpoint
select openbeat_fence();