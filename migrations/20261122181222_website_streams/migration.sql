CREATE TABLE "website_streams" (
	"agency_id" uuid,
	"post_id" uuid,
	"sealed" bytea NOT NULL,
	"starts_at" timestamp(6) with time zone NOT NULL,
	"started_at" timestamp(6) with time zone,
	"heard_at" timestamp(6) with time zone,
	"ended_at" timestamp(6) with time zone,
	"has_captions" boolean DEFAULT false NOT NULL,
	"recording" jsonb DEFAULT '[]' NOT NULL,
	CONSTRAINT "website_streams_pkey" PRIMARY KEY("agency_id","post_id")
);
--> statement-breakpoint
select openbeat_fence();