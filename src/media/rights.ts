import { and, desc, eq } from "drizzle-orm";
import { z } from "zod";
import { authorize, ownAgency, personOf } from "#agency";
import { instantOf, stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { mediaItem } from "./items.ts";
import { mediaDerivations, mediaRights, mediaWithdrawals } from "./schema.ts";

const noteMax = limit("media.note", 2_000, "characters", "who said yes, how, and where it lies");
const chainMax = limit(
  "media.chain",
  20,
  "versions",
  "one made of another, looked through for rights",
);

/** Where an item comes from. Nothing recorded: nobody said. */
const sources = ["staff", "family", "public", "licensed", "public-domain", "other-agency"] as const;
export type Source = (typeof sources)[number];

export const rightsDraft = z.object({
  source: z.enum(sources),
  credit: z.string().trim().max(200).default(""),
  consentNote: z.string().trim().max(noteMax).default(""),
  allowedUses: z.string().trim().max(noteMax).default(""),
  untilDate: z.iso.date().nullable().default(null),
});
export type RightsDraft = z.input<typeof rightsDraft>;

/** What the rights to an item come to: `unknown` warns, `expired` and `withdrawn` keep it in. */
export type MediaStanding = "free" | "unknown" | "expired" | "withdrawn";

/**
 * Records whose an item is and what may be done with it. What a family or somebody else gave needs a note of the
 * consent, and so does whatever follows a consent that was withdrawn.
 */
export async function recordRights(ctx: Ctx, sha256: string, given: RightsDraft): Promise<void> {
  authorize(ctx, "media.record-rights", { kind: "picture", id: sha256 });
  const draft = rightsDraft.parse(given);
  await transact(ctx, async (tx) => {
    const item = await mediaItem(tx, sha256);
    const now = tx.clock.now();
    const standing = (await mediaStanding(tx, [sha256], now)).get(sha256);
    const needsNote =
      draft.source === "family" || draft.source === "public" || standing === "withdrawn";
    if (needsNote && draft.consentNote.length < 3)
      throw new Refusal("no-consent-note", "Say who gave consent, how, and where it is kept.");
    const values = { ...draft, until: await endOf(tx, draft.untilDate) };
    await tx.tx.insert(mediaRights).values({
      agencyId: agencyOf(tx),
      id: tx.ids.uuid(),
      sha256: item.sha256,
      ...values,
      recordedBy: personOf(tx).personId,
      recordedAt: stamp(now),
    });
    const { source, untilDate, credit, consentNote } = draft;
    await tx.happenings.tell(tx, {
      kind: "media.rights-recorded",
      subject: { kind: "media", id: sha256 },
      facts: { source, ...(untilDate === null ? {} : { until: untilDate }) },
      record: {
        payload: { sha256, ...values },
        text: [credit, consentNote, draft.allowedUses].filter(Boolean).join("\n"),
        direction: "internal",
      },
    });
  });
}

/** A day is over at midnight where the agency is. */
async function endOf(tx: TxCtx, date: string | null): Promise<string | null> {
  if (date === null) return null;
  const { timeZone } = await ownAgency(tx);
  const next = Temporal.PlainDate.from(date).add({ days: 1 });
  return stamp(next.toZonedDateTime(timeZone).toInstant());
}

/**
 * Notes that a consent was taken back. It is written with the original, so that it holds for everything made of it,
 * until rights are recorded anew.
 */
export async function withdrawConsent(ctx: Ctx, sha256: string, why: string): Promise<void> {
  authorize(ctx, "media.record-rights", { kind: "picture", id: sha256 });
  await transact(ctx, async (tx) => {
    const item = await mediaItem(tx, sha256);
    const now = tx.clock.now();
    if ((await mediaStanding(tx, [sha256], now)).get(sha256) === "withdrawn")
      throw new Refusal("withdrawn-already", "This consent was withdrawn already.", {
        status: 409,
      });
    const original = (await chainOf(tx, item.sha256)).at(-1) ?? item.sha256;
    await tx.tx.insert(mediaWithdrawals).values({
      agencyId: agencyOf(tx),
      id: tx.ids.uuid(),
      sha256: original,
      why,
      withdrawnBy: personOf(tx).personId,
      withdrawnAt: stamp(now),
    });
    await tx.happenings.tell(tx, {
      kind: "media.consent-withdrawn",
      subject: { kind: "media", id: original },
      facts: { why },
      record: { payload: { sha256: original, why }, text: why, direction: "internal" },
    });
  });
}

/** The item, what it was made of, and so on to the original. */
export async function chainOf(tx: TxCtx, sha256: string): Promise<string[]> {
  const chain = [sha256];
  while (chain.length <= chainMax) {
    const [row] = await tx.tx
      .select({ from: mediaDerivations.fromSha256 })
      .from(mediaDerivations)
      .where(
        and(
          eq(mediaDerivations.agencyId, agencyOf(tx)),
          eq(mediaDerivations.sha256, chain.at(-1) ?? ""),
        ),
      );
    if (!row || chain.includes(row.from)) break;
    chain.push(row.from);
  }
  return chain;
}

interface Link {
  item: string;
  depth: number;
  recorded_at: string | null;
  until: string | null;
  withdrawn_at: string | null;
}

/**
 * What the rights to each item come to at a time. The nearest row holds: the item's own, else that of what it was made
 * of. A withdrawal after that row, of the item or of anything it was made of, ends it.
 */
export async function mediaStanding(
  tx: TxCtx,
  hashes: readonly string[],
  at: Temporal.Instant,
): Promise<Map<string, MediaStanding>> {
  if (hashes.length === 0) return new Map();
  const links = await tx.tx.raw<Link>(
    `with recursive chain as (
       select h as item, h as sha256, 0 as depth from unnest($2::text[]) h
       union all
       select c.item, d.from_sha256, c.depth + 1 from chain c
         join media_derivations d on d.agency_id = $1 and d.sha256 = c.sha256 where c.depth < $3)
     select c.item, c.depth, to_json(r.recorded_at)#>>'{}' as recorded_at, to_json(r.until)#>>'{}' as until,
       to_json((select max(w.withdrawn_at) from media_withdrawals w
         where w.agency_id = $1 and w.sha256 = c.sha256))#>>'{}' as withdrawn_at
     from chain c left join lateral (
       select recorded_at, until from media_rights where agency_id = $1 and sha256 = c.sha256
       order by recorded_at desc, id desc limit 1) r on true
     order by c.depth`,
    [agencyOf(tx), [...new Set(hashes)], chainMax],
  );
  const byItem = Map.groupBy(links, ({ item }) => item);
  return new Map([...byItem].map(([item, chain]) => [item, standingOf(chain, at)]));
}

function standingOf(chain: readonly Link[], at: Temporal.Instant): MediaStanding {
  const holding = chain.find(({ recorded_at }) => recorded_at !== null);
  const isWithdrawn = chain.some(
    ({ withdrawn_at }) =>
      withdrawn_at !== null &&
      (!holding?.recorded_at || !isBefore(withdrawn_at, holding.recorded_at)),
  );
  if (isWithdrawn) return "withdrawn";
  if (!holding) return "unknown";
  const isOver =
    holding.until !== null && Temporal.Instant.compare(instantOf(holding.until), at) <= 0;
  return isOver ? "expired" : "free";
}

function isBefore(one: string, other: string): boolean {
  return Temporal.Instant.compare(Temporal.Instant.from(one), Temporal.Instant.from(other)) < 0;
}

/** All that was ever recorded of an item's rights, newest first. */
export async function rightsOf(tx: TxCtx, sha256: string) {
  return tx.tx
    .select()
    .from(mediaRights)
    .where(and(eq(mediaRights.agencyId, agencyOf(tx)), eq(mediaRights.sha256, sha256)))
    .orderBy(desc(mediaRights.recordedAt), desc(mediaRights.id));
}

export async function withdrawalsOf(tx: TxCtx, sha256: string) {
  return tx.tx
    .select()
    .from(mediaWithdrawals)
    .where(and(eq(mediaWithdrawals.agencyId, agencyOf(tx)), eq(mediaWithdrawals.sha256, sha256)))
    .orderBy(desc(mediaWithdrawals.withdrawnAt));
}
