CREATE TABLE "template_certifications" (
	"agency_id" uuid,
	"id" uuid,
	"template_id" uuid NOT NULL,
	"language" text NOT NULL,
	"hash" text NOT NULL,
	"certified_by" uuid NOT NULL,
	"certified_at" timestamp(6) with time zone NOT NULL,
	"note" text NOT NULL,
	"withdrawn_by" uuid,
	"withdrawn_at" timestamp(6) with time zone,
	"withdrawn_why" text,
	CONSTRAINT "template_certifications_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "template_versions" (
	"agency_id" uuid,
	"template_id" uuid,
	"version" integer,
	"content" jsonb NOT NULL,
	"author_id" uuid,
	"made_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "template_versions_pkey" PRIMARY KEY("agency_id","template_id","version")
);
--> statement-breakpoint
CREATE TABLE "templates" (
	"agency_id" uuid,
	"id" uuid,
	"version" integer NOT NULL,
	"title" text NOT NULL,
	"class" text NOT NULL,
	"changed_at" timestamp(6) with time zone NOT NULL,
	"archived_at" timestamp(6) with time zone,
	"archived_by" uuid,
	CONSTRAINT "templates_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE INDEX "template_certifications_of" ON "template_certifications" ("agency_id","template_id");--> statement-breakpoint
select openbeat_fence();
