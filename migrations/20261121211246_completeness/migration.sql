CREATE TABLE "capture_gaps" (
	"agency_id" uuid,
	"id" uuid,
	"channel_id" uuid NOT NULL,
	"from_at" timestamp(6) with time zone NOT NULL,
	"until_at" timestamp(6) with time zone,
	"why" text NOT NULL,
	"detail" jsonb NOT NULL,
	"seen_at" timestamp(6) with time zone NOT NULL,
	"answered_at" timestamp(6) with time zone,
	"answered_by" uuid,
	"note" text,
	CONSTRAINT "capture_gaps_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "capture_hours" (
	"agency_id" uuid,
	"channel_id" uuid,
	"hour" timestamp(6) with time zone,
	"first_at" timestamp(6) with time zone NOT NULL,
	"last_at" timestamp(6) with time zone NOT NULL,
	"polls" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"items" integer DEFAULT 0 NOT NULL,
	"own_posts" integer DEFAULT 0 NOT NULL,
	"silent_seconds" integer DEFAULT 0 NOT NULL,
	"failed_at" timestamp(6) with time zone,
	"failure" text,
	"counters" jsonb,
	"cursor_from" text,
	"cursor_to" text,
	"is_whole" boolean DEFAULT true NOT NULL,
	CONSTRAINT "capture_hours_pkey" PRIMARY KEY("agency_id","channel_id","hour")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "capture_gaps_open" ON "capture_gaps" ("agency_id","channel_id") WHERE until_at is null;--> statement-breakpoint
CREATE INDEX "capture_gaps_when" ON "capture_gaps" ("agency_id","channel_id","from_at");--> statement-breakpoint
select openbeat_fence();
