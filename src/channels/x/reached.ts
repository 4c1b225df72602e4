/** How far the account's direct messages are read: one word of its cursor, without a space. */
export interface Reached {
  /** The newest event up to which all was read; empty before the first reading came to its end. */
  known: string;
  /** Of a reading that was stopped on its way from the newest back to `known`: the newest event that it met. */
  newest: string;
  /** Where that reading goes on. */
  token: string;
  /** True where X took such a place from us already, and the way is gone once more. */
  isAgain: boolean;
  /** Unix seconds: X asked to be left alone until then. */
  restUntil: number;
}

/** As `wordOf` wrote it; nothing at all in a cursor from before messages were read. */
export function reachedIn(word: string): Reached {
  const [known = "", newest = "", token = "", again = "", rest = ""] = word.split("/");
  const isAgain = again !== "";
  return { known, newest, token: decodeURIComponent(token), isAgain, restUntil: Number(rest) };
}

export function wordOf({ known, newest, token, isAgain, restUntil }: Reached): string {
  const rest = restUntil === 0 ? "" : String(restUntil);
  const parts = [known, newest, encodeURIComponent(token), isAgain ? "again" : "", rest];
  return parts.join("/").replace(/\/+$/, "");
}

/** The way came to its end: all up to the newest event is read. */
export function arrived({ known, newest }: Reached): Reached {
  return { ...start, known: newer(newest, known) };
}

/** The way begins once more at the newest event: X knows the place no longer at which it stopped. */
export function beginAgain({ known }: Reached): Reached {
  return { ...start, known, isAgain: true };
}

const start: Reached = { known: "", newest: "", token: "", isAgain: false, restUntil: 0 };

/** Ids have up to 19 digits, more than a number holds; empty is older than all. */
export function newer(a: string, b: string): string {
  return isNewer(a, b) ? a : b;
}

export function isNewer(a: string, b: string): boolean {
  return BigInt(a || 0) > BigInt(b || 0);
}
