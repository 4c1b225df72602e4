CREATE TABLE "alert_messages" (
	"agency_id" uuid,
	"id" uuid,
	"alert_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"type" text NOT NULL,
	"state" text NOT NULL,
	"content" jsonb NOT NULL,
	"sha256" text NOT NULL,
	"drafted_by" uuid NOT NULL,
	"drafted_at" timestamp(6) with time zone NOT NULL,
	"issued_at" timestamp(6) with time zone,
	"cap" text,
	CONSTRAINT "alert_messages_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "alert_posts" (
	"agency_id" uuid,
	"message_id" uuid,
	"post_id" uuid,
	"language" text NOT NULL,
	CONSTRAINT "alert_posts_pkey" PRIMARY KEY("agency_id","message_id","post_id")
);
--> statement-breakpoint
CREATE TABLE "alerts" (
	"agency_id" uuid,
	"id" uuid,
	"mode" text NOT NULL,
	"state" text NOT NULL,
	"headline" text NOT NULL,
	"drafted_by" uuid NOT NULL,
	"drafted_at" timestamp(6) with time zone NOT NULL,
	"started_at" timestamp(6) with time zone,
	"expires_at" timestamp(6) with time zone,
	"next_update_by" timestamp(6) with time zone,
	"overdue_at" timestamp(6) with time zone,
	"ended_at" timestamp(6) with time zone,
	CONSTRAINT "alerts_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "alert_messages_number" ON "alert_messages" ("agency_id","alert_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "alert_posts_post" ON "alert_posts" ("agency_id","post_id");--> statement-breakpoint
CREATE INDEX "alerts_state" ON "alerts" ("agency_id","state","drafted_at");--> statement-breakpoint
select openbeat_fence();