import { z } from "zod";
import { authorize } from "#agency";
import type { Ctx, TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { checkedAddress, lookupOf } from "./addresses.ts";
import { columnsOf, newsKinds, newsLanguages, type Choices } from "./choices.ts";
import { audienceKey } from "./keys.ts";
import { subscribers, type Way } from "./schema.ts";
import { linkOver } from "./subscribing.ts";
import { byId, byLookup, locked, ofLink, remove, type Subscriber } from "./subscribers.ts";

/** What somebody's own page shows: what was chosen, and never the address. */
export interface OwnSubscription {
  way: Way;
  choices: Choices;
  isSuspended: boolean;
}

const kinds = z.array(z.enum(newsKinds));
const languages = z.array(z.enum(newsLanguages));

export async function ownSubscription(ctx: Ctx, link: string): Promise<OwnSubscription> {
  return transact(ctx, async (tx) => ownOf(await mine(tx, link)));
}

function ownOf(row: Subscriber): OwnSubscription {
  const { quietFrom, quietUntil } = row;
  const isQuiet = quietFrom !== null && quietUntil !== null;
  return {
    way: row.way,
    isSuspended: row.suspendedAt !== null,
    choices: {
      isWhole: row.isWhole,
      beats: row.beats,
      calls: row.calls,
      pace: row.pace,
      kinds: kinds.parse(row.kinds),
      languages: languages.parse(row.languages),
      quiet: isQuiet ? { from: quietFrom, until: quietUntil } : null,
    },
  };
}

export async function changeChoices(ctx: Ctx, link: string, choices: Choices): Promise<void> {
  await transact(ctx, async (tx) => {
    const row = await mine(tx, link);
    await tx.tx
      .update(subscribers)
      .set(await columnsOf(tx, choices))
      .where(byId(tx, row.id));
  });
}

/** One click, no question (RFC 8058). Whoever left already has left. */
export async function leave(ctx: Ctx, link: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const row = await ofLink(tx, await audienceKey(tx), "manage", link);
    if (row) await remove(tx, row, "link");
  });
}

async function mine(tx: TxCtx, link: string): Promise<Subscriber> {
  const row = await ofLink(tx, await audienceKey(tx), "manage", link);
  if (!row || row.confirmedAt === null) throw linkOver();
  return row;
}

/**
 * Somebody asked another way to be left alone, by telephone or in person: any reasonable way counts (47 CFR
 * 64.1200(a)(10)). Whoever takes the wish down is not told whether the address was there.
 */
export async function removeByWish(
  ctx: Ctx,
  { way, address }: { way: "email" | "text"; address: string },
): Promise<void> {
  const checked = checkedAddress(way, address);
  await transact(ctx, async (tx) => {
    authorize(tx, "audience.remove");
    await removeAddress(tx, way, checked, "wish");
    await tx.happenings.tell(tx, {
      kind: "audience.wish-taken",
      subject: { kind: "audience", id: way },
      facts: { way },
    });
  });
}

export async function removeAddress(
  tx: TxCtx,
  way: Way,
  address: string,
  how: string,
): Promise<void> {
  const key = await audienceKey(tx);
  const row = await locked(tx, byLookup(tx, way, lookupOf(key, way, address)));
  if (row) await remove(tx, row, how);
}
