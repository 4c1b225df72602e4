import { and, desc, eq } from "drizzle-orm";
import { auditLook, authorize } from "#agency";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found } from "#platform/refusal.ts";
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

export interface OptOut {
  address: string;
  /** RFC 3339. */
  at: string;
}

/**
 * Who wrote STOP to a channel and when, newest first: 47 CFR 64.1200(a)(10) wants it honoured, and a complaint
 * wants it shown. Telephones are people's own: the look is audited (core P4).
 */
export async function listOptOuts(ctx: Ctx, channelId: string): Promise<OptOut[]> {
  authorize(ctx, "opt-out.read", { kind: "channel", id: channelId });
  return transact(ctx, async (tx) => {
    const ofAgency = and(eq(channels.agencyId, agencyOf(tx)), eq(channels.id, channelId));
    found((await tx.tx.select({ id: channels.id }).from(channels).where(ofAgency))[0], "channel");
    await auditLook(tx, { kind: "channel", id: channelId }, "read who opted out");
    return tx.tx
      .select({ address: channelOptOuts.address, at: channelOptOuts.at })
      .from(channelOptOuts)
      .where(of(tx, channelId))
      .orderBy(desc(channelOptOuts.at))
      .limit(listedMax);
  });
}
