import { SendError, type SendErrorClass } from "./send-error.ts";
import { type Answer, cleaned, retryAfterMs } from "./exchange.ts";

/** One documented error of a network: what it says, and what the sender makes of it. */
export interface ErrorRow {
  /** The HTTP status it comes with. */
  status: number;
  /** The network's own code or name, as text. */
  code: string;
  /** A second code where the network gives one. */
  subcode?: string;
  class: SendErrorClass;
  /** What a person can do about it. */
  says: string;
  /** For `later`, where the answer names no time of its own. */
  retryAfterMs?: number;
}

/** The row for what the network answered, the one with the subcode first. */
export function rowFor(
  rows: readonly ErrorRow[],
  answer: { status: number; code: string; subcode?: string },
): ErrorRow | undefined {
  const fitting = rows.filter(({ code }) => code === answer.code);
  return (
    fitting.find(({ subcode }) => subcode !== undefined && subcode === answer.subcode) ??
    fitting.find(({ subcode, status }) => subcode === undefined && status === answer.status) ??
    fitting.find(({ subcode }) => subcode === undefined)
  );
}

/** The SendError of a row. `unknown` is only for what may have changed something. */
export function errorOf(
  row: ErrorRow,
  answer: Answer,
  told: { why: string; isAct: boolean; secrets: readonly string[]; retryAfterMs?: number },
): SendError {
  const kept = cleaned({ status: answer.status, body: answer.body }, told.secrets);
  const words = String(cleaned(told.why.slice(0, 300), told.secrets));
  const sentence = words === "" ? row.says : `${row.says} (${words})`;
  if (row.class === "later" || (row.class === "unknown" && !told.isAct)) {
    const asked = answer.headers.has("retry-after") || row.retryAfterMs === undefined;
    const byHeader = asked ? retryAfterMs(answer) : (row.retryAfterMs ?? 30_000);
    const wait = told.retryAfterMs ?? byHeader;
    return new SendError("later", sentence, { answer: kept, retryAfterMs: wait });
  }
  return new SendError(row.class, sentence, { answer: kept });
}
