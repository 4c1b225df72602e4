CREATE TABLE "channel_profiles" (
	"agency_id" uuid,
	"channel_id" uuid,
	"digest" text NOT NULL,
	"looked_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "channel_profiles_pkey" PRIMARY KEY("agency_id","channel_id")
);
--> statement-breakpoint
CREATE TABLE "inbound_looks" (
	"agency_id" uuid,
	"channel_id" uuid,
	"remote_id" text,
	"looked_at" timestamp(6) with time zone NOT NULL,
	"counts" jsonb NOT NULL,
	"is_hidden" boolean,
	CONSTRAINT "inbound_looks_pkey" PRIMARY KEY("agency_id","channel_id","remote_id")
);
--> statement-breakpoint
CREATE TABLE "inbound_media" (
	"agency_id" uuid,
	"channel_id" uuid,
	"remote_id" text,
	"name" text,
	"item_id" uuid NOT NULL,
	"url" text NOT NULL,
	"type" text NOT NULL,
	"alt" text NOT NULL,
	"state" text NOT NULL,
	"tries" integer NOT NULL,
	"due_at" timestamp(6) with time zone NOT NULL,
	"why" text,
	CONSTRAINT "inbound_media_pkey" PRIMARY KEY("agency_id","channel_id","remote_id","name")
);
--> statement-breakpoint
CREATE INDEX "inbound_media_due" ON "inbound_media" ("agency_id","state","due_at");--> statement-breakpoint
CREATE INDEX "inbound_media_item" ON "inbound_media" ("agency_id","item_id");--> statement-breakpoint
select openbeat_fence();
