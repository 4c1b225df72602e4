CREATE TABLE "redaction_media" (
	"agency_id" uuid,
	"id" uuid,
	"request_id" uuid NOT NULL,
	"blob" text NOT NULL,
	"boxes" jsonb NOT NULL,
	"is_withheld" boolean NOT NULL,
	"codes" jsonb NOT NULL,
	"rebuilt" text,
	"width_px" integer,
	"height_px" integer,
	"marked_by" uuid NOT NULL,
	"marked_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "redaction_media_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "redaction_texts" (
	"agency_id" uuid,
	"id" uuid,
	"request_id" uuid NOT NULL,
	"same_text" text NOT NULL,
	"marks" jsonb NOT NULL,
	"refused" jsonb NOT NULL,
	"batch_id" uuid,
	"marked_by" uuid NOT NULL,
	"marked_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "redaction_texts_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE INDEX "redaction_media_of" ON "redaction_media" ("agency_id","request_id","blob","id");--> statement-breakpoint
CREATE INDEX "redaction_texts_of" ON "redaction_texts" ("agency_id","request_id","same_text","id");
--> statement-breakpoint
select openbeat_fence();
--> statement-breakpoint
-- What was marked stays told: a change is a further set.
revoke update, delete on redaction_texts, redaction_media from openbeat_app;
