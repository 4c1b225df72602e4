CREATE TABLE "channel_consents" (
	"agency_id" uuid,
	"id" uuid,
	"state_hash" bytea NOT NULL,
	"session_id" text NOT NULL,
	"person_id" uuid NOT NULL,
	"network" text NOT NULL,
	"name" text NOT NULL,
	"is_public" boolean NOT NULL,
	"sealed" bytea NOT NULL,
	"expires_at" timestamp(6) with time zone NOT NULL,
	"used_at" timestamp(6) with time zone,
	CONSTRAINT "channel_consents_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "channel_hook_keys" (
	"agency_id" uuid,
	"channel_id" uuid,
	"replay_key" text,
	"heard_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "channel_hook_keys_pkey" PRIMARY KEY("agency_id","channel_id","replay_key")
);
--> statement-breakpoint
CREATE TABLE "channel_opt_outs" (
	"agency_id" uuid,
	"channel_id" uuid,
	"address" text,
	"at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "channel_opt_outs_pkey" PRIMARY KEY("agency_id","channel_id","address")
);
--> statement-breakpoint
CREATE TABLE "channel_uses" (
	"agency_id" uuid,
	"id" uuid,
	"channel_id" uuid NOT NULL,
	"what" text NOT NULL,
	"used_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "channel_uses_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "media_loans" (
	"agency_id" uuid,
	"id" uuid,
	"token_hash" bytea NOT NULL,
	"sha256" text NOT NULL,
	"type" text NOT NULL,
	"expires_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "media_loans_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "channel_consents_state" ON "channel_consents" ("agency_id","state_hash");--> statement-breakpoint
CREATE INDEX "channel_hook_keys_age" ON "channel_hook_keys" ("agency_id","heard_at");--> statement-breakpoint
CREATE INDEX "channel_uses_window" ON "channel_uses" ("agency_id","channel_id","used_at");--> statement-breakpoint
CREATE UNIQUE INDEX "media_loans_token" ON "media_loans" ("agency_id","token_hash");--> statement-breakpoint
select openbeat_fence();
