import type { Attempt } from "./attempt.ts";
import type { Answer } from "./exchange.ts";

/** The header `date` has whole seconds, and a server may stamp a post a little before it answers. */
const skewMs = 2_000;

/** The attempt's start by the server's clock, which its `date` header tells; milliseconds. */
export function sinceOnServer(answer: Answer, attempt: Attempt): number {
  const date = answer.headers.get("date");
  // oxlint-disable-next-line no-restricted-globals -- reads a written date, asks no clock
  const serverMs = date === null ? Number.NaN : Date.parse(date);
  const ahead = Number.isNaN(serverMs) ? 0 : serverMs - answer.receivedAtMs;
  return attempt.startedAt.epochMilliseconds + ahead - skewMs;
}

/** A written instant as milliseconds: RFC 3339, or with a zone as Graph and RFC 2822 write it; NaN otherwise. */
export function writtenMs(text: string): number {
  // oxlint-disable-next-line no-restricted-globals -- reads a written date, asks no clock
  return Date.parse(text);
}

/** The same as an RFC 3339 instant in UTC; the epoch for what cannot be read. */
export function writtenInstant(text: string): string {
  const ms = writtenMs(text);
  // oxlint-disable-next-line no-restricted-globals -- writes a given instant, asks no clock
  return new Date(Number.isNaN(ms) ? 0 : ms).toISOString();
}
