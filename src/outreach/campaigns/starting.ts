import { and, eq } from "drizzle-orm";
import { authorize, ownAgency, personOf } from "#agency";
import { accountsFor, openChannels, type Networks } from "#channels";
import { readinessOf } from "#policy";
import { draftPost, fitWords, postContent } from "#publish";
import { stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { modelCalled, piecesMax, type PieceWords } from "./models.ts";
import { outreachCampaignPosts, outreachCampaigns } from "./tables.ts";

const daysMax = limit("campaigns.days", 120, "days", "of one campaign; a season has no more");

export interface CampaignDraft {
  /** One of ours, or none: its posts are added by hand. */
  model: string | null;
  name: string;
  purpose: string;
  startsOn: string;
  endsOn: string;
  languages: readonly ("en" | "es")[];
  /** None: every open channel. */
  channels: readonly string[];
}

export type CampaignRow = typeof outreachCampaigns.$inferSelect;

/**
 * Begins a campaign: its posts are drafts like any others, each with its day. Nothing goes out by it: they are read,
 * changed, handed in and approved one by one.
 */
export async function startCampaign(ctx: Ctx, networks: Networks, draft: CampaignDraft) {
  return transact(ctx, async (tx) => {
    const { denial } = await readinessOf(tx, personOf(tx).personId);
    authorize(tx, "campaign.start", { kind: "campaign" }, [denial]);
    await mustHaveDays(tx, draft);
    const model = draft.model === null ? undefined : modelCalled(draft.model);
    if (draft.model !== null) found(model, "campaign model");
    const row: CampaignRow = {
      agencyId: agencyOf(tx),
      id: tx.ids.uuid(),
      state: "running",
      model: draft.model,
      name: draft.name,
      purpose: draft.purpose,
      startsOn: draft.startsOn,
      endsOn: draft.endsOn,
      channels: [...draft.channels],
      startedBy: personOf(tx).personId,
      startedAt: stamp(tx.clock.now()),
      endedAt: null,
      endedBy: null,
      endedWhy: null,
    };
    await tx.tx.insert(outreachCampaigns).values(row);
    let [written, left] = [0, 0];
    for (const piece of model?.pieces ?? [])
      for (const language of draft.languages) {
        const made = await writePiece(tx, networks, row, {
          ...piece,
          language,
          words: piece[language],
        });
        if (made) written += 1;
        else left += 1;
      }
    await tellCampaign(tx, "started", row.id, { model: draft.model, written }, draft);
    return { id: row.id, written, left };
  });
}

async function mustHaveDays(tx: TxCtx, { startsOn, endsOn }: CampaignDraft): Promise<void> {
  const { timeZone } = await ownAgency(tx);
  const today = tx.clock.now().toZonedDateTimeISO(timeZone).toPlainDate();
  const [first, last] = [Temporal.PlainDate.from(startsOn), Temporal.PlainDate.from(endsOn)];
  const isPast = Temporal.PlainDate.compare(first, today) < 0;
  const { days } = first.until(last, { largestUnit: "days" });
  if (isPast || days < 0 || days > daysMax)
    throw new Refusal(
      "campaign-days",
      `A campaign begins today or later and lasts at most ${daysMax} days.`,
    );
}

export interface PieceDraft {
  key: string;
  offsetDays: number;
  time: string;
  language: "en" | "es";
  words: PieceWords;
}

/** One more post of a campaign, as a draft with its day. */
export async function addPiece(ctx: Ctx, networks: Networks, id: string, piece: PieceDraft) {
  return transact(ctx, async (tx) => {
    authorize(tx, "campaign.start", { kind: "campaign", id });
    const row = await lockedCampaign(tx, id);
    mustRun(row);
    const known = await campaignPosts(tx, id);
    if (known.length >= piecesMax * 2)
      throw new Refusal(
        "campaign-full",
        "A campaign has no room for more posts. Begin another one.",
      );
    const postId = await writePiece(tx, networks, row, piece);
    if (postId === undefined)
      throw new Refusal("piece-late", "This day is not in the campaign, or it is over.");
    return { postId };
  });
}

/** Undefined where its day is past, or after the campaign's end. */
async function writePiece(
  tx: TxCtx,
  networks: Networks,
  row: CampaignRow,
  { key, offsetDays, time, language, words }: PieceDraft,
): Promise<string | undefined> {
  const { timeZone } = await ownAgency(tx);
  const day = Temporal.PlainDate.from(row.startsOn).add({ days: offsetDays });
  const at = day.toPlainDateTime(Temporal.PlainTime.from(time)).toZonedDateTime(timeZone);
  const isLate =
    Temporal.PlainDate.compare(day, Temporal.PlainDate.from(row.endsOn)) > 0 ||
    Temporal.Instant.compare(at.toInstant(), tx.clock.now()) <= 0;
  if (isLate) return undefined;
  const isChosen = row.channels.length > 0;
  const open = isChosen ? await openChannels(tx) : await accountsFor(tx, []);
  const channels = open.filter(
    (one) =>
      (!isChosen || row.channels.includes(one.id)) &&
      networks.connector(tx, one.network).capabilities.textAlone !== false,
  );
  const draft = postContent.parse({
    title: words.title,
    text: words.text,
    channels: channels.map((one) => one.id),
    class: "routine",
    purpose: row.purpose,
    language,
    publish: { when: "at", local: `${day.toString()}T${time}`, zone: timeZone },
  });
  const filled = { ...words, short: words.title, alt: "", networks: {} };
  const { post } = await draftPost(
    tx,
    await fitWords(tx, networks, { content: draft, filled, channels }),
  );
  await tx.tx.insert(outreachCampaignPosts).values({
    agencyId: agencyOf(tx),
    campaignId: row.id,
    postId: post.id,
    piece: key,
    language,
    offsetDays,
  });
  return post.id;
}

export async function lockedCampaign(tx: TxCtx, id: string): Promise<CampaignRow> {
  const [row] = await tx.tx.select().from(outreachCampaigns).where(at(tx, id)).for("update");
  return found(row, "campaign");
}

export async function theCampaign(tx: TxCtx, id: string): Promise<CampaignRow> {
  const [row] = await tx.tx.select().from(outreachCampaigns).where(at(tx, id));
  return found(row, "campaign");
}

export function mustRun({ state }: CampaignRow): void {
  if (state !== "running")
    throw new Refusal("campaign-over", "This campaign is over. Begin a new one.", { status: 409 });
}

export async function campaignPosts(tx: TxCtx, id: string) {
  return tx.tx
    .select()
    .from(outreachCampaignPosts)
    .where(
      and(
        eq(outreachCampaignPosts.agencyId, agencyOf(tx)),
        eq(outreachCampaignPosts.campaignId, id),
      ),
    )
    .orderBy(
      outreachCampaignPosts.offsetDays,
      outreachCampaignPosts.piece,
      outreachCampaignPosts.language,
    );
}

export function at(tx: TxCtx, id: string) {
  return and(eq(outreachCampaigns.agencyId, agencyOf(tx)), eq(outreachCampaigns.id, id));
}

export async function tellCampaign(
  tx: TxCtx,
  what: string,
  id: string,
  facts: Readonly<Record<string, unknown>>,
  record: CampaignDraft | string,
): Promise<void> {
  const text = typeof record === "string" ? record : `${record.name}\n${record.purpose}`;
  await tx.happenings.tell(tx, {
    kind: `outreach.campaign-${what}`,
    subject: { kind: "campaign", id },
    facts: { ...facts },
    record: { payload: { ...facts, given: record }, text, direction: "internal" },
  });
}
