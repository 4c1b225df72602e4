import type { LogHead } from "./verify-log.ts";
import { parseEntry, verifyPart } from "./entry.ts";
import type { Disclosure, LogEntry } from "./entry.ts";
import { leafHash, verifyInclusion } from "./merkle.ts";
import type { PackageRecord } from "./package.ts";
import { areProperRuns, digestOfRuns, wordsPart } from "./words.ts";

/** What is wrong with a record against the head it is to be proved under; each a sentence's end. */
export function recordFaults(record: PackageRecord, head: LogHead): string[] {
  const { index, proof } = record;
  const claim = {
    index,
    proof,
    leafHash: leafHash(record.entry),
    size: head.size,
    root: head.root,
  };
  const faults = verifyInclusion(claim)
    ? []
    : [`is not proved to stand in the log of size ${head.size}`];
  try {
    return [...faults, ...partFaults(record, parseEntry(record.entry))];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [...faults, `cannot be read: ${error.message}`];
  }
}

function partFaults(record: PackageRecord, entry: LogEntry): string[] {
  const faults: string[] = [];
  for (const name of Object.keys(entry.parts)) {
    if (!Object.hasOwn(record.parts, name)) faults.push(`lacks its part ${name}`);
  }
  for (const [name, part] of Object.entries(record.parts)) {
    if (!Object.hasOwn(entry.parts, name)) {
      faults.push(`has a part ${name} that its entry does not know`);
    } else if (!("withheld" in part) && !isRecorded(entry, name, part)) {
      faults.push(`has a part ${name} that is not the one in the log`);
    }
  }
  return faults;
}

function isRecorded(
  entry: LogEntry,
  name: string,
  part: Exclude<Disclosure, { withheld: true }>,
): boolean {
  if (!("runs" in part)) return verifyPart(entry, name, part);
  if (name !== wordsPart || !areProperRuns(part.runs)) return false;
  return verifyPart(entry, name, {
    salt: part.salt,
    bytes: Buffer.from(digestOfRuns(part.runs)),
  });
}
