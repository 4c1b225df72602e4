import { and, eq } from "drizzle-orm";
import { mediaItemsOf } from "#media";
import { deliveriesOf, postVersion } from "#publish";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { campaignPosts } from "../campaigns/starting.ts";
import { eventPosts, eventVersion, theEvent } from "../events/reading.ts";
import { languagesOf } from "../events/content.ts";
import { postWords, tellIn } from "../events/telling.ts";
import { eventUrl } from "../events/publishing.ts";
import type { KitRow } from "./opening.ts";
import { outreachKits } from "./tables.ts";

const shownMax = limit("kits.shown", 100, "kits", "on the newsroom at one time");

export interface KitPicture {
  sha256: string;
  type: string;
  alt: string;
  width: number;
  height: number;
}

/** One text that a partner may share: approved, and out. */
export interface KitItem {
  key: string;
  language: string;
  title: string;
  text: string;
  /** Where readers find more: our own page. */
  url: string | null;
  pictures: KitPicture[];
}

export interface PublicKit {
  id: string;
  code: string;
  of: "event" | "campaign";
  title: { en: string; es: string };
  intro: { en: string; es: string };
  openedAt: string;
  items: KitItem[];
}

/** Every open kit with what may be shared now. It asks no permission, and gives nothing that was not approved. */
export async function publicKits(ctx: Ctx, origin: string): Promise<PublicKit[]> {
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select()
      .from(outreachKits)
      .where(and(eq(outreachKits.agencyId, agencyOf(tx)), eq(outreachKits.state, "open")))
      .orderBy(outreachKits.openedAt)
      .limit(shownMax);
    const kits: PublicKit[] = [];
    for (const row of rows) kits.push(await publicOne(tx, origin, row));
    return kits;
  });
}

/** One of them, by its address. */
export async function publicKit(
  ctx: Ctx,
  origin: string,
  code: string,
): Promise<PublicKit | undefined> {
  return read(ctx, async (tx) => {
    const [row] = await tx.tx
      .select()
      .from(outreachKits)
      .where(
        and(
          eq(outreachKits.agencyId, agencyOf(tx)),
          eq(outreachKits.code, code),
          eq(outreachKits.state, "open"),
        ),
      );
    return row && publicOne(tx, origin, row);
  });
}

async function publicOne(tx: TxCtx, origin: string, row: KitRow): Promise<PublicKit> {
  const { id, code, of, ofId, title, titleEs, intro, introEs, openedAt, askedAt } = row;
  const items =
    of === "event" ? await ofEvent(tx, origin, ofId) : await ofCampaign(tx, origin, ofId);
  return {
    id,
    code,
    of,
    title: { en: title, es: titleEs || title },
    intro: { en: intro, es: introEs || intro },
    openedAt: openedAt ?? askedAt,
    items,
  };
}

/** What stands of an event; nothing of one that was called off or is over. */
async function ofEvent(tx: TxCtx, origin: string, id: string): Promise<KitItem[]> {
  const event = await theEvent(tx, id);
  if (event.state !== "active" || event.activeVersion === null) return [];
  const { content } = await eventVersion(tx, id, event.activeVersion);
  const posts = await eventPosts(tx, id);
  const pictures = content.photo ? [content.photo.sha256] : [];
  const items: KitItem[] = [];
  for (const language of languagesOf(content)) {
    const stands = posts.some(
      (one) => one.language === language && one.standsVersion === event.activeVersion,
    );
    if (!stands) continue;
    const told = tellIn(content, language);
    const url = eventUrl(origin, event.code, language);
    const { text } = postWords(content, told, url);
    const shown = await picturesOf(
      tx,
      pictures.map((sha256) => ({ sha256, alt: told.photoAlt })),
    );
    items.push({
      key: `event-${language}`,
      language,
      title: told.title,
      text,
      url,
      pictures: shown,
    });
  }
  return items;
}

/** What stands of a campaign's posts, in the version that is out; what was recalled is not there any more. */
async function ofCampaign(tx: TxCtx, origin: string, id: string): Promise<KitItem[]> {
  const items: KitItem[] = [];
  for (const { postId, language } of await campaignPosts(tx, id)) {
    const { post } = await postVersion(tx, postId);
    if (post.state === "recalled" || post.discardedAt !== null) continue;
    const sent = (await deliveriesOf(tx, postId)).filter(({ state }) => state === "sent");
    const newest = Math.max(0, ...sent.map(({ version }) => version));
    if (newest === 0) continue;
    const { content } = await postVersion(tx, postId, newest);
    const own = sent.find(({ remoteUrl }) => remoteUrl?.startsWith(`${origin}/`));
    items.push({
      key: postId,
      language,
      title: content.title,
      text: content.text,
      url: own?.remoteUrl ?? content.link?.url ?? null,
      pictures: await picturesOf(tx, content.media),
    });
  }
  return items;
}

async function picturesOf(
  tx: TxCtx,
  media: readonly { sha256: string; alt: string }[],
): Promise<KitPicture[]> {
  const known = await mediaItemsOf(
    tx,
    media.map(({ sha256 }) => sha256),
  );
  return media.flatMap(({ sha256, alt }) => {
    const item = known.get(sha256);
    if (!item?.type.startsWith("image/")) return [];
    const { type, width, height } = item;
    return [{ sha256, type, alt, width, height }];
  });
}
