CREATE TABLE "archive_alarms" (
	"agency_id" uuid,
	"id" uuid,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"evidence" jsonb NOT NULL,
	"raised_at" timestamp(6) with time zone NOT NULL,
	"ended_at" timestamp(6) with time zone,
	"ended_by" uuid,
	"note" text,
	CONSTRAINT "archive_alarms_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "archive_attestors" (
	"agency_id" uuid,
	"kind" text,
	"key" text,
	"size" bigint NOT NULL,
	"attested_at" timestamp(6) with time zone,
	"failing_since" timestamp(6) with time zone,
	"says" text,
	"next_at" timestamp(6) with time zone,
	CONSTRAINT "archive_attestors_pkey" PRIMARY KEY("agency_id","kind","key")
);
--> statement-breakpoint
CREATE TABLE "archive_checks" (
	"agency_id" uuid,
	"id" uuid,
	"asked_by" uuid,
	"asked_at" timestamp(6) with time zone NOT NULL,
	"started_at" timestamp(6) with time zone,
	"ended_at" timestamp(6) with time zone,
	"done" bigint NOT NULL,
	"size" bigint NOT NULL,
	"report" jsonb,
	CONSTRAINT "archive_checks_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "archive_cosignatures" (
	"agency_id" uuid,
	"size" bigint,
	"witness" text,
	"line" text NOT NULL,
	"cosigned_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "archive_cosignatures_pkey" PRIMARY KEY("agency_id","size","witness")
);
--> statement-breakpoint
CREATE TABLE "archive_timestamps" (
	"agency_id" uuid,
	"id" uuid,
	"size" bigint NOT NULL,
	"authority" text NOT NULL,
	"token" bytea NOT NULL,
	"stamped_at" timestamp(6) with time zone NOT NULL,
	"ends_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "archive_timestamps_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "archive_alarms_once" ON "archive_alarms" ("agency_id","kind","key");--> statement-breakpoint
CREATE INDEX "archive_checks_newest" ON "archive_checks" ("agency_id","asked_at");--> statement-breakpoint
CREATE INDEX "archive_timestamps_size" ON "archive_timestamps" ("agency_id","size");--> statement-breakpoint
select openbeat_fence();
--> statement-breakpoint
-- Append-only, like the checkpoints they speak of (core R6).
revoke update, delete on archive_cosignatures, archive_timestamps from openbeat_app;
