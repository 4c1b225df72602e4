import type { Marks } from "#archive";
import { hiddenItems } from "#channels";
import { beatsOf } from "#publish";
import { underLegalHold } from "#records";

/** What other slices know of records, and a search of the archive may ask for. */
export const searchMarks: Marks = {
  hold: underLegalHold,
  hidden: hiddenItems,
  beats: { of: beatsOf },
};
