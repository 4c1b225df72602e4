import { desc, eq } from "drizzle-orm";
import { authorize, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { modelBlotterPolicy } from "./rules/model-policy.ts";
import { blotterPolicy, type BlotterPolicy } from "./rules/policy.ts";
import { blotterPolicies } from "./schema.ts";

export interface PolicyInForce {
  /** 0: nobody has adopted one. Calls are judged by the model then, and nothing of them is public. */
  version: number;
  content: BlotterPolicy;
  adoptedAt: string | null;
  why: string;
}

/** What of calls the public is shown now. */
export async function blotterPolicyInForce(tx: TxCtx): Promise<PolicyInForce> {
  const [row] = await tx.tx
    .select()
    .from(blotterPolicies)
    .where(eq(blotterPolicies.agencyId, agencyOf(tx)))
    .orderBy(desc(blotterPolicies.version))
    .limit(1);
  if (!row) return { version: 0, content: modelBlotterPolicy, adoptedAt: null, why: "" };
  const { version, adoptedAt, why } = row;
  return { version, content: blotterPolicy.parse(row.content), adoptedAt, why };
}

export function blotterPolicyOf(ctx: Ctx): Promise<PolicyInForce> {
  authorize(ctx, "blotter.read");
  return read(ctx, blotterPolicyInForce);
}

/**
 * Adopts a new version. Every call is judged by it before the next minute is over: what it protects leaves the public's
 * sight then, wherever it stands.
 */
export async function adoptBlotterPolicy(
  ctx: Ctx,
  { content, why }: { content: BlotterPolicy; why: string },
): Promise<number> {
  return transact(ctx, async (tx) => {
    authorize(tx, "blotter.adopt");
    const { version: before } = await blotterPolicyInForce(tx);
    const version = before + 1;
    await tx.tx.insert(blotterPolicies).values({
      agencyId: agencyOf(tx),
      version,
      content,
      adoptedAt: stamp(tx.clock.now()),
      adoptedBy: personOf(tx).personId,
      why,
    });
    await tx.happenings.tell(tx, {
      kind: "blotter.policy-adopted",
      subject: { kind: "blotter-policy", id: String(version) },
      facts: { version, rules: content.rules.length, holdMinutes: content.holdMinutes },
      record: { payload: { version, content }, text: why, direction: "internal" },
    });
    return version;
  });
}

/** Adopts the model as it stands, the first time; whatever differs from it is proposed by one and adopted by another. */
export async function adoptModel(ctx: Ctx, why: string): Promise<number> {
  return transact(ctx, async (tx) => {
    authorize(tx, "blotter.adopt");
    if ((await blotterPolicyInForce(tx)).version > 0)
      throw new Refusal(
        "policy-adopted",
        "Rules are in force already. Propose others, and another person adopts them.",
        { status: 409 },
      );
    return adoptBlotterPolicy(tx, { content: modelBlotterPolicy, why });
  });
}
