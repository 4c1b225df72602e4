CREATE TABLE "page_captures" (
	"agency_id" uuid,
	"id" uuid,
	"url" text NOT NULL,
	"why" text NOT NULL,
	"place_id" uuid,
	"linked_from" uuid,
	"is_followed" boolean NOT NULL,
	"asked_by" uuid,
	"asked_at" timestamp(6) with time zone NOT NULL,
	"state" text NOT NULL,
	"leased_until" timestamp(6) with time zone,
	"tries" integer NOT NULL,
	"pages" integer NOT NULL,
	"parts" integer NOT NULL,
	"size_bytes" bigint NOT NULL,
	"how" text,
	"final_url" text,
	"status" integer,
	"title" text,
	"digest" text,
	"left_out" jsonb NOT NULL,
	"wacz" text,
	"wacz_size_bytes" bigint,
	"picture" text,
	"record_id" uuid,
	"failure" text,
	"ended_at" timestamp(6) with time zone,
	CONSTRAINT "page_captures_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "page_places" (
	"agency_id" uuid,
	"id" uuid,
	"name" text NOT NULL,
	"url" text NOT NULL,
	"is_followed" boolean NOT NULL,
	"added_by" uuid NOT NULL,
	"added_at" timestamp(6) with time zone NOT NULL,
	"ended_at" timestamp(6) with time zone,
	CONSTRAINT "page_places_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE INDEX "page_captures_newest" ON "page_captures" ("agency_id","asked_at");--> statement-breakpoint
CREATE INDEX "page_captures_waiting" ON "page_captures" ("state","asked_at");--> statement-breakpoint
select openbeat_fence();
