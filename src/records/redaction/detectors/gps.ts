import { matched, type Suggestion } from "./detector.ts";

const decimal =
  /(?<![\w.-])(-?(?:[1-8]?\d|90)\.\d{3,8}°? ?[NS]?[, ]{1,3}-?(?:1[0-7]\d|[1-9]?\d|180)\.\d{3,8}°? ?[EW]?)(?![\w.]\d)/gu;
const degrees =
  /(?<![\w.])\d{1,2}° ?\d{1,2}['′’] ?(?:\d{1,2}(?:\.\d{1,4})?["″”])? ?[NS][, ]{1,3}\d{1,3}° ?\d{1,2}['′’] ?(?:\d{1,2}(?:\.\d{1,4})?["″”])? ?[EW]/gu;

/** A place on the map by latitude and longitude. */
export function coordinates(text: string): Suggestion[] {
  return [...matched(text, decimal, "GPS", 0.9), ...matched(text, degrees, "GPS", 0.95)];
}
