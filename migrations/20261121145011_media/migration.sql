CREATE TABLE "media_captions" (
	"agency_id" uuid,
	"id" uuid,
	"video_sha256" text NOT NULL,
	"language" text NOT NULL,
	"version" integer NOT NULL,
	"sha256" text NOT NULL,
	"cues" integer NOT NULL,
	"written_by" uuid NOT NULL,
	"written_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "media_captions_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "media_derivations" (
	"agency_id" uuid,
	"sha256" text,
	"from_sha256" text NOT NULL,
	"regions" jsonb NOT NULL,
	"crop" jsonb,
	"made_by" uuid NOT NULL,
	"made_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "media_derivations_pkey" PRIMARY KEY("agency_id","sha256")
);
--> statement-breakpoint
CREATE TABLE "media_descriptions" (
	"agency_id" uuid,
	"id" uuid,
	"sha256" text NOT NULL,
	"alt_en" text NOT NULL,
	"alt_es" text NOT NULL,
	"tags" jsonb NOT NULL,
	"written_by" uuid NOT NULL,
	"written_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "media_descriptions_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "media_fetched" (
	"agency_id" uuid,
	"sha256" text,
	"url" text NOT NULL,
	"fetched_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "media_fetched_pkey" PRIMARY KEY("agency_id","sha256")
);
--> statement-breakpoint
CREATE TABLE "media_posters" (
	"agency_id" uuid,
	"id" uuid,
	"video_sha256" text NOT NULL,
	"sha256" text NOT NULL,
	"chosen_by" uuid NOT NULL,
	"chosen_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "media_posters_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "media_rights" (
	"agency_id" uuid,
	"id" uuid,
	"sha256" text NOT NULL,
	"source" text NOT NULL,
	"credit" text NOT NULL,
	"consent_note" text NOT NULL,
	"allowed_uses" text NOT NULL,
	"until_date" text,
	"until" timestamp(6) with time zone,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "media_rights_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "media_uses" (
	"agency_id" uuid,
	"sha256" text,
	"kind" text,
	"subject_id" uuid,
	"first_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "media_uses_pkey" PRIMARY KEY("agency_id","sha256","kind","subject_id")
);
--> statement-breakpoint
CREATE TABLE "media_videos" (
	"agency_id" uuid,
	"sha256" text,
	"duration_ms" integer NOT NULL,
	"video_codec" text NOT NULL,
	"audio_codec" text,
	CONSTRAINT "media_videos_pkey" PRIMARY KEY("agency_id","sha256")
);
--> statement-breakpoint
CREATE TABLE "media_withdrawals" (
	"agency_id" uuid,
	"id" uuid,
	"sha256" text NOT NULL,
	"why" text NOT NULL,
	"withdrawn_by" uuid NOT NULL,
	"withdrawn_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "media_withdrawals_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "media_captions_version" ON "media_captions" ("agency_id","video_sha256","language","version");--> statement-breakpoint
CREATE INDEX "media_derivations_from" ON "media_derivations" ("agency_id","from_sha256");--> statement-breakpoint
CREATE INDEX "media_descriptions_item" ON "media_descriptions" ("agency_id","sha256","written_at");--> statement-breakpoint
CREATE INDEX "media_posters_video" ON "media_posters" ("agency_id","video_sha256","chosen_at");--> statement-breakpoint
CREATE INDEX "media_rights_item" ON "media_rights" ("agency_id","sha256","recorded_at");--> statement-breakpoint
CREATE INDEX "media_withdrawals_item" ON "media_withdrawals" ("agency_id","sha256","withdrawn_at");--> statement-breakpoint
insert into "media_uses" select distinct on (v."agency_id", m->>'sha256', v."post_id") v."agency_id", m->>'sha256', 'post', v."post_id", v."made_at"
	from "post_versions" v, jsonb_array_elements(v."content"->'media') m
	order by v."agency_id", m->>'sha256', v."post_id", v."made_at";
--> statement-breakpoint
select openbeat_fence();
