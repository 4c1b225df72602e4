import { and, eq, isNull } from "drizzle-orm";
import { authorize, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { judgeCalls } from "./judging.ts";
import { blotterPolicyInForce } from "./policies.ts";
import { callKeepings, calls } from "./schema.ts";

/** Keeps a call back: it leaves the public's sight at once, everywhere, until somebody lets it go. */
export async function keepCallBack(ctx: Ctx, callId: string, why: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "blotter.keep", { kind: "call", id: callId });
    const call = await theCall(tx, callId);
    if (await standingKeeping(tx, callId))
      throw new Refusal("kept-already", "This call is kept back already.", { status: 409 });
    await tx.tx.insert(callKeepings).values({
      agencyId: agencyOf(tx),
      id: tx.ids.uuid(),
      callId,
      keptAt: stamp(tx.clock.now()),
      keptBy: personOf(tx).personId,
      why,
    });
    await tell(tx, "call-kept-back", callId, why);
    await judgeCalls(tx, await blotterPolicyInForce(tx), [call]);
  });
}

/** Lets a call go: the policy and the clock decide again. */
export async function letCallGo(ctx: Ctx, callId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "blotter.keep", { kind: "call", id: callId });
    const call = await theCall(tx, callId);
    const keeping = found(await standingKeeping(tx, callId), "keeping");
    await tx.tx
      .update(callKeepings)
      .set({ letGoAt: stamp(tx.clock.now()), letGoBy: personOf(tx).personId })
      .where(and(eq(callKeepings.agencyId, agencyOf(tx)), eq(callKeepings.id, keeping.id)));
    await tell(tx, "call-let-go", callId, "");
    await judgeCalls(tx, await blotterPolicyInForce(tx), [call]);
  });
}

async function theCall(tx: TxCtx, id: string) {
  const [call] = await tx.tx
    .select()
    .from(calls)
    .where(and(eq(calls.agencyId, agencyOf(tx)), eq(calls.id, id)))
    .for("update");
  return found(call, "call");
}

async function standingKeeping(tx: TxCtx, callId: string) {
  const [keeping] = await tx.tx
    .select()
    .from(callKeepings)
    .where(
      and(
        eq(callKeepings.agencyId, agencyOf(tx)),
        eq(callKeepings.callId, callId),
        isNull(callKeepings.letGoAt),
      ),
    );
  return keeping;
}

async function tell(tx: TxCtx, what: string, callId: string, why: string): Promise<void> {
  await tx.happenings.tell(tx, {
    kind: `blotter.${what}`,
    subject: { kind: "call", id: callId },
    facts: {},
    record: { payload: { why }, text: why, direction: "internal" },
  });
}
