import { limit } from "#platform/limits.ts";

const minutesMin = limit("looks.minutes", 60, "minutes", "between two looks at one item");

/** Of an account whose network takes nothing for a look; null: as many a day as there are. */
export const usualLooks = { minutesMin, perDayMax: null };
