CREATE TABLE "planning_evergreen_uses" (
	"agency_id" uuid,
	"evergreen_id" uuid,
	"post_id" uuid,
	"used_by" uuid NOT NULL,
	"used_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "planning_evergreen_uses_pkey" PRIMARY KEY("agency_id","evergreen_id","post_id")
);
--> statement-breakpoint
CREATE TABLE "planning_evergreens" (
	"agency_id" uuid,
	"id" uuid,
	"title" text NOT NULL,
	"content" jsonb NOT NULL,
	"objective" text NOT NULL,
	"expires_on" text NOT NULL,
	"min_days" integer NOT NULL,
	"made_by" uuid NOT NULL,
	"made_at" timestamp(6) with time zone NOT NULL,
	"retired_at" timestamp(6) with time zone,
	CONSTRAINT "planning_evergreens_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "planning_feed_items" (
	"agency_id" uuid,
	"feed_id" uuid,
	"key" text,
	"title" text NOT NULL,
	"link" text NOT NULL,
	"post_id" uuid,
	"seen_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "planning_feed_items_pkey" PRIMARY KEY("agency_id","feed_id","key")
);
--> statement-breakpoint
CREATE TABLE "planning_feeds" (
	"agency_id" uuid,
	"id" uuid,
	"url" text NOT NULL,
	"name" text NOT NULL,
	"channels" jsonb NOT NULL,
	"objective" text NOT NULL,
	"class" text NOT NULL,
	"every_minutes" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"made_at" timestamp(6) with time zone NOT NULL,
	"next_at" timestamp(6) with time zone NOT NULL,
	"polled_at" timestamp(6) with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"error" text,
	"ended_at" timestamp(6) with time zone,
	CONSTRAINT "planning_feeds_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "planning_imported_lines" (
	"agency_id" uuid,
	"file_hash" text,
	"line" integer,
	"post_id" uuid NOT NULL,
	"imported_by" uuid NOT NULL,
	"imported_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "planning_imported_lines_pkey" PRIMARY KEY("agency_id","file_hash","line")
);
--> statement-breakpoint
CREATE TABLE "planning_occurrences" (
	"agency_id" uuid,
	"series_id" uuid,
	"occurrence" text,
	"post_id" uuid NOT NULL,
	"state" text NOT NULL,
	"series_version" integer NOT NULL,
	"reason" text,
	"at" timestamp(6) with time zone NOT NULL,
	"latest_at" timestamp(6) with time zone NOT NULL,
	"made_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "planning_occurrences_pkey" PRIMARY KEY("agency_id","series_id","occurrence")
);
--> statement-breakpoint
CREATE TABLE "planning_slots" (
	"agency_id" uuid,
	"id" uuid,
	"weekday" integer NOT NULL,
	"time" text NOT NULL,
	"channels" jsonb NOT NULL,
	"objective" text,
	"made_by" uuid NOT NULL,
	"made_at" timestamp(6) with time zone NOT NULL,
	"dropped_at" timestamp(6) with time zone,
	CONSTRAINT "planning_slots_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "planning_series" (
	"agency_id" uuid,
	"id" uuid,
	"title" text NOT NULL,
	"content" jsonb NOT NULL,
	"rule" text NOT NULL,
	"starts_local" text NOT NULL,
	"zone" text NOT NULL,
	"version" integer NOT NULL,
	"acknowledged" jsonb DEFAULT '[]' NOT NULL,
	"owner_id" uuid NOT NULL,
	"changed_at" timestamp(6) with time zone NOT NULL,
	"ended_by" uuid,
	"ended_at" timestamp(6) with time zone,
	CONSTRAINT "planning_series_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "planning_exceptions" (
	"agency_id" uuid,
	"series_id" uuid,
	"occurrence" text,
	"moved_to" text,
	"made_by" uuid NOT NULL,
	"made_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "planning_exceptions_pkey" PRIMARY KEY("agency_id","series_id","occurrence")
);
--> statement-breakpoint
CREATE TABLE "planning_bookings" (
	"agency_id" uuid,
	"slot_id" uuid,
	"day" text,
	"post_id" uuid NOT NULL,
	"booked_by" uuid NOT NULL,
	"booked_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "planning_bookings_pkey" PRIMARY KEY("agency_id","slot_id","day")
);
--> statement-breakpoint
CREATE TABLE "strategy_versions" (
	"agency_id" uuid,
	"version" integer,
	"content" jsonb NOT NULL,
	"made_by" uuid NOT NULL,
	"made_at" timestamp(6) with time zone NOT NULL,
	"adopted_by" uuid,
	"in_force_from" timestamp(6) with time zone,
	CONSTRAINT "strategy_versions_pkey" PRIMARY KEY("agency_id","version")
);
--> statement-breakpoint
CREATE TABLE "draft_comments" (
	"agency_id" uuid,
	"id" uuid,
	"post_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"body" text NOT NULL,
	"mentions" jsonb NOT NULL,
	"said_by" uuid NOT NULL,
	"said_at" timestamp(6) with time zone NOT NULL,
	"resolved_by" uuid,
	"resolved_at" timestamp(6) with time zone,
	CONSTRAINT "draft_comments_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "planning_feeds_once" ON "planning_feeds" ("agency_id","url") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "planning_feeds_next" ON "planning_feeds" ("next_at");--> statement-breakpoint
CREATE INDEX "planning_occurrences_state" ON "planning_occurrences" ("state","at");--> statement-breakpoint
CREATE INDEX "planning_occurrences_post" ON "planning_occurrences" ("agency_id","post_id");--> statement-breakpoint
CREATE UNIQUE INDEX "planning_bookings_post" ON "planning_bookings" ("agency_id","post_id");--> statement-breakpoint
CREATE INDEX "draft_comments_post" ON "draft_comments" ("agency_id","post_id");--> statement-breakpoint
select openbeat_fence();
