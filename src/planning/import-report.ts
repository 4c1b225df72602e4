import { type Column, written } from "./table.ts";

export interface Note {
  level: "error" | "warning";
  field: Column | "line";
  code: NoteCode;
  /** In English, whole. */
  says: string;
  /** What stands in the field. */
  what?: string;
  /** Of a policy's finding: the same in Spanish. */
  es?: string;
}
export type NoteCode =
  | "no-text"
  | "repeated"
  | "formula"
  | "failed-formula"
  | "line-fields"
  | "bad-date"
  | "time-without-date"
  | "bad-time"
  | "past"
  | "unknown-channel"
  | "no-channel"
  | "unknown-class"
  | "unknown-objective"
  | "bad-link"
  | "bad-image"
  | "unknown-image"
  | "bad-language"
  | "clock"
  | "too-long"
  | "policy";

export interface ReportLine {
  line: number;
  until: number;
  state: "ok" | "warning" | "error" | "imported";
  headline: string;
  notes: Note[];
  /** Where it was imported already. */
  postId: string | null;
}

export interface Report {
  fileHash: string;
  lines: ReportLine[];
  totals: { ok: number; warning: number; error: number; imported: number; empty: number; head: 1 };
  fileLines: number;
  ignored: string[];
  delimiter: string;
  encoding: string;
}

/** The report for a spreadsheet: one row a line, and one for each thing that is said of it. */
export function reportTable({ lines }: Report): string {
  const head = ["line", "state", "field", "reason", "headline", "post"];
  const rows = lines.flatMap(({ line, state, notes, headline, postId }) =>
    (notes.length > 0 ? notes : [{ field: "", says: "" }]).map(({ field, says }) => [
      line,
      state,
      field,
      says,
      headline,
      postId ?? "",
    ]),
  );
  return written([head, ...rows]);
}
