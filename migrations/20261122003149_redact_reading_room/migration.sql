CREATE TABLE "publications" (
	"agency_id" uuid,
	"id" uuid,
	"request_id" uuid NOT NULL,
	"production_id" uuid NOT NULL,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"title_es" text NOT NULL,
	"summary_es" text NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_at" timestamp(6) with time zone NOT NULL,
	"approved_by" uuid,
	"approved_at" timestamp(6) with time zone,
	"ended_by" uuid,
	"ended_at" timestamp(6) with time zone,
	"ended_why" text,
	CONSTRAINT "publications_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "request_summaries" (
	"agency_id" uuid,
	"request_id" uuid,
	"summary" text NOT NULL,
	"written_by" uuid NOT NULL,
	"written_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "request_summaries_pkey" PRIMARY KEY("agency_id","request_id")
);
--> statement-breakpoint
CREATE INDEX "publications_of" ON "publications" ("agency_id","request_id");--> statement-breakpoint
CREATE INDEX "publications_newest" ON "publications" ("agency_id","approved_at");
--> statement-breakpoint
select openbeat_fence();
--> statement-breakpoint
-- What was published stays told, and who agreed.
revoke delete on publications, request_summaries from openbeat_app;
