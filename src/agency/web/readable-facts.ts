import { utcTime } from "./precise-time.ts";

const isInstant = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

export interface Fact {
  name: string;
  value: string;
}

/** The facts of an event as pairs a person can read. Facts in facts are laid open. */
export function readableFacts(facts: unknown, yes: string, no: string): Fact[] {
  if (!isObject(facts)) return [];
  return Object.entries(facts).flatMap(([name, value]): Fact[] => {
    if (isObject(value)) return readableFacts(value, yes, no);
    const text = plain(value, yes, no);
    return text === "" ? [] : [{ name: spaced(name), value: text }];
  });
}

function plain(value: unknown, yes: string, no: string): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? yes : no;
  if (Array.isArray(value)) return value.map((one) => plain(one, yes, no)).join(", ");
  if (typeof value === "object") return JSON.stringify(value);
  const text = String(value);
  return isInstant.test(text) ? `${utcTime(text)} UTC` : text;
}

/** "remoteId" is read as "remote id". */
function spaced(name: string): string {
  return name.replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
