CREATE TABLE "audience_days" (
	"agency_id" uuid,
	"day" date,
	"way" text,
	"joined" integer DEFAULT 0 NOT NULL,
	"departed" integer DEFAULT 0 NOT NULL,
	"suspended" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "audience_days_pkey" PRIMARY KEY("agency_id","day","way")
);
--> statement-breakpoint
CREATE TABLE "audience_keys" (
	"agency_id" uuid PRIMARY KEY,
	"sealed" bytea NOT NULL,
	"made_at" timestamp(6) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audience_settings" (
	"agency_id" uuid PRIMARY KEY,
	"quiet_from" smallint NOT NULL,
	"quiet_until" smallint NOT NULL,
	"intro" jsonb NOT NULL,
	"changed_at" timestamp(6) with time zone NOT NULL,
	"changed_by" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audience_fan_outs" (
	"agency_id" uuid,
	"id" uuid,
	"channel_id" uuid NOT NULL,
	"way" text NOT NULL,
	"is_life_safety" boolean NOT NULL,
	"placed_at" timestamp(6) with time zone NOT NULL,
	"filled_to" uuid,
	"is_filled" boolean DEFAULT false NOT NULL,
	"fence" integer DEFAULT 0 NOT NULL,
	"touched_at" timestamp(6) with time zone NOT NULL,
	"finished_at" timestamp(6) with time zone,
	"counts" jsonb,
	CONSTRAINT "audience_fan_outs_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "audience_orders" (
	"agency_id" uuid,
	"fan_out_id" uuid,
	"subscriber_id" uuid,
	"state" text NOT NULL,
	"not_before" timestamp(6) with time zone,
	"is_resting" boolean DEFAULT false NOT NULL,
	"tries" smallint DEFAULT 0 NOT NULL,
	"fence" integer DEFAULT 0 NOT NULL,
	"remote_id" text,
	CONSTRAINT "audience_orders_pkey" PRIMARY KEY("agency_id","fan_out_id","subscriber_id")
);
--> statement-breakpoint
CREATE TABLE "audience_subscribers" (
	"agency_id" uuid,
	"id" uuid,
	"way" text NOT NULL,
	"lookup" bytea NOT NULL,
	"sealed" bytea NOT NULL,
	"language" text NOT NULL,
	"is_whole" boolean NOT NULL,
	"beats" uuid[] NOT NULL,
	"kinds" text[] NOT NULL,
	"languages" text[] NOT NULL,
	"quiet_from" smallint,
	"quiet_until" smallint,
	"asked_at" timestamp(6) with time zone NOT NULL,
	"asks" smallint DEFAULT 1 NOT NULL,
	"wrong_codes" smallint DEFAULT 0 NOT NULL,
	"expires_at" timestamp(6) with time zone,
	"confirmed_at" timestamp(6) with time zone,
	"failures" smallint DEFAULT 0 NOT NULL,
	"suspended_at" timestamp(6) with time zone,
	"suspended_why" text,
	CONSTRAINT "audience_subscribers_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE INDEX "audience_fan_outs_open" ON "audience_fan_outs" ("agency_id","touched_at") WHERE finished_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "audience_subscribers_lookup" ON "audience_subscribers" ("agency_id","way","lookup");--> statement-breakpoint
CREATE INDEX "audience_subscribers_expiry" ON "audience_subscribers" ("agency_id","expires_at") WHERE expires_at is not null;
--> statement-breakpoint
alter table "audience_orders" set (fillfactor = 50);
--> statement-breakpoint
select openbeat_fence();
