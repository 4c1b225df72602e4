import { Temporal } from "#platform/clock.ts";
import type { Ids } from "#platform/ids.ts";
import type { OutFolder } from "../out-folder.ts";
import type { ProducedRecord } from "../produced.ts";
import type { PdfThread } from "./pdf.ts";

/** What a format knows of the production that it writes a volume of. */
export interface Volume {
  out: OutFolder;
  /** "VOL0001": the folder of its files. */
  name: string;
  about: About;
  ids: Ids;
  /** Where pages are set. */
  thread: PdfThread;
}

/** What a format that needs no thread of its own knows. */
export type PlainVolume = Omit<Volume, "thread">;

export interface About {
  agency: string;
  /** "2026-0042-1": the request's number and which of its productions. */
  number: string;
  /** Of the agency's place, IANA. */
  timeZone: string;
  /** UTC instant. */
  madeAt: string;
}

/** Takes the records of one volume in their order. */
export interface Sink {
  write(record: ProducedRecord): Promise<void> | void;
  end(): Promise<void>;
}

export type Format = (volume: Volume) => Promise<Sink>;

/** "May 3, 2026, 2:22:07 PM CDT": when something happened, as people there say it. */
export function saidAt(instant: string, timeZone: string): string {
  return formatterOf(timeZone).format(Temporal.Instant.from(instant).epochMilliseconds);
}

const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** "Sun, 03 May 2026 19:22:07 +0000" (RFC 5322 §3.3). */
export function mailDate(instant: string): string {
  const at = Temporal.Instant.from(instant).toZonedDateTimeISO("UTC");
  const two = (number: number) => String(number).padStart(2, "0");
  const day = `${days[at.dayOfWeek - 1] ?? ""}, ${two(at.day)} ${months[at.month - 1] ?? ""} ${at.year}`;
  return `${day} ${two(at.hour)}:${two(at.minute)}:${two(at.second)} +0000`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    dateStyle: "medium",
    timeStyle: "long",
  });
  formatters.set(timeZone, made);
  return made;
}
