CREATE TABLE "fediverse_activities" (
	"agency_id" uuid,
	"id" uuid,
	"channel_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"topic" text NOT NULL,
	"key" text NOT NULL,
	"body" text NOT NULL,
	"made_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "fediverse_activities_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "fediverse_followers" (
	"agency_id" uuid,
	"channel_id" uuid,
	"actor" text,
	"inbox" text NOT NULL,
	"deliver_to" text NOT NULL,
	"host" text NOT NULL,
	"followed_at" timestamp(6) with time zone NOT NULL,
	"gone_proofs" integer DEFAULT 0 NOT NULL,
	"gone_at" timestamp(6) with time zone,
	CONSTRAINT "fediverse_followers_pkey" PRIMARY KEY("agency_id","channel_id","actor")
);
--> statement-breakpoint
CREATE TABLE "fediverse_objects" (
	"agency_id" uuid,
	"id" uuid,
	"channel_id" uuid NOT NULL,
	"key" text NOT NULL,
	"text" text NOT NULL,
	"body" text NOT NULL,
	"files" text[] NOT NULL,
	"is_life_safety" boolean NOT NULL,
	"published_at" timestamp(6) with time zone NOT NULL,
	"edited_at" timestamp(6) with time zone,
	"removed_at" timestamp(6) with time zone,
	"changed_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "fediverse_objects_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "fediverse_orders" (
	"agency_id" uuid,
	"activity_id" uuid,
	"inbox" text,
	"host" text NOT NULL,
	"channel_id" uuid NOT NULL,
	"topic" text NOT NULL,
	"is_life_safety" boolean NOT NULL,
	"due_at" timestamp(6) with time zone NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"fence" integer DEFAULT 0 NOT NULL,
	"leased_until" timestamp(6) with time zone,
	"done_at" timestamp(6) with time zone,
	"outcome" text,
	"reason" text,
	CONSTRAINT "fediverse_orders_pkey" PRIMARY KEY("agency_id","activity_id","inbox")
);
--> statement-breakpoint
CREATE TABLE "fediverse_reactions" (
	"agency_id" uuid,
	"object_id" uuid,
	"kind" text,
	"actor_hash" bytea,
	"at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "fediverse_reactions_pkey" PRIMARY KEY("agency_id","object_id","kind","actor_hash")
);
--> statement-breakpoint
CREATE TABLE "websub_subscriptions" (
	"agency_id" uuid,
	"id" uuid,
	"topic" text NOT NULL,
	"callback" text NOT NULL,
	"host" text NOT NULL,
	"sealed" bytea,
	"lease_ends_at" timestamp(6) with time zone NOT NULL,
	"told_etag" text NOT NULL,
	"due_at" timestamp(6) with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "websub_subscriptions_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "websub_wishes" (
	"agency_id" uuid,
	"id" uuid,
	"mode" text NOT NULL,
	"topic" text NOT NULL,
	"callback" text NOT NULL,
	"sealed" bytea,
	"lease_seconds" integer NOT NULL,
	"asked_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "websub_wishes_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "fediverse_activities_key" ON "fediverse_activities" ("agency_id","channel_id","key");--> statement-breakpoint
CREATE INDEX "fediverse_activities_topic" ON "fediverse_activities" ("agency_id","topic");--> statement-breakpoint
CREATE INDEX "fediverse_followers_inbox" ON "fediverse_followers" ("agency_id","deliver_to");--> statement-breakpoint
CREATE UNIQUE INDEX "fediverse_objects_key" ON "fediverse_objects" ("agency_id","channel_id","key");--> statement-breakpoint
CREATE INDEX "fediverse_objects_newest" ON "fediverse_objects" ("agency_id","channel_id","published_at");--> statement-breakpoint
CREATE INDEX "fediverse_orders_topic" ON "fediverse_orders" ("agency_id","topic","inbox");--> statement-breakpoint
CREATE INDEX "fediverse_orders_due" ON "fediverse_orders" ("agency_id","due_at") WHERE done_at is null;--> statement-breakpoint
CREATE INDEX "fediverse_orders_done" ON "fediverse_orders" ("agency_id","done_at");--> statement-breakpoint
CREATE UNIQUE INDEX "websub_subscriptions_once" ON "websub_subscriptions" ("agency_id","topic","callback");--> statement-breakpoint
CREATE INDEX "websub_subscriptions_due" ON "websub_subscriptions" ("agency_id","due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "websub_wishes_once" ON "websub_wishes" ("agency_id","topic","callback");
--> statement-breakpoint
select openbeat_fence();
