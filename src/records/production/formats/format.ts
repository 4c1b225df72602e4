import type { Ids } from "#platform/ids.ts";
import type { OutFolder } from "../out-folder.ts";
import type { ProducedRecord } from "../produced.ts";

/** What a format knows of the production that it writes a volume of. */
export interface Volume {
  out: OutFolder;
  /** "VOL0001": the folder of its files. */
  name: string;
  about: About;
  ids: Ids;
}

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
  return formatterOf(timeZone).format(new Date(instant));
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
