import { and, desc, eq } from "drizzle-orm";
import { auditLook, authorize, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { numbersIn } from "./mailing.ts";
import { channelOptOuts, channels } from "./schema.ts";

const listedMax = limit(
  "channels.opt-outs",
  5_000,
  "telephones",
  "as many as one list of recipients may have",
);

const of = (ctx: Ctx, channelId: string) =>
  and(eq(channelOptOuts.agencyId, agencyOf(ctx)), eq(channelOptOuts.channelId, channelId));

/** The addresses that a sending must leave out. */
export async function optOutsOf(ctx: Ctx, channelId: string): Promise<ReadonlySet<string>> {
  const rows = await read(ctx, (tx) =>
    tx.tx
      .select({ address: channelOptOuts.address })
      .from(channelOptOuts)
      .where(of(ctx, channelId)),
  );
  return new Set(rows.map(({ address }) => address));
}

/** One of the list. The number is masked: whoever knows it asks for it whole. */
export interface OptOut {
  masked: string;
  /** RFC 3339. */
  at: string;
  /** Of one that a person entered. */
  reason: string | null;
}

/** All but the country's first digit and the last two: enough to tell two apart, not enough to call. */
function masked(address: string): string {
  return `${address.slice(0, 2)}${"•".repeat(Math.max(0, address.length - 4))}${address.slice(-2)}`;
}

/**
 * Who asked a channel to stop and when, newest first: 47 CFR 64.1200(a)(10) wants it honoured, and a complaint
 * wants it shown. Telephones are people's own: none is shown in full, and the look is audited (core P4).
 */
export async function listOptOuts(ctx: Ctx, channelId: string): Promise<OptOut[]> {
  authorize(ctx, "opt-out.read", { kind: "channel", id: channelId });
  return transact(ctx, async (tx) => {
    await mustBeOurs(tx, channelId);
    await auditLook(tx, { kind: "channel", id: channelId }, "read who opted out");
    const rows = await tx.tx
      .select()
      .from(channelOptOuts)
      .where(of(tx, channelId))
      .orderBy(desc(channelOptOuts.at))
      .limit(listedMax);
    return rows.map(({ address, at, reason }) => ({ masked: masked(address), at, reason }));
  });
}

/** Whether this very number asked to be left alone; the question is audited, without the number. */
export async function findOptOut(
  ctx: Ctx,
  channelId: string,
  typed: string,
): Promise<{ isOut: boolean; at?: string; reason?: string | null }> {
  authorize(ctx, "opt-out.read", { kind: "channel", id: channelId });
  const address = numberOf(typed);
  return transact(ctx, async (tx) => {
    await mustBeOurs(tx, channelId);
    await auditLook(tx, { kind: "channel", id: channelId }, "looked up one opted-out number");
    const [row] = await tx.tx
      .select()
      .from(channelOptOuts)
      .where(one(tx, channelId, address));
    return row ? { isOut: true, at: row.at, reason: row.reason } : { isOut: false };
  });
}

export interface OptOutDraft {
  channelId: string;
  number: string;
  /** How they asked, or what their wish to be written to again rests on. */
  reason: string;
}

/** Somebody asked another way than by text: any reasonable way counts (47 CFR 64.1200(a)(10)). */
export async function addOptOut(
  ctx: Ctx,
  { channelId, number, reason }: OptOutDraft,
): Promise<void> {
  const address = numberOf(number);
  await transact(ctx, async (tx) => {
    authorize(tx, "opt-out.write", { kind: "channel", id: channelId });
    await mustBeOurs(tx, channelId);
    const row = { agencyId: agencyOf(tx), channelId, address, reason };
    const added = await tx.tx
      .insert(channelOptOuts)
      .values({ ...row, at: stamp(tx.clock.now()), addedBy: personOf(tx).personId })
      .onConflictDoNothing()
      .returning({ address: channelOptOuts.address });
    if (added.length === 0)
      throw new Refusal("opted-out-already", "This number is on the list already.", {
        status: 409,
      });
    await tellChange(tx, "channels.opt-out-added", { channelId, address, reason });
  });
}

export interface OptInDraft extends OptOutDraft {
  /** What the wish was recorded by: nobody is written to again on a guess. */
  basis: "start-text" | "written-consent";
}

/** Taken off only on a recorded wish of the person's own. */
export async function endOptOut(
  ctx: Ctx,
  { channelId, number, reason, basis }: OptInDraft,
): Promise<void> {
  const address = numberOf(number);
  await transact(ctx, async (tx) => {
    authorize(tx, "opt-out.write", { kind: "channel", id: channelId });
    await mustBeOurs(tx, channelId);
    const gone = await tx.tx
      .delete(channelOptOuts)
      .where(one(tx, channelId, address))
      .returning({ address: channelOptOuts.address });
    if (gone.length === 0)
      throw new Refusal("not-opted-out", "This number is not on the list.", { status: 404 });
    await tellChange(tx, "channels.opt-out-ended", { channelId, address, reason, basis });
  });
}

/** The trail names the number masked; the record, which proves the wish, holds it whole. */
async function tellChange(
  tx: TxCtx,
  kind: string,
  told: { channelId: string; address: string; reason: string; basis?: string },
): Promise<void> {
  const { channelId, address, reason, basis } = told;
  await tx.happenings.tell(tx, {
    kind,
    subject: { kind: "channel", id: channelId },
    facts: { number: masked(address), ...(basis ? { basis } : {}) },
    record: { payload: told, text: reason, channelId, direction: "internal" },
  });
}

function numberOf(typed: string): string {
  const [address] = numbersIn(typed);
  if (address === undefined)
    throw new Refusal("no-number", "Write the whole number with its country: +1 555 010 0111.");
  return address;
}

function one(ctx: Ctx, channelId: string, address: string) {
  return and(of(ctx, channelId), eq(channelOptOuts.address, address));
}

async function mustBeOurs(tx: TxCtx, channelId: string): Promise<void> {
  const ofAgency = and(eq(channels.agencyId, agencyOf(tx)), eq(channels.id, channelId));
  found((await tx.tx.select({ id: channels.id }).from(channels).where(ofAgency))[0], "channel");
}
