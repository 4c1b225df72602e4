CREATE TABLE "population_blocks" (
	"agency_id" uuid,
	"number" integer,
	"people" integer NOT NULL,
	"west" double precision NOT NULL,
	"south" double precision NOT NULL,
	"east" double precision NOT NULL,
	"north" double precision NOT NULL,
	"places" jsonb NOT NULL,
	CONSTRAINT "population_blocks_pkey" PRIMARY KEY("agency_id","number")
);
--> statement-breakpoint
CREATE TABLE "population_counts" (
	"agency_id" uuid PRIMARY KEY,
	"source" text NOT NULL,
	"year" integer NOT NULL,
	"blocks" integer NOT NULL,
	"people" integer NOT NULL,
	"taken_by" uuid NOT NULL,
	"taken_at" timestamp(6) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "population_blocks_west" ON "population_blocks" ("agency_id","west");
--> statement-breakpoint
select openbeat_fence();
