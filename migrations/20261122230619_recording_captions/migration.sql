CREATE TABLE "website_captions" (
	"agency_id" uuid,
	"id" uuid,
	"post_id" uuid NOT NULL,
	"language" text NOT NULL,
	"sha256" text NOT NULL,
	"cues" integer NOT NULL,
	"written_by" uuid NOT NULL,
	"written_at" timestamp(6) with time zone NOT NULL,
	"certified_by" uuid,
	"certified_at" timestamp(6) with time zone,
	CONSTRAINT "website_captions_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE INDEX "website_captions_post" ON "website_captions" ("agency_id","post_id","written_at");
--> statement-breakpoint
select openbeat_fence();
