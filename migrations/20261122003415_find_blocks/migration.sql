ALTER TABLE "archive_terms" DROP CONSTRAINT "archive_terms_pkey";--> statement-breakpoint
ALTER TABLE "archive_terms" ADD PRIMARY KEY ("agency_id","block","term");