CREATE TABLE "alert_drills" (
	"agency_id" uuid,
	"id" uuid,
	"done_on" date NOT NULL,
	"tool" text NOT NULL,
	"note" text NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "alert_drills_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE INDEX "alert_drills_day" ON "alert_drills" ("agency_id","done_on");--> statement-breakpoint
select openbeat_fence();