import type { quarterlyReview } from "./review.ts";

type Reviewed = Awaited<ReturnType<typeof quarterlyReview>>["reviewed"];

const columns = ["post", "headline", "version", "decision", "note", "reviewer", "reviewed_at"];

/** The quarter's report for an auditor, as CSV (RFC 4180): one line a look. */
export function reportCsv(reviewed: Reviewed): string {
  const lines = reviewed.map((one) =>
    [
      one.postId,
      one.headline,
      String(one.version),
      one.decision,
      one.note,
      one.reviewer,
      one.reviewedAt,
    ]
      .map(cell)
      .join(","),
  );
  return `${[columns.join(","), ...lines].join("\r\n")}\r\n`;
}

/** Spreadsheets run what begins like a formula (OWASP, CSV injection): such a cell is made text. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
