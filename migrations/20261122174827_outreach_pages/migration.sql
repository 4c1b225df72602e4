CREATE TABLE "outreach_page_certifications" (
	"agency_id" uuid,
	"page_id" uuid,
	"words_hash" text,
	"certified_by" uuid NOT NULL,
	"certified_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "outreach_page_certifications_pkey" PRIMARY KEY("agency_id","page_id","words_hash")
);
--> statement-breakpoint
CREATE TABLE "outreach_page_endings" (
	"agency_id" uuid,
	"page_id" uuid,
	"why" text NOT NULL,
	"ended_by" uuid NOT NULL,
	"ended_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "outreach_page_endings_pkey" PRIMARY KEY("agency_id","page_id")
);
--> statement-breakpoint
CREATE TABLE "outreach_page_versions" (
	"agency_id" uuid,
	"page_id" uuid,
	"version" integer,
	"hash" text NOT NULL,
	"content" jsonb NOT NULL,
	"writers" jsonb NOT NULL,
	"written_at" timestamp(6) with time zone NOT NULL,
	"submitted_by" uuid,
	"submitted_at" timestamp(6) with time zone,
	"needs" jsonb DEFAULT '[]' NOT NULL,
	"returned_by" uuid,
	"returned_at" timestamp(6) with time zone,
	"returned_why" text,
	"approved_by" uuid,
	"approved_at" timestamp(6) with time zone,
	CONSTRAINT "outreach_page_versions_pkey" PRIMARY KEY("agency_id","page_id","version")
);
--> statement-breakpoint
CREATE TABLE "outreach_pages" (
	"agency_id" uuid,
	"id" uuid,
	"kind" text NOT NULL,
	"code" text NOT NULL,
	"state" text NOT NULL,
	"title" text NOT NULL,
	"version" integer NOT NULL,
	"public_version" integer,
	"model" text,
	"drafted_by" uuid NOT NULL,
	"drafted_at" timestamp(6) with time zone NOT NULL,
	"changed_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "outreach_pages_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "outreach_link_days" (
	"agency_id" uuid,
	"link_id" uuid,
	"day" date,
	"clicks" integer NOT NULL,
	CONSTRAINT "outreach_link_days_pkey" PRIMARY KEY("agency_id","link_id","day")
);
--> statement-breakpoint
CREATE TABLE "outreach_links" (
	"agency_id" uuid,
	"id" uuid,
	"code" text NOT NULL,
	"opening_id" uuid NOT NULL,
	"name" text NOT NULL,
	"source" text NOT NULL,
	"medium" text NOT NULL,
	"campaign" text NOT NULL,
	"made_by" uuid NOT NULL,
	"made_at" timestamp(6) with time zone NOT NULL,
	"ended_at" timestamp(6) with time zone,
	CONSTRAINT "outreach_links_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "outreach_opening_feeds" (
	"agency_id" uuid,
	"id" uuid,
	"name" text NOT NULL,
	"url" text NOT NULL,
	"every_minutes" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"made_at" timestamp(6) with time zone NOT NULL,
	"next_at" timestamp(6) with time zone NOT NULL,
	"polled_at" timestamp(6) with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"error" text,
	"problems" jsonb DEFAULT '[]' NOT NULL,
	"ended_at" timestamp(6) with time zone,
	CONSTRAINT "outreach_opening_feeds_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "outreach_opening_posts" (
	"agency_id" uuid,
	"opening_id" uuid,
	"post_id" uuid,
	"position" integer NOT NULL,
	"made_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "outreach_opening_posts_pkey" PRIMARY KEY("agency_id","opening_id","post_id")
);
--> statement-breakpoint
CREATE TABLE "outreach_openings" (
	"agency_id" uuid,
	"id" uuid,
	"code" text NOT NULL,
	"content" jsonb NOT NULL,
	"hash" text NOT NULL,
	"written_by" uuid NOT NULL,
	"written_at" timestamp(6) with time zone NOT NULL,
	"shown" jsonb,
	"shown_hash" text,
	"approved_by" uuid,
	"public_at" timestamp(6) with time zone,
	"changed_at" timestamp(6) with time zone NOT NULL,
	"origin" text NOT NULL,
	"feed_id" uuid,
	"key" text NOT NULL,
	"closed_at" timestamp(6) with time zone,
	"closed_how" text,
	CONSTRAINT "outreach_openings_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "outreach_pages_code" ON "outreach_pages" ("agency_id","code");--> statement-breakpoint
CREATE INDEX "outreach_pages_changed" ON "outreach_pages" ("agency_id","changed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "outreach_links_code" ON "outreach_links" ("agency_id","code");--> statement-breakpoint
CREATE INDEX "outreach_links_of" ON "outreach_links" ("agency_id","opening_id");--> statement-breakpoint
CREATE INDEX "outreach_opening_feeds_due" ON "outreach_opening_feeds" ("next_at");--> statement-breakpoint
CREATE UNIQUE INDEX "outreach_openings_code" ON "outreach_openings" ("agency_id","code");--> statement-breakpoint
CREATE UNIQUE INDEX "outreach_openings_key" ON "outreach_openings" ("agency_id","key");--> statement-breakpoint
CREATE INDEX "outreach_openings_open" ON "outreach_openings" ("closed_at");--> statement-breakpoint
select openbeat_fence();
