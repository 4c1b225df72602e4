CREATE TABLE "audience_digest_runs" (
	"agency_id" uuid,
	"slot" text,
	"filled_to" uuid,
	"is_filled" boolean DEFAULT false NOT NULL,
	"made_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "audience_digest_runs_pkey" PRIMARY KEY("agency_id","slot")
);
--> statement-breakpoint
CREATE TABLE "audience_digests" (
	"agency_id" uuid,
	"id" uuid,
	"channel_id" uuid NOT NULL,
	"slot" text NOT NULL,
	"language" text NOT NULL,
	"posts" uuid[] NOT NULL,
	"posts_hash" text NOT NULL,
	"made_at" timestamp(6) with time zone NOT NULL,
	"tries" smallint DEFAULT 0 NOT NULL,
	"next_at" timestamp(6) with time zone,
	"ended_at" timestamp(6) with time zone,
	CONSTRAINT "audience_digests_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "audience_gathered" (
	"agency_id" uuid,
	"subscriber_id" uuid,
	"fan_out_id" uuid,
	"placed_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "audience_gathered_pkey" PRIMARY KEY("agency_id","subscriber_id","fan_out_id")
);
--> statement-breakpoint
ALTER TABLE "audience_days" ADD COLUMN "returned" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "audience_days" ADD COLUMN "delayed" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "audience_settings" ADD COLUMN "digest_at" smallint DEFAULT 1020 NOT NULL;--> statement-breakpoint
ALTER TABLE "audience_fan_outs" ADD COLUMN "gathered" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "audience_orders" ADD COLUMN "reported" text;--> statement-breakpoint
ALTER TABLE "audience_subscribers" ADD COLUMN "pace" text DEFAULT 'at-once' NOT NULL;--> statement-breakpoint
ALTER TABLE "audience_subscribers" ADD COLUMN "late_failures" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "audience_subscribers" ADD COLUMN "late_failed_on" date;--> statement-breakpoint
CREATE UNIQUE INDEX "audience_digests_one" ON "audience_digests" ("agency_id","slot","language","posts_hash");--> statement-breakpoint
CREATE INDEX "audience_digests_due" ON "audience_digests" ("agency_id","next_at") WHERE ended_at is null;--> statement-breakpoint
select openbeat_fence();
