import { eq } from "drizzle-orm";
import { z } from "zod";
import { authorize, ownAgency, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { tableOf, type Exemption } from "./exemption-table.ts";
import { nowThere } from "./request.ts";
import { exemptionCodes } from "./tables.ts";

const codesMax = limit("requests.exemptions", 500, "codes", "an agency's own beside its state's");

export interface KnownExemption extends Exemption {
  verifiedOn: string | null;
  verifiedBy: string | null;
  isOwn: boolean;
}

/** The state's codes with the agency's own in their places; what it ended is left out. */
export async function exemptionsHere(tx: TxCtx): Promise<KnownExemption[]> {
  const { state } = await ownAgency(tx);
  const rows = await tx.tx
    .select()
    .from(exemptionCodes)
    .where(eq(exemptionCodes.agencyId, agencyOf(tx)))
    .limit(codesMax);
  const known = new Map<string, KnownExemption>();
  for (const one of tableOf(state))
    known.set(one.code, { ...one, verifiedOn: null, verifiedBy: null, isOwn: false });
  for (const { code, title, citation, verifiedOn, verifiedBy, endedAt } of rows)
    if (endedAt === null)
      known.set(code, { code, title, citation, verifiedOn, verifiedBy, isOwn: true });
    else known.delete(code);
  return [...known.values()].sort((a, b) => a.code.localeCompare(b.code));
}

/** What is kept back is kept back by law: by codes that this agency knows; where `need` says so, by one at least. */
export async function mustKnowCodes(
  tx: TxCtx,
  codes: readonly string[],
  need?: "some",
): Promise<void> {
  if (codes.length === 0 && need === "some")
    throw new Refusal("no-exemption", "Say which exemption lets you keep something back.");
  if (codes.length === 0) return;
  const known = new Set((await exemptionsHere(tx)).map(({ code }) => code));
  const foreign = codes.find((code) => !known.has(code));
  if (foreign !== undefined)
    throw new Refusal("unknown-exemption", `There is no exemption ${foreign} in your list.`);
}

export async function listExemptions(ctx: Ctx) {
  authorize(ctx, "requests.list");
  return read(ctx, exemptionsHere);
}

export const exemptionChange = z.object({
  code: z.string().trim().min(1).max(60),
  title: z.string().trim().min(3).max(200),
  citation: z.string().trim().min(3).max(200),
  verifiedOn: z.iso.date().nullable().default(null),
  verifiedBy: z.string().trim().max(200).default(""),
  /** It is not to be used any more; what was decided with it stays. */
  isEnded: z.boolean().default(false),
});

/** Adds a code, corrects one or ends it. */
export async function changeExemption(
  ctx: Ctx,
  given: z.input<typeof exemptionChange>,
): Promise<void> {
  const { isEnded, verifiedOn, verifiedBy, ...draft } = exemptionChange.parse(given);
  await transact(ctx, async (tx) => {
    authorize(tx, "requests.change-law");
    if ((verifiedOn === null) !== (verifiedBy === ""))
      throw new Refusal("half-verified", "Give both: who verified the law, and on which day.");
    if (verifiedOn !== null && verifiedOn > (await nowThere(tx)).today)
      throw new Refusal("verified-later", "The day of verification cannot lie ahead.");
    const at = stamp(tx.clock.now());
    const row = {
      ...draft,
      verifiedOn,
      verifiedBy: verifiedOn === null ? null : verifiedBy,
      changedBy: personOf(tx).personId,
      changedAt: at,
      endedAt: isEnded ? at : null,
    };
    await tx.tx
      .insert(exemptionCodes)
      .values({ agencyId: agencyOf(tx), ...row })
      .onConflictDoUpdate({ target: [exemptionCodes.agencyId, exemptionCodes.code], set: row });
    await tx.happenings.tell(tx, {
      kind: "records.exemption-changed",
      subject: { kind: "agency", id: agencyOf(tx) },
      facts: { ...draft, isEnded, verifiedOn, verifiedBy: row.verifiedBy },
      record: { payload: row, text: draft.title, direction: "internal" },
    });
  });
}
