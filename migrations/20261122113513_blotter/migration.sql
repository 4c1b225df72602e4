CREATE TABLE "blotter_policies" (
	"agency_id" uuid,
	"version" integer,
	"content" jsonb NOT NULL,
	"adopted_at" timestamp(6) with time zone NOT NULL,
	"adopted_by" uuid NOT NULL,
	"why" text NOT NULL,
	CONSTRAINT "blotter_policies_pkey" PRIMARY KEY("agency_id","version")
);
--> statement-breakpoint
CREATE TABLE "call_keepings" (
	"agency_id" uuid,
	"id" uuid,
	"call_id" uuid NOT NULL,
	"kept_at" timestamp(6) with time zone NOT NULL,
	"kept_by" uuid NOT NULL,
	"why" text NOT NULL,
	"let_go_at" timestamp(6) with time zone,
	"let_go_by" uuid,
	CONSTRAINT "call_keepings_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "call_showings" (
	"agency_id" uuid,
	"call_id" uuid,
	"place" integer,
	"at" timestamp(6) with time zone NOT NULL,
	"state" text NOT NULL,
	"protection" text,
	"kind" text,
	"label" jsonb,
	"tells" text,
	"policy_version" integer NOT NULL,
	CONSTRAINT "call_showings_pkey" PRIMARY KEY("agency_id","call_id","place")
);
--> statement-breakpoint
CREATE TABLE "call_types" (
	"agency_id" uuid,
	"call_id" uuid,
	"place" integer,
	"type" text NOT NULL,
	"seen_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "call_types_pkey" PRIMARY KEY("agency_id","call_id","place")
);
--> statement-breakpoint
CREATE TABLE "calls" (
	"agency_id" uuid,
	"id" uuid,
	"source" text NOT NULL,
	"number" text NOT NULL,
	"taken_at" timestamp(6) with time zone NOT NULL,
	"closed_at" timestamp(6) with time zone,
	"beat_id" uuid,
	"block" text,
	"lat" double precision,
	"lon" double precision,
	"is_home" boolean NOT NULL,
	"first_seen_at" timestamp(6) with time zone NOT NULL,
	"seen_at" timestamp(6) with time zone NOT NULL,
	"state" text NOT NULL,
	"due_at" timestamp(6) with time zone,
	CONSTRAINT "calls_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE INDEX "call_keepings_call" ON "call_keepings" ("agency_id","call_id");--> statement-breakpoint
CREATE UNIQUE INDEX "calls_number" ON "calls" ("agency_id","source","number");--> statement-breakpoint
CREATE INDEX "calls_due" ON "calls" ("agency_id","due_at");--> statement-breakpoint
CREATE INDEX "calls_shown" ON "calls" ("agency_id","state","taken_at");
--> statement-breakpoint
select openbeat_fence();
