import { eq } from "drizzle-orm";
import { agencyOf, asSystem, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { stamp, Temporal } from "#platform/clock.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { authorize } from "./permission.ts";
import { agencies } from "./schema.ts";

export type Agency = typeof agencies.$inferSelect;

export interface AgencyDraft {
  name: string;
  shortName: string;
  state: string;
  timeZone: string;
  disclaimer?: string;
  logoSha256?: string;
  isDemo?: boolean;
}

/** The agency this context acts in. */
export async function ownAgency(ctx: Ctx): Promise<Agency> {
  return read(ctx, async (tx) => {
    const [row] = await tx.tx
      .select()
      .from(agencies)
      .where(eq(agencies.agencyId, agencyOf(ctx)));
    return found(row, "agency");
  });
}

/** The agency whose newsroom this installation shows: the first that was set up, if any. */
export async function siteAgency(ctx: Ctx): Promise<Agency | undefined> {
  return read(asSystem(ctx, "site", null), async (tx) => {
    const [row] = await tx.tx.select().from(agencies).orderBy(agencies.madeAt).limit(1);
    return row;
  });
}

export async function allAgencies(ctx: Ctx): Promise<Agency[]> {
  return read(asSystem(ctx, "agencies", null), (tx) =>
    tx.tx.select().from(agencies).orderBy(agencies.madeAt),
  );
}

/** Makes an agency: only the set-up and the seed do this, before anybody could be asked. */
export async function foundAgency(tx: TxCtx, draft: AgencyDraft): Promise<Agency> {
  checkTimeZone(draft.timeZone);
  const agencyId = agencyOf(tx);
  const facts = {
    name: draft.name.trim(),
    shortName: draft.shortName.trim(),
    state: draft.state,
    timeZone: draft.timeZone,
    disclaimer: draft.disclaimer ?? "",
    logoSha256: draft.logoSha256 ?? null,
    isDemo: draft.isDemo ?? false,
    madeAt: stamp(tx.clock.now()),
  };
  const [row] = await tx.tx
    .insert(agencies)
    .values({ agencyId, ...facts })
    // A set-up that was begun and not confirmed is begun again with other answers.
    .onConflictDoUpdate({ target: agencies.agencyId, set: facts })
    .returning();
  await tx.vault.keysOf(tx, agencyId);
  await tx.happenings.tell(tx, {
    kind: "agency.founded",
    subject: { kind: "agency", id: agencyId },
    facts: { name: draft.name, state: draft.state },
  });
  return found(row, "agency");
}

export type AgencyChange = Partial<
  Pick<AgencyDraft, "name" | "shortName" | "state" | "timeZone" | "disclaimer"> & {
    logoSha256: string | null;
    securityContact: string;
  }
>;

/** The logo as it is kept: a PNG. */
export async function agencyLogo(ctx: Ctx): Promise<Buffer> {
  const { logoSha256 } = await ownAgency(ctx);
  return ctx.blobs.get(found(logoSha256 ?? undefined, "logo"));
}

export async function changeAgency(ctx: Ctx, change: AgencyChange): Promise<Agency> {
  return transact(ctx, async (tx) => {
    authorize(tx, "agency.change");
    if (change.timeZone !== undefined) checkTimeZone(change.timeZone);
    const set = Object.fromEntries(
      Object.entries(change).filter(([, value]) => value !== undefined),
    );
    const [row] = await tx.tx
      .update(agencies)
      .set(set)
      .where(eq(agencies.agencyId, agencyOf(tx)))
      .returning();
    await tx.happenings.tell(tx, {
      kind: "agency.changed",
      subject: { kind: "agency", id: agencyOf(tx) },
      facts: { changed: Object.keys(set) },
    });
    return found(row, "agency");
  });
}

function checkTimeZone(timeZone: string): void {
  try {
    Temporal.Now.instant().toZonedDateTimeISO(timeZone);
  } catch (cause) {
    throw new Refusal(
      "unknown-time-zone",
      `"${timeZone}" is not a time zone. Choose one such as America/Los_Angeles.`,
      { cause },
    );
  }
}
