import { and, eq } from "drizzle-orm";
import { authorize, ownAgency, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { canonicalize, sha256 } from "#platform/crypto/canonical.ts";
import { read, transact } from "#platform/db/database.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { lockedCampaign, theCampaign } from "../campaigns/starting.ts";
import { codeOf } from "../events/drafting.ts";
import { lockedEvent, theEvent } from "../events/reading.ts";
import { outreachKitDays, outreachKits } from "./tables.ts";

export interface KitDraft {
  of: "event" | "campaign";
  ofId: string;
  title: string;
  titleEs: string;
  intro: string;
  introEs: string;
}

export type KitRow = typeof outreachKits.$inferSelect;

/** What a second person says yes to: the words around the material, and whose it is. Each text has its own approval. */
function kitHash({ of, ofId, title, titleEs, intro, introEs }: KitDraft): string {
  const kit = { of, ofId, title, titleEs, intro, introEs };
  return sha256(canonicalize({ form: 1, kit })).toString("hex");
}

/** Asks for a kit of an event or a campaign; asked for anew, it needs its second person anew. */
export async function askKit(ctx: Ctx, draft: KitDraft): Promise<{ id: string; hash: string }> {
  return transact(ctx, async (tx) => {
    authorize(tx, "kit.ask", { kind: "kit" });
    if (draft.of === "event") await lockedEvent(tx, draft.ofId);
    else await lockedCampaign(tx, draft.ofId);
    const known = await kitRowOf(tx, draft.of, draft.ofId);
    const id = known?.id ?? tx.ids.uuid();
    const asked = {
      ...draft,
      state: "asked" as const,
      hash: kitHash(draft),
      askedBy: personOf(tx).personId,
      askedAt: stamp(tx.clock.now()),
      openedBy: null,
      openedAt: null,
      closedBy: null,
      closedAt: null,
    };
    if (known) await tx.tx.update(outreachKits).set(asked).where(at(tx, id));
    else
      await tx.tx
        .insert(outreachKits)
        .values({ agencyId: agencyOf(tx), id, code: codeOf(id), ...asked });
    await tellKit(tx, "asked", id, { of: draft.of, hash: asked.hash }, draft);
    return { id, hash: asked.hash };
  });
}

/** A second person opens it: what was on their screen, by its hash. */
export async function openKit(ctx: Ctx, id: string, hash: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const me = personOf(tx).personId;
    const kit = await lockedKit(tx, id);
    authorize(tx, "kit.open", { kind: "kit", id }, [
      kit.askedBy === me
        ? { code: "own-kit", reason: "You asked for this kit. A second person opens it." }
        : undefined,
    ]);
    if (kit.state !== "asked" || kit.hash !== hash)
      throw new Refusal("kit-changed", "This kit was changed meanwhile. Look at it again.", {
        status: 409,
      });
    await tx.tx
      .update(outreachKits)
      .set({ state: "open", openedBy: me, openedAt: stamp(tx.clock.now()) })
      .where(at(tx, id));
    await tellKit(tx, "opened", id, { hash }, kit);
  });
}

/** At once, by one person. */
export async function closeKit(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "kit.close", { kind: "kit", id });
    const kit = await lockedKit(tx, id);
    if (kit.state === "closed") return;
    await tx.tx
      .update(outreachKits)
      .set({ state: "closed", closedBy: personOf(tx).personId, closedAt: stamp(tx.clock.now()) })
      .where(at(tx, id));
    await tellKit(tx, "closed", id, {});
  });
}

/** The kit of an event or a campaign, with how often it was taken. */
export async function kitOf(ctx: Ctx, of: KitDraft["of"], ofId: string) {
  authorize(ctx, of === "event" ? "event.read" : "campaign.read");
  return read(ctx, async (tx) => {
    if (of === "event") await theEvent(tx, ofId);
    else await theCampaign(tx, ofId);
    const kit = await kitRowOf(tx, of, ofId);
    if (!kit) return { kit: null, downloads: 0 };
    const days = await tx.tx
      .select({ downloads: outreachKitDays.downloads })
      .from(outreachKitDays)
      .where(and(eq(outreachKitDays.agencyId, agencyOf(tx)), eq(outreachKitDays.kitId, kit.id)));
    return { kit, downloads: days.reduce((sum, one) => sum + one.downloads, 0) };
  });
}

/** One more: the total of the day, and nothing of who it was. */
export async function countDownload(ctx: Ctx, kitId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const { timeZone } = await ownAgency(tx);
    const day = tx.clock.now().toZonedDateTimeISO(timeZone).toPlainDate().toString();
    await tx.tx.raw(
      `insert into outreach_kit_days (agency_id, kit_id, day, downloads) values ($1, $2, $3, 1)
       on conflict (agency_id, kit_id, day) do update set downloads = outreach_kit_days.downloads + 1`,
      [agencyOf(tx), kitId, day],
    );
  });
}

async function kitRowOf(tx: TxCtx, of: KitDraft["of"], ofId: string): Promise<KitRow | undefined> {
  const [row] = await tx.tx
    .select()
    .from(outreachKits)
    .where(
      and(
        eq(outreachKits.agencyId, agencyOf(tx)),
        eq(outreachKits.of, of),
        eq(outreachKits.ofId, ofId),
      ),
    );
  return row;
}

async function lockedKit(tx: TxCtx, id: string): Promise<KitRow> {
  const [row] = await tx.tx.select().from(outreachKits).where(at(tx, id)).for("update");
  return found(row, "kit");
}

function at(tx: TxCtx, id: string) {
  return and(eq(outreachKits.agencyId, agencyOf(tx)), eq(outreachKits.id, id));
}

/** Open: what everybody may read. */
async function tellKit(
  tx: TxCtx,
  what: string,
  id: string,
  facts: Readonly<Record<string, unknown>>,
  words?: Pick<KitDraft, "title" | "titleEs" | "intro" | "introEs">,
): Promise<void> {
  const { title, titleEs, intro, introEs } = words ?? {};
  await tx.happenings.tell(tx, {
    kind: `outreach.kit-${what}`,
    subject: { kind: "kit", id },
    facts: { ...facts },
    ...(words
      ? {
          record: {
            payload: { ...facts, title, titleEs, intro, introEs },
            text: [title, titleEs, intro, introEs].filter(Boolean).join("\n"),
            direction: what === "opened" ? ("out" as const) : ("internal" as const),
          },
        }
      : {}),
  });
}
