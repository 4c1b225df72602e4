CREATE TABLE "archive_blocks" (
	"agency_id" uuid,
	"block" bigint,
	"first" bigint NOT NULL,
	"size" integer NOT NULL,
	"from_at" timestamp(6) with time zone NOT NULL,
	"until_at" timestamp(6) with time zone NOT NULL,
	"retired_at" timestamp(6) with time zone,
	CONSTRAINT "archive_blocks_pkey" PRIMARY KEY("agency_id","block")
);
--> statement-breakpoint
CREATE TABLE "archive_indexes" (
	"agency_id" uuid PRIMARY KEY,
	"size" bigint NOT NULL,
	"erasures" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "archive_searches" (
	"agency_id" uuid,
	"id" uuid,
	"name" text NOT NULL,
	"query" jsonb NOT NULL,
	"owner_id" uuid NOT NULL,
	"is_shared" boolean NOT NULL,
	"made_at" timestamp(6) with time zone NOT NULL,
	"deleted_at" timestamp(6) with time zone,
	CONSTRAINT "archive_searches_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "archive_taggings" (
	"agency_id" uuid,
	"tag_id" uuid,
	"record_id" uuid,
	"added_at" timestamp(6) with time zone,
	"added_by" uuid NOT NULL,
	"removed_at" timestamp(6) with time zone,
	"removed_by" uuid,
	CONSTRAINT "archive_taggings_pkey" PRIMARY KEY("agency_id","tag_id","record_id","added_at")
);
--> statement-breakpoint
CREATE TABLE "archive_tags" (
	"agency_id" uuid,
	"id" uuid,
	"name" text NOT NULL,
	"key" text NOT NULL,
	"made_by" uuid NOT NULL,
	"made_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "archive_tags_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "archive_terms" (
	"agency_id" uuid,
	"term" text collate "C",
	"block" bigint,
	"docs" bytea NOT NULL,
	CONSTRAINT "archive_terms_pkey" PRIMARY KEY("agency_id","term","block")
);
--> statement-breakpoint
CREATE TABLE "archive_words" (
	"agency_id" uuid,
	"term" text collate "C",
	"stem" text collate "C",
	CONSTRAINT "archive_words_pkey" PRIMARY KEY("agency_id","term")
);
--> statement-breakpoint
CREATE INDEX "archive_taggings_record" ON "archive_taggings" ("agency_id","record_id");--> statement-breakpoint
CREATE UNIQUE INDEX "archive_tags_key" ON "archive_tags" ("agency_id","key");--> statement-breakpoint
CREATE INDEX "archive_words_stem" ON "archive_words" ("agency_id","stem");--> statement-breakpoint
-- Packed places do not shrink: to compress them would only cost time.
alter table archive_terms alter column docs set storage external;
--> statement-breakpoint
-- Words are found by archive_terms now, the newest first. The column stays: legal holds are held against it in the
-- transaction that erases.
drop index archive_records_search;
--> statement-breakpoint
select openbeat_fence();
