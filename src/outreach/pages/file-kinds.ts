import { isUtf8 } from "node:buffer";
import { Refusal } from "#platform/refusal.ts";

export type FileType = "application/pdf" | "text/csv";

/** A name that says nothing but which file it is: nothing that was typed stands in a header. */
export function fileName({ sha256, type }: { sha256: string; type: FileType }): string {
  return `${sha256.slice(0, 16)}.${type === "text/csv" ? "csv" : "pdf"}`;
}

const tailBytes = 1_024;

/**
 * What a file is, by its bytes and never by its name. Throws Refusal for anything but a PDF or a table as CSV.
 */
export function typeOfFile(bytes: Buffer): FileType {
  if (bytes.subarray(0, 5).toString("latin1") === "%PDF-") return mustBePdf(bytes);
  return mustBeCsv(bytes);
}

/** ISO 32000-2, 7.5: the head names a version, the end says where the table of objects begins, and there it is. */
function mustBePdf(bytes: Buffer): FileType {
  const head = bytes.subarray(0, 8).toString("latin1");
  const tail = bytes.subarray(-tailBytes).toString("latin1");
  const [, at = ""] = /startxref\s+(\d{1,10})\s+%%EOF\s*$/.exec(tail) ?? [];
  const table = at === "" ? "" : bytes.subarray(Number(at), Number(at) + 40).toString("latin1");
  if (/^%PDF-[12]\.\d$/.test(head) && /^\s*(xref\s|\d+\s+\d+\s+obj\b)/.test(table))
    return "application/pdf";
  throw new Refusal("no-pdf", "This file begins as a PDF and is not a whole one. Save it again.");
}

/** RFC 4180, in UTF-8: text of lines of which the first has more than one field, and no markup. */
function mustBeCsv(bytes: Buffer): FileType {
  const [first = ""] = bytes.subarray(0, 4_096).toString("utf8").split(/\r?\n/);
  const isText = isUtf8(bytes) && !bytes.includes(0);
  const isTable = /[,;\t]/.test(first) && !/^\s*(<|\{|\[|%!|#!)/.test(first.replace("\uFEFF", ""));
  if (isText && isTable) return "text/csv";
  throw new Refusal(
    "no-page-file",
    "Attach a PDF, or a table as CSV in UTF-8. Save other documents as PDF.",
  );
}
