import type { Imported } from "./importing.ts";
import type { LossReason, Note } from "./item.ts";
import type { Report } from "./survey.ts";

/** Why a stretch was not read, for whoever looks into the file. */
const lossSays: Record<LossReason, string> = {
  "bad-date": "it has no time that can be read",
  "not-readable": "it is broken and cannot be read",
  "cut-off": "it ends in the middle",
  "before-first-message": "it stands before the first message",
  "no-text-found": "no message was found in it",
  "wrong-hash": "its bytes do not match the hash they are named by: they were changed",
  "too-large": "it is larger than can be read",
  "too-deep": "it is a package within packages",
  "unsafe-name": "its name points outside the package",
  encrypted: "it is locked with a password",
  "too-many-files": "the package has too many files",
  "zip-bomb": "it would unpack to far more than it should",
  "unknown-file": "no reader knows what it is",
  "unknown-part": "it is a part that holds no message this reader knows",
  damaged: "it is damaged",
  unread: "it was not read",
};

/** What an import came to, for a terminal. */
export function toldImport({ report, added, alreadyThere }: Imported): string {
  const there = alreadyThere === 0 ? "" : `; ${group(alreadyThere)} were already there`;
  return `${group(added)} records came into the archive${there}.\n${told(report)}`;
}

/** A report for a terminal. */
export function told(report: Report): string {
  const { bytes, bytesTotal } = report;
  const share = (count: number) => `${((count / Math.max(1, bytesTotal)) * 100).toFixed(1)} %`;
  const line = (name: string, count: number) =>
    `  ${name.padEnd(10)} ${group(count).padStart(15)} bytes  ${share(count).padStart(7)}`;
  return [
    `${report.formatTitle}: ${group(report.records)} records, ${group(report.duplicates)} met twice, ${group(report.losses.length + report.lossesNotListed)} losses.`,
    report.from === null
      ? ""
      : `From ${report.from.slice(0, 16)} to ${(report.until ?? "").slice(0, 16)} UTC${report.hasWallClock ? `; its times have no zone and are read as ${report.timeZone}` : ""}.`,
    `Kinds: ${
      Object.entries(report.kinds)
        .map(([name, count]) => `${name} ${group(count)}`)
        .join(", ") || "none"
    }.`,
    `People: ${
      report.people
        .slice(0, 8)
        .map(({ name, records }) => `${name} (${group(records)})`)
        .join(", ") || "none named"
    }${report.people.length > 8 ? " and others" : ""}.`,
    `Attachments: ${group(report.attachments.found)} are here, ${group(report.attachments.missing)} are only named.`,
    `Every one of ${group(report.bytesTotal)} bytes is accounted for:`,
    line("record", bytes.record),
    line("structure", bytes.structure),
    line("duplicate", bytes.duplicate),
    line("loss", bytes.loss),
    ...report.notes.map(noteSays),
    ...report.losses
      .slice(0, 50)
      .map(
        ({ member, offset, length, reason, sample }) =>
          `LOSS ${member ? `${member} ` : ""}at byte ${offset}, ${length} bytes: ${lossSays[reason]}${sample ? `: ${sample}` : ""}`,
      ),
    report.losses.length > 50
      ? `… and ${group(report.losses.length + report.lossesNotListed - 50)} more losses: --json lists them.`
      : "",
  ]
    .filter(Boolean)
    .join("\n");
}

function noteSays(note: Note): string {
  switch (note.about) {
    case "date-order":
      return note.isCertain
        ? `Dates are read as ${note.order}.`
        : `NOTE Dates could be read in several orders; ${note.order} is taken.`;
    case "declared-count":
      return `NOTE The file says it holds ${note.declared} messages; ${note.found} were found.`;
    case "columns":
      return `NOTE No column is known as the ${note.missing}. Columns: ${note.heads.join(", ")}. Say with --map which one is what.`;
  }
}

function group(value: number): string {
  return value.toLocaleString("en");
}
