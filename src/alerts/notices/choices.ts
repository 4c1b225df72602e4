/** What may be chosen of a notice; the words for each stand in the catalogue of each language. */
export const kinds = ["missing", "endangered", "wanted", "identify", "unsolved", "found"] as const;
export const languages = ["en", "es", "vi"] as const;
export const sexes = ["female", "male", "other"] as const;
export const races = [
  "asian",
  "black",
  "hispanic",
  "native-american",
  "pacific-islander",
  "white",
  "several",
] as const;
export const hair = [
  "black",
  "brown",
  "blond",
  "red",
  "gray",
  "white",
  "sandy",
  "none",
  "colored",
] as const;
export const eyes = ["brown", "blue", "green", "hazel", "gray", "black"] as const;
export const colours = [
  "black",
  "white",
  "gray",
  "silver",
  "red",
  "blue",
  "green",
  "brown",
  "gold",
  "yellow",
  "orange",
  "purple",
] as const;
/** As clearinghouses sort them. */
export const circumstances = [
  "lost",
  "wandered",
  "runaway",
  "family-abduction",
  "other-abduction",
  "disaster",
  "unknown",
] as const;
export const consents = ["family", "guardian", "agency-record", "court", "owner"] as const;
