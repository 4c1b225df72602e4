CREATE TABLE "policy_lists" (
	"agency_id" uuid,
	"id" uuid,
	"kind" text NOT NULL,
	"sealed" bytea,
	"added_by" uuid NOT NULL,
	"added_at" timestamp(6) with time zone NOT NULL,
	"removed_by" uuid,
	"removed_at" timestamp(6) with time zone,
	CONSTRAINT "policy_lists_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
ALTER TABLE "policy_versions" ADD COLUMN "rules" jsonb DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "submissions" ADD COLUMN "findings" jsonb DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "submissions" ADD COLUMN "acknowledged" jsonb DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "submissions" ADD COLUMN "needs" jsonb DEFAULT '[]' NOT NULL;--> statement-breakpoint
select openbeat_fence();
