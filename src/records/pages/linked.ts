import { and, eq, gt } from "drizzle-orm";
import { recordTexts } from "#archive";
import { stamp } from "#platform/clock.ts";
import { agencyOf, asSystem, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import type { Subscription } from "#platform/events.ts";
import { limit } from "#platform/limits.ts";
import { order } from "./asking.ts";
import { pageCaptures } from "./tables.ts";

const linkedMax = limit("pages.linked", 10, "pages", "that one post links to, captured");
const againHours = limit("pages.again", 24, "hours", "before a linked page is captured anew");

/** What a post that went out links to is captured, so that the record shows what the public was sent to. */
export const linkedPages: Subscription = {
  name: "linked pages",
  kinds: ["publish.delivery-sent"],
  async handle(ctx, event) {
    await transact(asSystem(ctx, "page captures", event.agencyId), async (tx) => {
      const [record] = await recordTexts(tx, [event.id]);
      for (const url of linksIn(record?.text ?? "").slice(0, linkedMax))
        if (!(await wasCaptured(tx, url)))
          await order(tx, { url, isFollowed: false, why: "linked", linkedFrom: event.id });
    });
  },
};

/** A post goes out on many networks, and news may be told twice: one capture a day is enough. */
async function wasCaptured(tx: TxCtx, url: string): Promise<boolean> {
  const since = stamp(tx.clock.now().subtract({ hours: againHours }));
  const [row] = await tx.tx
    .select({ id: pageCaptures.id })
    .from(pageCaptures)
    .where(
      and(
        eq(pageCaptures.agencyId, agencyOf(tx)),
        eq(pageCaptures.url, url),
        gt(pageCaptures.askedAt, since),
      ),
    )
    .limit(1);
  return row !== undefined;
}

// RFC 2606: such names are on no network.
const reserved = /(?:^|\.)(?:example|test|invalid|localhost|example\.(?:com|net|org))$/;

/** The web addresses in a text, each once, without the full stop of a sentence. */
export function linksIn(text: string): string[] {
  const found = text.match(/https?:\/\/[^\s<>"']+/gi) ?? [];
  const links = found.flatMap((one) => {
    const url = URL.parse(one.replace(/[.,;:!?)\]}…]+$/u, ""));
    return url && !reserved.test(url.hostname) ? [url.href] : [];
  });
  return [...new Set(links)];
}
