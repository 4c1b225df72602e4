import { and, asc, desc, eq, inArray, isNotNull } from "drizzle-orm";
import { ownAgency } from "#agency";
import { mediaItemsOf } from "#media";
import { instantOf } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import type { Format } from "../flyers/sheet.ts";
import { picturesIn, type NoticeContent, type NoticeLanguage } from "./content.ts";
import { versionOf, type Notice } from "./reading.ts";
import { addressOf } from "./studio.ts";
import { noticeEndings, noticeFlyers, notices } from "./tables.ts";
import { tell, type Told } from "./telling.ts";
import { sayable, wordingsOf } from "./wordings.ts";

const shownMax = limit(
  "notices.shown",
  500,
  "notices",
  "on the newsroom; those over longest go first",
);

/** A picture of a notice as everybody may see it. */
export interface NoticePicture {
  role: "photo" | "aged" | "companion";
  sha256: string;
  type: string;
  width: number;
  height: number;
}

/** What stands in public: the version that was approved. */
export interface ActiveNotice {
  state: "active";
  id: string;
  code: string;
  kind: string;
  version: number;
  activeAt: string;
  changedAt: string;
  expiresAt: string | null;
  caseNumber: string;
  /** By language: those that were approved. */
  told: ReadonlyMap<NoticeLanguage, Told>;
  pictures: NoticePicture[];
  flyers: { language: string; format: Format; sha256: string; type: string }[];
  name: string;
}

/** What is over: nothing more of it is told. */
export interface OverNotice {
  state: "over";
  id: string;
  code: string;
  outcome: "safe" | "other";
  endedAt: string;
}

export type PublicNotice = ActiveNotice | OverNotice;

/** All that the newsroom shows. It asks no permission, and gives nothing that was not approved. */
export async function publicNotices(ctx: Ctx, origin: string): Promise<PublicNotice[]> {
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select({ notice: notices, ending: noticeEndings })
      .from(notices)
      .leftJoin(
        noticeEndings,
        and(eq(noticeEndings.agencyId, notices.agencyId), eq(noticeEndings.noticeId, notices.id)),
      )
      .where(and(eq(notices.agencyId, agencyOf(tx)), isNotNull(notices.activeVersion)))
      .orderBy(asc(notices.state), desc(notices.activeAt))
      .limit(shownMax);
    const shown: PublicNotice[] = [];
    for (const { notice, ending } of rows) {
      const { id, code, state, activeVersion: version, changedAt } = notice;
      if (state === "active" && ending === null && version !== null)
        shown.push(await activeOne(tx, origin, notice, version));
      else {
        const { outcome = "other", endedAt = changedAt } = ending ?? {};
        shown.push({ id, code, state: "over", outcome, endedAt });
      }
    }
    return shown;
  });
}

async function activeOne(
  tx: TxCtx,
  origin: string,
  notice: Notice,
  version: number,
): Promise<ActiveNotice> {
  const { id, code, changedAt, expiresAt } = notice;
  const { content } = await versionOf(tx, id, version);
  const activeAt = notice.activeAt ?? changedAt;
  return {
    state: "active",
    id,
    code,
    kind: content.kind,
    version,
    activeAt,
    changedAt,
    expiresAt,
    caseNumber: content.caseNumber,
    told: await toldOf(tx, content, { id, url: addressOf(origin, code), activeAt }),
    pictures: await picturesOf(tx, content),
    flyers: await flyersOf(tx, id, version),
    name: content.name,
  };
}

async function toldOf(
  tx: TxCtx,
  content: NoticeContent,
  { id, url, activeAt }: { id: string; url: string; activeAt: string },
): Promise<Map<NoticeLanguage, Told>> {
  const { timeZone } = await ownAgency(tx);
  const wordings = await wordingsOf(tx, id, content);
  const issued = instantOf(activeAt);
  const told = new Map<NoticeLanguage, Told>();
  for (const language of content.languages) {
    const words = sayable(content, language, wordings);
    if ("lacks" in words) continue;
    const { wording } = words;
    told.set(language, tell({ content, language, wording, timeZone, url, issued }));
  }
  return told;
}

async function picturesOf(tx: TxCtx, content: NoticeContent): Promise<NoticePicture[]> {
  const { photo, agedPicture, companionPhoto } = content;
  const items = await mediaItemsOf(
    tx,
    picturesIn(content).map(({ sha256 }) => sha256),
  );
  const all = [
    ["photo", photo],
    ["aged", agedPicture],
    ["companion", companionPhoto],
  ] as const;
  return all.flatMap(([role, picture]): NoticePicture[] => {
    const item = picture && items.get(picture.sha256);
    if (!item) return [];
    const { sha256, type, width, height } = item;
    return [{ role, sha256, type, width, height }];
  });
}

/** The page to print, and the picture that link previews show. */
async function flyersOf(tx: TxCtx, id: string, version: number): Promise<ActiveNotice["flyers"]> {
  const { language, format, sha256, type } = noticeFlyers;
  return tx.tx
    .select({ language, format, sha256, type })
    .from(noticeFlyers)
    .where(
      and(
        eq(noticeFlyers.agencyId, agencyOf(tx)),
        eq(noticeFlyers.noticeId, id),
        eq(noticeFlyers.version, version),
        inArray(format, ["print", "landscape"]),
      ),
    );
}
