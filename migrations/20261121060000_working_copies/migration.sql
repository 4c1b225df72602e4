CREATE TABLE "working_copies" (
	"agency_id" uuid,
	"post_id" uuid,
	"version" integer NOT NULL,
	"hash" text NOT NULL,
	"content" jsonb NOT NULL,
	"author_id" uuid NOT NULL,
	"saved_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "working_copies_pkey" PRIMARY KEY("agency_id","post_id")
);
--> statement-breakpoint
select openbeat_fence();
