CREATE TABLE "alert_keys" (
	"agency_id" uuid PRIMARY KEY,
	"certificate" text NOT NULL,
	"sealed" bytea NOT NULL,
	"made_at" timestamp(6) with time zone NOT NULL
);
--> statement-breakpoint
select openbeat_fence();