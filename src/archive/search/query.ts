import { z } from "zod";
import { Refusal } from "#platform/refusal.ts";

const moment = z.iso.datetime({ offset: true });

/** What the archive is asked: the same in an address, at the command line and in a request's frozen searches. */
export const searchQuery = z
  .object({
    /** In the language of `search/language.ts`. */
    words: z.string().max(500),
    /** The beginning of a record's kind. */
    kind: z.string().max(80),
    channelId: z.uuid(),
    personId: z.uuid(),
    direction: z.enum(["in", "out", "internal"]),
    /** When it was captured. */
    from: moment,
    until: moment,
    /** When it happened: a message that was brought in years later was sent on its own day. */
    occurredFrom: moment,
    occurredUntil: moment,
    hasMedia: z.stringbool(),
    /** Under a legal hold that stands. */
    hold: z.stringbool(),
    /** Hidden from the public by the agency. */
    hidden: z.stringbool(),
    /** A beat's id: what its posts said, how they went out, and what was answered to them. */
    beat: z.uuid(),
    /** A tag's id. */
    tag: z.uuid(),
    /** A place in the log: only what stands before it. */
    before: z.coerce.number().int().min(0),
  })
  .partial();

export type SearchQuery = z.infer<typeof searchQuery>;

/** Reads what was typed. Refuses with `bad-search`, naming what is wrong. */
export function readSearch(given: Record<string, unknown>): SearchQuery {
  const read = searchQuery.safeParse(given);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Refusal("bad-search", `${issue?.path.join(".") ?? "The search"}: ${issue?.message}.`);
}

/** What was asked for, without what was left open. */
export function asked(query: SearchQuery): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(query).filter(([, value]) => value !== undefined && value !== ""),
  );
}
