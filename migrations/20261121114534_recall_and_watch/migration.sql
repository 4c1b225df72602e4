CREATE TABLE "standing_confirmations" (
	"agency_id" uuid,
	"id" uuid,
	"post_id" uuid NOT NULL,
	"delivery_id" uuid NOT NULL,
	"how" text NOT NULL,
	"note" text NOT NULL,
	"confirmed_by" uuid NOT NULL,
	"confirmed_at" timestamp(6) with time zone NOT NULL,
	"undone_by" uuid,
	"undone_at" timestamp(6) with time zone,
	CONSTRAINT "standing_confirmations_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "watch_alarms" (
	"agency_id" uuid,
	"id" uuid,
	"channel_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"evidence" jsonb NOT NULL,
	"raised_at" timestamp(6) with time zone NOT NULL,
	"ended_at" timestamp(6) with time zone,
	"ended_how" text,
	"ended_by" uuid,
	"note" text,
	"warning_post_id" uuid,
	"hold_id" uuid,
	CONSTRAINT "watch_alarms_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "watched_channels" (
	"agency_id" uuid,
	"channel_id" uuid,
	"looked_until" timestamp(6) with time zone NOT NULL,
	"profile" jsonb,
	CONSTRAINT "watched_channels_pkey" PRIMARY KEY("agency_id","channel_id")
);
--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "take_down_at" timestamp(6) with time zone;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "take_down_at" timestamp(6) with time zone;--> statement-breakpoint
ALTER TABLE "recalls" ALTER COLUMN "ordered_by" DROP NOT NULL;--> statement-breakpoint
CREATE INDEX "deliveries_take_down" ON "deliveries" ("take_down_at");--> statement-breakpoint
CREATE INDEX "posts_take_down" ON "posts" ("agency_id","take_down_at");--> statement-breakpoint
CREATE UNIQUE INDEX "standing_confirmations_once" ON "standing_confirmations" ("agency_id","delivery_id") WHERE undone_at is null;--> statement-breakpoint
CREATE INDEX "standing_confirmations_post" ON "standing_confirmations" ("agency_id","post_id");--> statement-breakpoint
CREATE UNIQUE INDEX "watch_alarms_once" ON "watch_alarms" ("agency_id","channel_id","kind","key");--> statement-breakpoint
CREATE INDEX "watch_alarms_newest" ON "watch_alarms" ("agency_id","raised_at");--> statement-breakpoint
select openbeat_fence();
