import { z } from "zod";
import { Refusal } from "#platform/refusal.ts";
import type { SearchQuery } from "./search.ts";

const moment = z.iso.datetime({ offset: true });
/** What the archive is asked: the same in an address and at the command line. */
export const searchQuery = z
  .object({
    words: z.string().max(500),
    kind: z.string().max(80),
    channelId: z.uuid(),
    personId: z.uuid(),
    direction: z.enum(["in", "out", "internal"]),
    from: moment,
    until: moment,
    before: z.string().regex(/^[0-9T:.Z-]{20,30}_[0-9a-f-]{36}$/),
    hasMedia: z.stringbool(),
  })
  .partial();

/** Reads what was typed. Refuses with `bad-search`, naming what is wrong. */
export function readSearch(given: Record<string, unknown>): SearchQuery {
  const read = searchQuery.safeParse(given);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Refusal("bad-search", `${issue?.path.join(".") ?? "The search"}: ${issue?.message}.`);
}
