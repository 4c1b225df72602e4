CREATE TABLE "notice_endings" (
	"agency_id" uuid,
	"notice_id" uuid,
	"how" text NOT NULL,
	"outcome" text NOT NULL,
	"why" text NOT NULL,
	"ended_by" uuid,
	"ended_at" timestamp(6) with time zone NOT NULL,
	"cleared_at" timestamp(6) with time zone,
	CONSTRAINT "notice_endings_pkey" PRIMARY KEY("agency_id","notice_id")
);
--> statement-breakpoint
CREATE TABLE "notice_flyers" (
	"agency_id" uuid,
	"notice_id" uuid,
	"version" integer,
	"language" text,
	"format" text,
	"sha256" text NOT NULL,
	"type" text NOT NULL,
	"size_bytes" integer NOT NULL,
	CONSTRAINT "notice_flyers_pkey" PRIMARY KEY("agency_id","notice_id","version","language","format")
);
--> statement-breakpoint
CREATE TABLE "notice_posts" (
	"agency_id" uuid,
	"notice_id" uuid,
	"post_id" uuid,
	"language" text NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "notice_posts_pkey" PRIMARY KEY("agency_id","notice_id","post_id")
);
--> statement-breakpoint
CREATE TABLE "notice_versions" (
	"agency_id" uuid,
	"notice_id" uuid,
	"version" integer,
	"hash" text NOT NULL,
	"content" jsonb NOT NULL,
	"written_by" uuid NOT NULL,
	"written_at" timestamp(6) with time zone NOT NULL,
	"submitted_at" timestamp(6) with time zone,
	"submitted_by" uuid,
	CONSTRAINT "notice_versions_pkey" PRIMARY KEY("agency_id","notice_id","version")
);
--> statement-breakpoint
CREATE TABLE "notice_wordings" (
	"agency_id" uuid,
	"id" uuid,
	"notice_id" uuid NOT NULL,
	"language" text NOT NULL,
	"source_hash" text NOT NULL,
	"words" jsonb NOT NULL,
	"written_by" uuid NOT NULL,
	"written_at" timestamp(6) with time zone NOT NULL,
	"certified_by" uuid,
	"certified_at" timestamp(6) with time zone,
	CONSTRAINT "notice_wordings_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"agency_id" uuid,
	"id" uuid,
	"code" text NOT NULL,
	"state" text NOT NULL,
	"kind" text NOT NULL,
	"headline" text NOT NULL,
	"version" integer NOT NULL,
	"active_version" integer,
	"drafted_by" uuid NOT NULL,
	"drafted_at" timestamp(6) with time zone NOT NULL,
	"changed_at" timestamp(6) with time zone NOT NULL,
	"active_at" timestamp(6) with time zone,
	"expires_at" timestamp(6) with time zone,
	CONSTRAINT "notices_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "notice_posts_post" ON "notice_posts" ("agency_id","post_id");--> statement-breakpoint
CREATE INDEX "notice_wordings_of" ON "notice_wordings" ("agency_id","notice_id","language","written_at");--> statement-breakpoint
CREATE UNIQUE INDEX "notices_code" ON "notices" ("agency_id","code");--> statement-breakpoint
CREATE INDEX "notices_state" ON "notices" ("agency_id","state","changed_at");--> statement-breakpoint
CREATE INDEX "notices_expiry" ON "notices" ("expires_at");--> statement-breakpoint
select openbeat_fence();
