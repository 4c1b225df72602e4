CREATE TABLE "content_reviews" (
	"agency_id" uuid,
	"id" uuid,
	"post_id" uuid NOT NULL,
	"quarter" text NOT NULL,
	"version" integer NOT NULL,
	"decision" text NOT NULL,
	"note" text NOT NULL,
	"reviewed_by" uuid NOT NULL,
	"reviewed_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "content_reviews_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "quarter_closings" (
	"agency_id" uuid,
	"quarter" text,
	"posts" integer NOT NULL,
	"found" integer NOT NULL,
	"note" text NOT NULL,
	"closed_by" uuid NOT NULL,
	"closed_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "quarter_closings_pkey" PRIMARY KEY("agency_id","quarter")
);
--> statement-breakpoint
CREATE INDEX "content_reviews_post" ON "content_reviews" ("agency_id","post_id","version");--> statement-breakpoint
CREATE INDEX "content_reviews_quarter" ON "content_reviews" ("agency_id","quarter");--> statement-breakpoint
select openbeat_fence();
