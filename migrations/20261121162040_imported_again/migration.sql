ALTER TABLE "planning_imported_lines" ADD COLUMN "cells_hash" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "planning_series" ADD COLUMN "problem" text;--> statement-breakpoint
CREATE INDEX "planning_imported_lines_cells" ON "planning_imported_lines" ("agency_id","cells_hash");