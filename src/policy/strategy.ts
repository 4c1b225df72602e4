import { and, desc, eq, isNotNull, lte } from "drizzle-orm";
import { authorize, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { canonicalize } from "#platform/crypto/canonical.ts";
import { read, transact } from "#platform/db/database.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { strategyVersions } from "./schema.ts";
import {
  checkStrategy,
  modelStrategy,
  publicKinds,
  strategyContent,
  type PublicKind,
  type StrategyContent,
} from "./strategy-content.ts";

export interface Strategy extends StrategyContent {
  /** 0: the model, which holds until a first version is adopted. */
  version: number;
  madeAt: string | null;
  inForceFrom: string | null;
}

/** The version in force now: the newest that was adopted; before the first, the model. */
export async function strategyInForce(ctx: Ctx): Promise<Strategy> {
  return read(ctx, async (tx) => {
    const [row] = await tx.tx
      .select()
      .from(strategyVersions)
      .where(
        and(
          eq(strategyVersions.agencyId, agencyOf(ctx)),
          isNotNull(strategyVersions.inForceFrom),
          lte(strategyVersions.inForceFrom, stamp(ctx.clock.now())),
        ),
      )
      .orderBy(desc(strategyVersions.version))
      .limit(1);
    return row ? whole(row) : { ...modelStrategy, version: 0, madeAt: null, inForceFrom: null };
  });
}

export async function allStrategyVersions(ctx: Ctx): Promise<Strategy[]> {
  authorize(ctx, "strategy.read");
  return read(ctx, async (tx) => (await newestFirst(tx)).map(whole));
}

/** What a purpose is shown as outside: its own name for the six, else what its objective counts as. */
export async function publicKindOf(ctx: Ctx, key: string): Promise<PublicKind> {
  const known = publicKinds.find((kind) => kind === key);
  if (known) return known;
  return read(ctx, async (tx) => {
    for (const row of await newestFirst(tx)) {
      const one = whole(row).objectives.find((objective) => objective.key === key);
      if (one) return one.kind;
    }
    return "inform";
  });
}

/** Whether an objective of this key was in force at some time: in a version, or in the model before the first. */
export async function wasObjective(ctx: Ctx, key: string): Promise<boolean> {
  return read(ctx, async (tx) => {
    const adopted = (await newestFirst(tx)).filter((row) => row.inForceFrom !== null).map(whole);
    return [...adopted, modelStrategy].some(({ objectives }) =>
      objectives.some((one) => one.key === key),
    );
  });
}

/** Begins the next version from the newest, or from the model. One draft at a time. */
export async function draftStrategy(ctx: Ctx): Promise<Strategy> {
  return transact(ctx, async (tx) => {
    authorize(tx, "strategy.change");
    const [newest] = await newestFirst(tx);
    if (newest && newest.inForceFrom === null) return whole(newest);
    const content = newest ? strategyContent.parse(newest.content) : modelStrategy;
    const version = (newest?.version ?? 0) + 1;
    const [made] = await tx.tx
      .insert(strategyVersions)
      .values({
        agencyId: agencyOf(tx),
        version,
        content,
        madeBy: personOf(tx).personId,
        madeAt: stamp(tx.clock.now()),
      })
      .returning();
    await tell(tx, "policy.strategy-drafted", version, {});
    return whole(found(made, "strategy"));
  });
}

export async function changeStrategy(
  ctx: Ctx,
  version: number,
  content: StrategyContent,
): Promise<Strategy> {
  return transact(ctx, async (tx) => {
    authorize(tx, "strategy.change");
    const known = await draftToDecide(tx, version);
    checkStrategy(content);
    if (canonicalize(known.content) === canonicalize(content)) return whole(known);
    const [changed] = await tx.tx
      .update(strategyVersions)
      .set({ content })
      .where(theVersion(tx, version))
      .returning();
    await tell(tx, "policy.strategy-changed", version, { objectives: content.objectives.length });
    return whole(found(changed, "strategy"));
  });
}

/** Puts a version in force: from now on a post serves one of its objectives. */
export async function adoptStrategy(ctx: Ctx, version: number): Promise<Strategy> {
  return transact(ctx, async (tx) => {
    authorize(tx, "strategy.adopt");
    const known = whole(await draftToDecide(tx, version));
    checkStrategy(known);
    const [adopted] = await tx.tx
      .update(strategyVersions)
      .set({ inForceFrom: stamp(tx.clock.now()), adoptedBy: personOf(tx).personId })
      .where(theVersion(tx, version))
      .returning();
    await tell(tx, "policy.strategy-adopted", version, {}, known);
    return whole(found(adopted, "strategy"));
  });
}

/** The draft, locked until the transaction ends; what is in force stays as it is. */
async function draftToDecide(tx: TxCtx, version: number) {
  const [row] = await tx.tx
    .select()
    .from(strategyVersions)
    .where(theVersion(tx, version))
    .for("update");
  const known = found(row, "strategy");
  if (known.inForceFrom !== null)
    throw new Refusal(
      "strategy-in-force",
      `Version ${version} is in force and stays as it is. Begin a new version.`,
      { status: 409 },
    );
  return known;
}

function newestFirst(tx: TxCtx) {
  return tx.tx
    .select()
    .from(strategyVersions)
    .where(eq(strategyVersions.agencyId, agencyOf(tx)))
    .orderBy(desc(strategyVersions.version));
}

function theVersion(ctx: Ctx, version: number) {
  return and(eq(strategyVersions.agencyId, agencyOf(ctx)), eq(strategyVersions.version, version));
}

function whole(row: typeof strategyVersions.$inferSelect): Strategy {
  const { version, madeAt, inForceFrom } = row;
  return { ...strategyContent.parse(row.content), version, madeAt, inForceFrom };
}

async function tell(
  tx: TxCtx,
  kind: string,
  version: number,
  facts: object,
  adopted?: Strategy,
): Promise<void> {
  const words = adopted?.objectives.map(({ name, why }) => `${name.en}: ${why.en}`).join("\n");
  await tx.happenings.tell(tx, {
    kind,
    subject: { kind: "strategy", id: String(version) },
    facts: { version, ...facts },
    ...(adopted && {
      record: { payload: adopted, text: words ?? "", direction: "internal" as const },
    }),
  });
}
