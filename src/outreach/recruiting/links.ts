import { and, asc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { authorize, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { theOpening } from "./openings.ts";
import { links } from "./tables.ts";

const linksMax = limit("links.of-opening", 60, "links", "to one opening");
const codeLetters = "23456789abcdefghjkmnpqrstvwxyz";

const word = z
  .string()
  .regex(/^[a-z0-9]+([-_.][a-z0-9]+)*$/)
  .max(60);
export const linkDraft = z.strictObject({
  openingId: z.uuid(),
  campaign: word,
  /** One link for each place that people come from. */
  places: z
    .array(z.strictObject({ name: z.string().trim().min(1).max(120), source: word, medium: word }))
    .min(1)
    .max(30),
});

export type Link = typeof links.$inferSelect;

/** Makes short addresses that lead to one application and say where a reader came from, a place each. */
export async function makeLinks(
  ctx: Ctx,
  given: z.input<typeof linkDraft>,
): Promise<{ id: string; code: string; name: string }[]> {
  return transact(ctx, async (tx) => {
    const { openingId, campaign, places } = linkDraft.parse(given);
    authorize(tx, "opening.write", { kind: "opening", id: openingId });
    const opening = await theOpening(tx, openingId);
    if (opening.closedAt !== null)
      throw new Refusal("opening-closed", "This opening is closed. Write a new one.", {
        status: 409,
      });
    const known = await linksOf(tx, openingId);
    const made = [];
    for (const { name, source, medium } of places) {
      const same = known.find(
        (one) => one.source === source && one.medium === medium && one.campaign === campaign,
      );
      made.push(same ?? (await add(tx, { openingId, name, source, medium, campaign })));
    }
    const added = made.filter((one) => !known.includes(one));
    if (known.length + added.length > linksMax)
      throw new Refusal("too-many-links", `An opening has at most ${linksMax} links.`);
    if (added.length > 0)
      await tx.happenings.tell(tx, {
        kind: "outreach.links-made",
        subject: { kind: "opening", id: openingId },
        facts: { campaign, codes: added.map(({ code }) => code) },
      });
    return made.map(({ id, code, name }) => ({ id, code, name }));
  });
}

async function add(
  tx: TxCtx,
  draft: Pick<Link, "openingId" | "name" | "source" | "medium" | "campaign">,
): Promise<Link> {
  const [row] = await tx.tx
    .insert(links)
    .values({
      agencyId: agencyOf(tx),
      id: tx.ids.uuid(),
      code: codeFrom(tx.ids.random(7)),
      ...draft,
      madeBy: personOf(tx).personId,
      madeAt: stamp(tx.clock.now()),
    })
    .returning();
  return found(row, "link");
}

/** Seven letters and digits that nobody confuses on paper. */
function codeFrom(bytes: Uint8Array): string {
  return [...bytes].map((byte) => codeLetters[byte % codeLetters.length]).join("");
}

/** Ends a link: from then on it leads to the list of openings, and counts nothing. */
export async function endLink(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "opening.write", { kind: "link", id });
    const [ended] = await tx.tx
      .update(links)
      .set({ endedAt: stamp(tx.clock.now()) })
      .where(and(eq(links.agencyId, agencyOf(tx)), eq(links.id, id), isNull(links.endedAt)))
      .returning();
    const { openingId, code } = found(ended, "link");
    await tx.happenings.tell(tx, {
      kind: "outreach.link-ended",
      subject: { kind: "opening", id: openingId },
      facts: { code },
    });
  });
}

async function linksOf(ctx: Ctx, openingId: string): Promise<Link[]> {
  return read(ctx, (tx) =>
    tx.tx
      .select()
      .from(links)
      .where(
        and(
          eq(links.agencyId, agencyOf(tx)),
          eq(links.openingId, openingId),
          isNull(links.endedAt),
        ),
      )
      .orderBy(asc(links.madeAt), asc(links.code)),
  );
}
