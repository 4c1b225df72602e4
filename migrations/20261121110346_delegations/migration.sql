CREATE TABLE "delegations" (
	"agency_id" uuid,
	"id" uuid,
	"class" text NOT NULL,
	"role" text NOT NULL,
	"people" jsonb NOT NULL,
	"beats" jsonb NOT NULL,
	"starts_at" timestamp(6) with time zone NOT NULL,
	"ends_at" timestamp(6) with time zone NOT NULL,
	"reason" text NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_at" timestamp(6) with time zone NOT NULL,
	"approved_by" uuid,
	"approved_at" timestamp(6) with time zone,
	"ended_by" uuid,
	"ended_at" timestamp(6) with time zone,
	"ended_why" text,
	CONSTRAINT "delegations_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
ALTER TABLE "approvals" ADD COLUMN "delegation_id" uuid;--> statement-breakpoint
CREATE INDEX "delegations_class" ON "delegations" ("agency_id","class");--> statement-breakpoint
select openbeat_fence();
