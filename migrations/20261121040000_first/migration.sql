CREATE TABLE "agency_keys" (
	"agency_id" uuid,
	"version" integer,
	"wrapped" bytea NOT NULL,
	"made_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "agency_keys_pkey" PRIMARY KEY("agency_id","version")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"agency_id" uuid,
	"id" uuid,
	"subscriber" text,
	"kind" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"facts" jsonb NOT NULL,
	"at" timestamp(6) with time zone NOT NULL,
	"not_before" timestamp(6) with time zone NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	CONSTRAINT "outbox_pkey" PRIMARY KEY("agency_id","id","subscriber")
);
--> statement-breakpoint
CREATE TABLE "agencies" (
	"agency_id" uuid PRIMARY KEY,
	"name" text NOT NULL,
	"short_name" text NOT NULL,
	"state" text NOT NULL,
	"time_zone" text NOT NULL,
	"language" text DEFAULT 'en' NOT NULL,
	"disclaimer" text DEFAULT '' NOT NULL,
	"logo_sha256" text,
	"is_demo" boolean DEFAULT false NOT NULL,
	"made_at" timestamp(6) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"agency_id" uuid,
	"id" uuid,
	"at" timestamp(6) with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"actor_name" text NOT NULL,
	"via" text NOT NULL,
	"address" text NOT NULL,
	"agent" text NOT NULL,
	"kind" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"outcome" text NOT NULL,
	"facts" jsonb NOT NULL,
	CONSTRAINT "audit_events_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "authenticators" (
	"agency_id" uuid,
	"person_id" uuid,
	"secret" bytea NOT NULL,
	"confirmed_at" timestamp(6) with time zone,
	"last_step" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "authenticators_pkey" PRIMARY KEY("agency_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "beats" (
	"agency_id" uuid,
	"id" uuid,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"area" jsonb,
	CONSTRAINT "beats_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "lockouts" (
	"agency_id" uuid,
	"id" uuid,
	"person_id" uuid NOT NULL,
	"at" timestamp(6) with time zone NOT NULL,
	"opened_at" timestamp(6) with time zone,
	"opened_by" uuid,
	CONSTRAINT "lockouts_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "passes" (
	"agency_id" uuid,
	"id" uuid,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"secret_hash" text NOT NULL,
	"made_by" uuid,
	"seconded_by" uuid,
	"made_at" timestamp(6) with time zone NOT NULL,
	"expires_at" timestamp(6) with time zone NOT NULL,
	"used_at" timestamp(6) with time zone,
	CONSTRAINT "passes_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "passkeys" (
	"agency_id" uuid,
	"id" text,
	"person_id" uuid NOT NULL,
	"public_key" bytea NOT NULL,
	"counter" integer NOT NULL,
	"transports" jsonb NOT NULL,
	"name" text NOT NULL,
	"made_at" timestamp(6) with time zone NOT NULL,
	"last_used_at" timestamp(6) with time zone,
	CONSTRAINT "passkeys_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "passwords" (
	"agency_id" uuid,
	"person_id" uuid,
	"hash" text NOT NULL,
	"set_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "passwords_pkey" PRIMARY KEY("agency_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"agency_id" uuid,
	"id" uuid,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"title" text DEFAULT '' NOT NULL,
	"unit_id" uuid,
	"language" text,
	"made_at" timestamp(6) with time zone NOT NULL,
	"last_seen_at" timestamp(6) with time zone,
	"ended_at" timestamp(6) with time zone,
	"ended_why" text,
	CONSTRAINT "people_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"agency_id" uuid,
	"person_id" uuid,
	"hash" text,
	"used_at" timestamp(6) with time zone,
	CONSTRAINT "recovery_codes_pkey" PRIMARY KEY("agency_id","person_id","hash")
);
--> statement-breakpoint
CREATE TABLE "role_grants" (
	"agency_id" uuid,
	"person_id" uuid,
	"role" text,
	"granted_by" uuid,
	"granted_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "role_grants_pkey" PRIMARY KEY("agency_id","person_id","role")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"agency_id" uuid,
	"id" uuid,
	"person_id" uuid NOT NULL,
	"secret_hash" text NOT NULL,
	"is_complete" boolean NOT NULL,
	"factor" text NOT NULL,
	"challenge" text,
	"started_at" timestamp(6) with time zone NOT NULL,
	"last_seen_at" timestamp(6) with time zone NOT NULL,
	"proved_at" timestamp(6) with time zone NOT NULL,
	"locked_at" timestamp(6) with time zone,
	"ended_at" timestamp(6) with time zone,
	"ended_why" text,
	"address" text NOT NULL,
	"agent" text NOT NULL,
	CONSTRAINT "sessions_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "sign_in_failures" (
	"agency_id" uuid,
	"id" uuid,
	"person_id" uuid NOT NULL,
	"at" timestamp(6) with time zone NOT NULL,
	"address" text NOT NULL,
	CONSTRAINT "sign_in_failures_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "tokens" (
	"agency_id" uuid,
	"id" uuid,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"secret_hash" text NOT NULL,
	"scopes" jsonb NOT NULL,
	"made_at" timestamp(6) with time zone NOT NULL,
	"expires_at" timestamp(6) with time zone NOT NULL,
	"last_used_at" timestamp(6) with time zone,
	"ended_at" timestamp(6) with time zone,
	CONSTRAINT "tokens_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "units" (
	"agency_id" uuid,
	"id" uuid,
	"name" text NOT NULL,
	CONSTRAINT "units_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "archive_checkpoints" (
	"agency_id" uuid,
	"size" bigint,
	"note" text NOT NULL,
	"signed_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "archive_checkpoints_pkey" PRIMARY KEY("agency_id","size")
);
--> statement-breakpoint
CREATE TABLE "archive_leaves" (
	"agency_id" uuid,
	"leaf" bigint,
	"id" uuid NOT NULL,
	"captured_at" timestamp(6) with time zone NOT NULL,
	"leaf_hash" bytea NOT NULL,
	CONSTRAINT "archive_leaves_pkey" PRIMARY KEY("agency_id","leaf")
);
--> statement-breakpoint
CREATE TABLE "archive_logs" (
	"agency_id" uuid PRIMARY KEY,
	"origin" text NOT NULL,
	"size" bigint NOT NULL,
	"format" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "archive_pending" (
	"agency_id" uuid,
	"id" uuid,
	"captured_at" timestamp(6) with time zone NOT NULL,
	"leaf_hash" bytea NOT NULL,
	CONSTRAINT "archive_pending_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "channels" (
	"agency_id" uuid,
	"id" uuid,
	"network" text NOT NULL,
	"name" text NOT NULL,
	"handle" text NOT NULL,
	"remote_id" text NOT NULL,
	"profile_url" text NOT NULL,
	"settings" jsonb NOT NULL,
	"limits" jsonb NOT NULL,
	"credential" bytea NOT NULL,
	"is_public" boolean NOT NULL,
	"position" integer NOT NULL,
	"connected_by" uuid,
	"connected_at" timestamp(6) with time zone NOT NULL,
	"ended_at" timestamp(6) with time zone,
	"health" jsonb,
	"checked_at" timestamp(6) with time zone,
	"cursor" text,
	"counters" jsonb,
	"received_at" timestamp(6) with time zone,
	CONSTRAINT "channels_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "inbound_items" (
	"agency_id" uuid,
	"id" uuid,
	"channel_id" uuid NOT NULL,
	"remote_id" text NOT NULL,
	"version" text NOT NULL,
	"kind" text NOT NULL,
	"occurred_at" timestamp(6) with time zone NOT NULL,
	"captured_at" timestamp(6) with time zone NOT NULL,
	"author_handle" text NOT NULL,
	"author_name" text NOT NULL,
	"text" text NOT NULL,
	"url" text,
	"in_reply_to" text,
	CONSTRAINT "inbound_items_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "website_posts" (
	"agency_id" uuid,
	"id" uuid,
	"channel_id" uuid NOT NULL,
	"key" text NOT NULL,
	"slug" text NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"media" jsonb NOT NULL,
	"link" jsonb,
	"published_at" timestamp(6) with time zone NOT NULL,
	"edited_at" timestamp(6) with time zone,
	"removed_at" timestamp(6) with time zone,
	"removed_why" text,
	CONSTRAINT "website_posts_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "policy_acknowledgements" (
	"agency_id" uuid,
	"version" integer,
	"person_id" uuid,
	"at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "policy_acknowledgements_pkey" PRIMARY KEY("agency_id","version","person_id")
);
--> statement-breakpoint
CREATE TABLE "approval_classes" (
	"agency_id" uuid,
	"version" integer,
	"code" text,
	"position" integer NOT NULL,
	"title" text NOT NULL,
	"paragraph" text NOT NULL,
	"steps" jsonb NOT NULL,
	"is_life_safety" boolean DEFAULT false NOT NULL,
	"valid_hours" integer NOT NULL,
	CONSTRAINT "approval_classes_pkey" PRIMARY KEY("agency_id","version","code")
);
--> statement-breakpoint
CREATE TABLE "policy_paragraphs" (
	"agency_id" uuid,
	"version" integer,
	"number" text,
	"position" integer NOT NULL,
	"heading" text NOT NULL,
	"body" text NOT NULL,
	CONSTRAINT "policy_paragraphs_pkey" PRIMARY KEY("agency_id","version","number")
);
--> statement-breakpoint
CREATE TABLE "policy_versions" (
	"agency_id" uuid,
	"version" integer,
	"title" text NOT NULL,
	"made_by" uuid,
	"made_at" timestamp(6) with time zone NOT NULL,
	"adopted_by" uuid,
	"in_force_from" timestamp(6) with time zone,
	"review_by" timestamp(6) with time zone,
	CONSTRAINT "policy_versions_pkey" PRIMARY KEY("agency_id","version")
);
--> statement-breakpoint
CREATE TABLE "training_records" (
	"agency_id" uuid,
	"id" uuid,
	"code" text NOT NULL,
	"person_id" uuid NOT NULL,
	"done_at" timestamp(6) with time zone NOT NULL,
	"lapses_at" timestamp(6) with time zone NOT NULL,
	"recorded_by" uuid,
	CONSTRAINT "training_records_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "trainings" (
	"agency_id" uuid,
	"code" text,
	"title" text NOT NULL,
	"paragraph" text NOT NULL,
	"valid_days" integer NOT NULL,
	"is_required_to_post" boolean NOT NULL,
	CONSTRAINT "trainings_pkey" PRIMARY KEY("agency_id","code")
);
--> statement-breakpoint
CREATE TABLE "approvals" (
	"agency_id" uuid,
	"id" uuid,
	"submission_id" uuid,
	"post_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"hash" text NOT NULL,
	"step" integer NOT NULL,
	"kind" text NOT NULL,
	"person_id" uuid NOT NULL,
	"roles" jsonb NOT NULL,
	"note" text,
	"at" timestamp(6) with time zone NOT NULL,
	"expires_at" timestamp(6) with time zone NOT NULL,
	"withdrawn_at" timestamp(6) with time zone,
	"withdrawn_why" text,
	"review_due_at" timestamp(6) with time zone,
	"reviewed_by" uuid,
	"reviewed_at" timestamp(6) with time zone,
	"review_note" text,
	CONSTRAINT "approvals_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"agency_id" uuid,
	"id" uuid,
	"post_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"channel_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"class" text NOT NULL,
	"state" text NOT NULL,
	"is_life_safety" boolean NOT NULL,
	"payload" jsonb NOT NULL,
	"payload_hash" text NOT NULL,
	"due_at" timestamp(6) with time zone NOT NULL,
	"latest_at" timestamp(6) with time zone NOT NULL,
	"tries" integer NOT NULL,
	"fence" integer NOT NULL,
	"claimed_by" uuid,
	"replaces_id" uuid,
	"started_at" timestamp(6) with time zone,
	"sent_at" timestamp(6) with time zone,
	"remote_id" text,
	"remote_url" text,
	"remote_extra" jsonb,
	"reason" text,
	"changed_at" timestamp(6) with time zone NOT NULL,
	"progress" bytea,
	CONSTRAINT "deliveries_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "dispatchers" (
	"id" uuid PRIMARY KEY,
	"alive_until" timestamp(6) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "holds" (
	"agency_id" uuid,
	"id" uuid,
	"scope" text NOT NULL,
	"target" text,
	"exceptions" jsonb NOT NULL,
	"reason" text NOT NULL,
	"placed_by" uuid NOT NULL,
	"placed_at" timestamp(6) with time zone NOT NULL,
	"lifted_by" uuid,
	"lifted_at" timestamp(6) with time zone,
	CONSTRAINT "holds_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "media_items" (
	"agency_id" uuid,
	"sha256" text,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"uploaded_by" uuid NOT NULL,
	"uploaded_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "media_items_pkey" PRIMARY KEY("agency_id","sha256")
);
--> statement-breakpoint
CREATE TABLE "post_versions" (
	"agency_id" uuid,
	"post_id" uuid,
	"version" integer,
	"hash" text NOT NULL,
	"content" jsonb NOT NULL,
	"author_id" uuid NOT NULL,
	"made_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "post_versions_pkey" PRIMARY KEY("agency_id","post_id","version")
);
--> statement-breakpoint
CREATE TABLE "posts" (
	"agency_id" uuid,
	"id" uuid,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"headline" text NOT NULL,
	"class" text NOT NULL,
	"drafted_by" uuid NOT NULL,
	"drafted_at" timestamp(6) with time zone NOT NULL,
	"changed_at" timestamp(6) with time zone NOT NULL,
	"publish_at" timestamp(6) with time zone,
	"discarded_at" timestamp(6) with time zone,
	CONSTRAINT "posts_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "recalls" (
	"agency_id" uuid,
	"id" uuid,
	"post_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"correction_post_id" uuid,
	"ordered_by" uuid NOT NULL,
	"ordered_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "recalls_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "submissions" (
	"agency_id" uuid,
	"id" uuid,
	"post_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"hash" text NOT NULL,
	"class" text NOT NULL,
	"policy_version" integer NOT NULL,
	"steps" jsonb NOT NULL,
	"due_at" timestamp(6) with time zone NOT NULL,
	"expires_at" timestamp(6) with time zone NOT NULL,
	"submitted_by" uuid NOT NULL,
	"submitted_at" timestamp(6) with time zone NOT NULL,
	"ended_at" timestamp(6) with time zone,
	"ended_how" text,
	"note" text,
	"escalated_at" timestamp(6) with time zone,
	CONSTRAINT "submissions_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" ("not_before");--> statement-breakpoint
CREATE INDEX "audit_events_subject" ON "audit_events" ("agency_id","subject_kind","subject_id");--> statement-breakpoint
CREATE INDEX "audit_events_actor" ON "audit_events" ("agency_id","actor_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "beats_code" ON "beats" ("agency_id","code");--> statement-breakpoint
CREATE INDEX "lockouts_person" ON "lockouts" ("agency_id","person_id");--> statement-breakpoint
CREATE INDEX "passkeys_person" ON "passkeys" ("agency_id","person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "people_email" ON "people" ("agency_id","email");--> statement-breakpoint
CREATE INDEX "people_sign_in" ON "people" ("email");--> statement-breakpoint
CREATE INDEX "sessions_person" ON "sessions" ("agency_id","person_id");--> statement-breakpoint
CREATE INDEX "sign_in_failures_person" ON "sign_in_failures" ("agency_id","person_id","at");--> statement-breakpoint
CREATE INDEX "archive_leaves_record" ON "archive_leaves" ("agency_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "inbound_items_once" ON "inbound_items" ("agency_id","channel_id","remote_id","version");--> statement-breakpoint
CREATE UNIQUE INDEX "website_posts_key" ON "website_posts" ("agency_id","channel_id","key");--> statement-breakpoint
CREATE UNIQUE INDEX "website_posts_slug" ON "website_posts" ("agency_id","channel_id","slug");--> statement-breakpoint
CREATE INDEX "website_posts_newest" ON "website_posts" ("agency_id","published_at");--> statement-breakpoint
CREATE INDEX "approvals_post" ON "approvals" ("agency_id","post_id","version");--> statement-breakpoint
CREATE UNIQUE INDEX "approvals_once" ON "approvals" ("agency_id","post_id","version","step","person_id") WHERE withdrawn_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "deliveries_once" ON "deliveries" ("agency_id","post_id","version","channel_id");--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "deliveries" ("state","due_at");--> statement-breakpoint
CREATE INDEX "deliveries_post" ON "deliveries" ("agency_id","post_id");--> statement-breakpoint
CREATE INDEX "posts_newest" ON "posts" ("agency_id","changed_at");--> statement-breakpoint
CREATE INDEX "posts_when" ON "posts" ("agency_id","publish_at");--> statement-breakpoint
CREATE INDEX "recalls_post" ON "recalls" ("agency_id","post_id");--> statement-breakpoint
CREATE INDEX "submissions_post" ON "submissions" ("agency_id","post_id");