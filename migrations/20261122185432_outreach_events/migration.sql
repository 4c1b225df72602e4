CREATE TABLE "outreach_event_posts" (
	"agency_id" uuid,
	"event_id" uuid,
	"post_id" uuid,
	"language" text NOT NULL,
	"role" text NOT NULL,
	"stands_version" integer,
	CONSTRAINT "outreach_event_posts_pkey" PRIMARY KEY("agency_id","event_id","post_id")
);
--> statement-breakpoint
CREATE TABLE "outreach_event_versions" (
	"agency_id" uuid,
	"event_id" uuid,
	"version" integer,
	"hash" text NOT NULL,
	"content" jsonb NOT NULL,
	"written_by" uuid NOT NULL,
	"written_at" timestamp(6) with time zone NOT NULL,
	"submitted_at" timestamp(6) with time zone,
	"submitted_by" uuid,
	CONSTRAINT "outreach_event_versions_pkey" PRIMARY KEY("agency_id","event_id","version")
);
--> statement-breakpoint
CREATE TABLE "outreach_events" (
	"agency_id" uuid,
	"id" uuid,
	"code" text NOT NULL,
	"state" text NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"version" integer NOT NULL,
	"active_version" integer,
	"sequence" integer DEFAULT 0 NOT NULL,
	"starts_at" timestamp(6) with time zone,
	"ends_at" timestamp(6) with time zone,
	"drafted_by" uuid NOT NULL,
	"drafted_at" timestamp(6) with time zone NOT NULL,
	"changed_at" timestamp(6) with time zone NOT NULL,
	"active_at" timestamp(6) with time zone,
	"cancelled_at" timestamp(6) with time zone,
	"cancelled_by" uuid,
	"cancelled_why" text,
	CONSTRAINT "outreach_events_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "outreach_event_keys" (
	"agency_id" uuid PRIMARY KEY,
	"sealed" bytea NOT NULL,
	"made_at" timestamp(6) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outreach_event_letters" (
	"agency_id" uuid,
	"id" uuid,
	"event_id" uuid NOT NULL,
	"sign_up_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"round" integer NOT NULL,
	"state" text NOT NULL,
	"made_at" timestamp(6) with time zone NOT NULL,
	"tried_at" timestamp(6) with time zone,
	"tries" smallint DEFAULT 0 NOT NULL,
	CONSTRAINT "outreach_event_letters_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "outreach_event_sign_ups" (
	"agency_id" uuid,
	"id" uuid,
	"event_id" uuid NOT NULL,
	"state" text NOT NULL,
	"people" smallint NOT NULL,
	"lookup" bytea NOT NULL,
	"sealed" bytea NOT NULL,
	"has_need" boolean NOT NULL,
	"language" text NOT NULL,
	"asked_at" timestamp(6) with time zone NOT NULL,
	"asks" smallint DEFAULT 1 NOT NULL,
	CONSTRAINT "outreach_event_sign_ups_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "outreach_event_tallies" (
	"agency_id" uuid,
	"event_id" uuid,
	"sign_ups" integer DEFAULT 0 NOT NULL,
	"people" integer DEFAULT 0 NOT NULL,
	"waiting" integer DEFAULT 0 NOT NULL,
	"gave_up" integer DEFAULT 0 NOT NULL,
	"needs" integer DEFAULT 0 NOT NULL,
	"erased_at" timestamp(6) with time zone,
	CONSTRAINT "outreach_event_tallies_pkey" PRIMARY KEY("agency_id","event_id")
);
--> statement-breakpoint
CREATE TABLE "outreach_campaign_posts" (
	"agency_id" uuid,
	"campaign_id" uuid,
	"post_id" uuid,
	"piece" text NOT NULL,
	"language" text NOT NULL,
	"offset_days" integer NOT NULL,
	CONSTRAINT "outreach_campaign_posts_pkey" PRIMARY KEY("agency_id","campaign_id","post_id")
);
--> statement-breakpoint
CREATE TABLE "outreach_campaigns" (
	"agency_id" uuid,
	"id" uuid,
	"state" text NOT NULL,
	"model" text,
	"name" text NOT NULL,
	"purpose" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"channels" jsonb NOT NULL,
	"started_by" uuid NOT NULL,
	"started_at" timestamp(6) with time zone NOT NULL,
	"ended_at" timestamp(6) with time zone,
	"ended_by" uuid,
	"ended_why" text,
	CONSTRAINT "outreach_campaigns_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "outreach_kit_days" (
	"agency_id" uuid,
	"kit_id" uuid,
	"day" date,
	"downloads" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "outreach_kit_days_pkey" PRIMARY KEY("agency_id","kit_id","day")
);
--> statement-breakpoint
CREATE TABLE "outreach_kits" (
	"agency_id" uuid,
	"id" uuid,
	"code" text NOT NULL,
	"state" text NOT NULL,
	"of" text NOT NULL,
	"of_id" uuid NOT NULL,
	"title" text NOT NULL,
	"title_es" text NOT NULL,
	"intro" text NOT NULL,
	"intro_es" text NOT NULL,
	"hash" text NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp(6) with time zone NOT NULL,
	"opened_by" uuid,
	"opened_at" timestamp(6) with time zone,
	"closed_by" uuid,
	"closed_at" timestamp(6) with time zone,
	CONSTRAINT "outreach_kits_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "outreach_event_posts_post" ON "outreach_event_posts" ("agency_id","post_id");--> statement-breakpoint
CREATE UNIQUE INDEX "outreach_events_code" ON "outreach_events" ("agency_id","code");--> statement-breakpoint
CREATE INDEX "outreach_events_state" ON "outreach_events" ("agency_id","state","starts_at");--> statement-breakpoint
CREATE INDEX "outreach_events_end" ON "outreach_events" ("ends_at");--> statement-breakpoint
CREATE UNIQUE INDEX "outreach_event_letters_once" ON "outreach_event_letters" ("agency_id","sign_up_id","kind","round");--> statement-breakpoint
CREATE INDEX "outreach_event_letters_open" ON "outreach_event_letters" ("state","made_at") WHERE state in ('waiting', 'sending');--> statement-breakpoint
CREATE UNIQUE INDEX "outreach_event_sign_ups_lookup" ON "outreach_event_sign_ups" ("agency_id","event_id","lookup");--> statement-breakpoint
CREATE INDEX "outreach_event_sign_ups_order" ON "outreach_event_sign_ups" ("agency_id","event_id","state","asked_at");--> statement-breakpoint
CREATE UNIQUE INDEX "outreach_campaign_posts_post" ON "outreach_campaign_posts" ("agency_id","post_id");--> statement-breakpoint
CREATE INDEX "outreach_campaigns_order" ON "outreach_campaigns" ("agency_id","starts_on");--> statement-breakpoint
CREATE UNIQUE INDEX "outreach_kits_code" ON "outreach_kits" ("agency_id","code");--> statement-breakpoint
CREATE UNIQUE INDEX "outreach_kits_of" ON "outreach_kits" ("agency_id","of","of_id");--> statement-breakpoint
select openbeat_fence();
