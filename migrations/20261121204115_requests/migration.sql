CREATE TABLE "closed_days" (
	"agency_id" uuid,
	"day" date,
	"reason" text NOT NULL,
	"made_by" uuid NOT NULL,
	"made_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "closed_days_pkey" PRIMARY KEY("agency_id","day")
);
--> statement-breakpoint
CREATE TABLE "exemption_codes" (
	"agency_id" uuid,
	"code" text,
	"title" text NOT NULL,
	"citation" text NOT NULL,
	"verified_on" date,
	"verified_by" text,
	"changed_by" uuid NOT NULL,
	"changed_at" timestamp(6) with time zone NOT NULL,
	"ended_at" timestamp(6) with time zone,
	CONSTRAINT "exemption_codes_pkey" PRIMARY KEY("agency_id","code")
);
--> statement-breakpoint
CREATE TABLE "record_requests" (
	"agency_id" uuid,
	"id" uuid,
	"year" integer NOT NULL,
	"running" integer NOT NULL,
	"way" text NOT NULL,
	"kind" text NOT NULL,
	"asked" text NOT NULL,
	"sealed" bytea NOT NULL,
	"status_hash" text,
	"language" text NOT NULL,
	"received_on" date NOT NULL,
	"received_at" timestamp(6) with time zone NOT NULL,
	"state" text NOT NULL,
	"assigned_to" uuid,
	"due_on" date,
	"due_stage" text,
	"closed_how" text,
	"closed_at" timestamp(6) with time zone,
	CONSTRAINT "record_requests_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "request_items" (
	"agency_id" uuid,
	"search_id" uuid,
	"record_id" uuid,
	"request_id" uuid NOT NULL,
	"captured_at" timestamp(6) with time zone NOT NULL,
	"same_text" text NOT NULL,
	"thread" text NOT NULL,
	CONSTRAINT "request_items_pkey" PRIMARY KEY("agency_id","search_id","record_id")
);
--> statement-breakpoint
CREATE TABLE "request_laws" (
	"agency_id" uuid PRIMARY KEY,
	"terms" jsonb NOT NULL,
	"note" text NOT NULL,
	"fees" text NOT NULL,
	"rates" jsonb NOT NULL,
	"verified_on" date,
	"verified_by" text,
	"changed_by" uuid NOT NULL,
	"changed_at" timestamp(6) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "request_numbers" (
	"agency_id" uuid,
	"year" integer,
	"last" integer NOT NULL,
	CONSTRAINT "request_numbers_pkey" PRIMARY KEY("agency_id","year")
);
--> statement-breakpoint
CREATE TABLE "request_reviews" (
	"agency_id" uuid,
	"id" uuid,
	"request_id" uuid NOT NULL,
	"record_id" uuid NOT NULL,
	"decision" text NOT NULL,
	"codes" jsonb NOT NULL,
	"note" text NOT NULL,
	"decided_by" uuid NOT NULL,
	"decided_at" timestamp(6) with time zone NOT NULL,
	"seconded_by" uuid,
	"seconded_at" timestamp(6) with time zone,
	CONSTRAINT "request_reviews_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "request_searches" (
	"agency_id" uuid,
	"id" uuid,
	"request_id" uuid NOT NULL,
	"query" jsonb NOT NULL,
	"note" text NOT NULL,
	"found" integer NOT NULL,
	"frozen_by" uuid NOT NULL,
	"frozen_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "request_searches_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "request_steps" (
	"agency_id" uuid,
	"id" uuid,
	"request_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp(6) with time zone NOT NULL,
	"on_day" date NOT NULL,
	"by" uuid,
	"facts" jsonb NOT NULL,
	"sealed" bytea,
	CONSTRAINT "request_steps_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "record_requests_number" ON "record_requests" ("agency_id","year","running");--> statement-breakpoint
CREATE UNIQUE INDEX "record_requests_status" ON "record_requests" ("agency_id","status_hash");--> statement-breakpoint
CREATE INDEX "record_requests_due" ON "record_requests" ("agency_id","state","due_on");--> statement-breakpoint
CREATE INDEX "request_items_of" ON "request_items" ("agency_id","request_id","record_id");--> statement-breakpoint
CREATE INDEX "request_items_record" ON "request_items" ("agency_id","record_id");--> statement-breakpoint
CREATE INDEX "request_reviews_of" ON "request_reviews" ("agency_id","request_id","record_id");--> statement-breakpoint
CREATE INDEX "request_searches_of" ON "request_searches" ("agency_id","request_id");--> statement-breakpoint
CREATE INDEX "request_steps_of" ON "request_steps" ("agency_id","request_id","id");--> statement-breakpoint
select openbeat_fence();
--> statement-breakpoint
-- What was done stays told, and a frozen set stays as it was found.
revoke update, delete on request_steps, request_searches, request_items from openbeat_app;
