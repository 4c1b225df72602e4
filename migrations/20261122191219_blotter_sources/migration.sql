CREATE TABLE "audience_call_letters" (
	"agency_id" uuid,
	"id" uuid,
	"channel_id" uuid NOT NULL,
	"way" text NOT NULL,
	"beat_id" uuid NOT NULL,
	"language" text NOT NULL,
	"cadence" text NOT NULL,
	"call_id" uuid,
	"slot" text NOT NULL,
	"since_at" timestamp(6) with time zone NOT NULL,
	"until_at" timestamp(6) with time zone NOT NULL,
	"made_at" timestamp(6) with time zone NOT NULL,
	"tries" smallint DEFAULT 0 NOT NULL,
	"next_at" timestamp(6) with time zone,
	"ended_at" timestamp(6) with time zone,
	CONSTRAINT "audience_call_letters_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "blotter_proposals" (
	"agency_id" uuid,
	"id" uuid,
	"based_on" integer NOT NULL,
	"content" jsonb NOT NULL,
	"why" text NOT NULL,
	"proposed_at" timestamp(6) with time zone NOT NULL,
	"proposed_by" uuid NOT NULL,
	"decided_at" timestamp(6) with time zone,
	"decided_by" uuid,
	"decision" text,
	CONSTRAINT "blotter_proposals_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "call_posts" (
	"agency_id" uuid,
	"beat_id" uuid,
	"day" date,
	"post_id" uuid,
	"calls" uuid[] NOT NULL,
	"made_at" timestamp(6) with time zone NOT NULL,
	"taken_back_at" timestamp(6) with time zone,
	"error" text,
	CONSTRAINT "call_posts_pkey" PRIMARY KEY("agency_id","beat_id","day")
);
--> statement-breakpoint
CREATE TABLE "call_runs" (
	"agency_id" uuid,
	"id" uuid,
	"source_id" uuid NOT NULL,
	"at" timestamp(6) with time zone NOT NULL,
	"what" text NOT NULL,
	"digest" bytea,
	"rows" integer NOT NULL,
	"fresh" integer NOT NULL,
	"changed" integer NOT NULL,
	"same" integer NOT NULL,
	"refused" integer NOT NULL,
	"faults" jsonb NOT NULL,
	"lag_seconds" integer,
	CONSTRAINT "call_runs_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "call_silences" (
	"agency_id" uuid,
	"id" uuid,
	"source_id" uuid NOT NULL,
	"from_at" timestamp(6) with time zone NOT NULL,
	"until_at" timestamp(6) with time zone,
	"seen_at" timestamp(6) with time zone NOT NULL,
	"answered_at" timestamp(6) with time zone,
	"answered_by" uuid,
	"note" text,
	CONSTRAINT "call_silences_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "call_sources" (
	"agency_id" uuid,
	"id" uuid,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"settings" jsonb NOT NULL,
	"sealed" bytea NOT NULL,
	"silent_minutes" integer,
	"every_minutes" integer NOT NULL,
	"added_by" uuid NOT NULL,
	"added_at" timestamp(6) with time zone NOT NULL,
	"rotated_at" timestamp(6) with time zone,
	"ended_at" timestamp(6) with time zone,
	"heard_at" timestamp(6) with time zone,
	"called_at" timestamp(6) with time zone,
	"calls" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp(6) with time zone,
	"watermark" text,
	"looked_at" timestamp(6) with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"error" text,
	CONSTRAINT "call_sources_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
ALTER TABLE "audience_subscribers" ADD COLUMN "calls" text DEFAULT 'none' NOT NULL;--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "withdrawn_at" timestamp(6) with time zone;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "beat_id" uuid;--> statement-breakpoint
CREATE UNIQUE INDEX "audience_call_letters_one" ON "audience_call_letters" ("agency_id","channel_id","beat_id","language","slot");--> statement-breakpoint
CREATE INDEX "audience_call_letters_due" ON "audience_call_letters" ("agency_id","next_at") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "call_runs_source" ON "call_runs" ("agency_id","source_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "call_runs_digest" ON "call_runs" ("agency_id","source_id","digest");--> statement-breakpoint
CREATE UNIQUE INDEX "call_silences_open" ON "call_silences" ("agency_id","source_id") WHERE until_at is null;--> statement-breakpoint
CREATE INDEX "call_sources_due" ON "call_sources" ("next_at") WHERE ended_at is null;--> statement-breakpoint
select openbeat_fence();