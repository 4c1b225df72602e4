-- Heaps of pairs of words are eight times as many, and small blocks count slots for them: what an earlier version kept
-- would be misread. The index follows from the records and is made anew, while searches say how far it is.
TRUNCATE "archive_blocks", "archive_terms", "archive_words";--> statement-breakpoint
UPDATE "archive_indexes" SET "size" = 0, "erasures" = "erasures" + 1;
