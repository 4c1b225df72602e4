import { and, eq } from "drizzle-orm";
import { authorize } from "#agency";
import { mediaStanding } from "#media";
import { instantOf } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { drawFlyers } from "../flyers/flyers.ts";
import { formats, looks, type Format, type Made } from "../flyers/sheet.ts";
import type { NoticeLanguage } from "./content.ts";
import { picturesIn } from "./content.ts";
import { placeOf } from "./drafting.ts";
import { noticeCalled, versionOf, type NoticeVersion } from "./reading.ts";
import { noticeFlyers } from "./tables.ts";
import { sheetOf, tell, type Told } from "./telling.ts";
import { sayable, wordingsOf } from "./wordings.ts";

/** The flyers of one language, or why there are none. */
export interface LanguageFlyers {
  language: NoticeLanguage;
  told: Told | null;
  lacks: "written" | "certified" | "photo-rights" | null;
  made: Made[];
}

export interface Asked {
  languages?: readonly NoticeLanguage[];
  formats?: readonly Format[];
  /** As it goes out with the approval: all others say that nobody has approved them. */
  isForApproval?: boolean;
}

/** The address of a notice: what its code says. */
export function addressOf(origin: string, code: string): string {
  return `${origin}/notices/${code}`;
}

/**
 * Every flyer of a version, drawn as it would go out: in its own words, and in another language only as two people answer
 * for it; without a photograph whose consent was withdrawn there is none.
 */
export async function drawNotice(
  ctx: Ctx,
  origin: string,
  { notice, version, content }: Pick<NoticeVersion, "notice" | "version" | "content">,
  asked: Asked = {},
): Promise<LanguageFlyers[]> {
  const languages = asked.languages ?? content.languages;
  const { place, wordings, rights } = await read(ctx, async (tx) => ({
    place: await placeOf(tx),
    wordings: await wordingsOf(tx, notice.id, content),
    rights: await mediaStanding(
      tx,
      picturesIn(content).map(({ sha256 }) => sha256),
      tx.clock.now(),
    ),
  }));
  const isBarred = [...rights.values()].some((one) => one === "withdrawn" || one === "expired");
  const photo = content.photo && !isBarred ? await ctx.blobs.get(content.photo.sha256) : null;
  const url = addressOf(origin, notice.code);
  return Promise.all(
    languages.map(async (language): Promise<LanguageFlyers> => {
      const words = sayable(content, language, wordings);
      if ("lacks" in words) return { language, told: null, lacks: words.lacks, made: [] };
      const told = tell({
        content,
        language,
        wording: words.wording,
        timeZone: place.timeZone,
        url,
        issued: notice.activeAt ? instantOf(notice.activeAt) : place.now,
      });
      if (isBarred) return { language, told, lacks: "photo-rights", made: [] };
      const kept = await keptFlyers(ctx, { notice, version }, language, asked.formats ?? formats);
      if (kept) return { language, told, lacks: null, made: kept };
      const isApproved = asked.isForApproval ?? false;
      const sheet = sheetOf(told, { agency: place.name, url, isApproved });
      const made = await drawFlyers(
        { sheet, photo, formats: asked.formats ?? formats },
        content.photo?.sha256,
      );
      return { language, told, lacks: null, made };
    }),
  );
}

/**
 * The flyers of a notice by any of its names: of what is out, the version that was approved; of a draft, as it would be.
 * What is over has none.
 */
export async function flyersCalled(
  ctx: Ctx,
  origin: string,
  name: string,
  asked: Asked = {},
): Promise<LanguageFlyers[]> {
  authorize(ctx, "notice.read", { kind: "notice" });
  const version = await read(ctx, async (tx) => {
    const { id, activeVersion } = await noticeCalled(tx, name);
    return versionOf(tx, id, activeVersion ?? undefined);
  });
  mustNotBeOver(version);
  return drawNotice(ctx, origin, version, asked);
}

/** A flyer of somebody who was found would go round for years. */
function mustNotBeOver({ notice }: NoticeVersion): void {
  if (["located", "expired", "withdrawn"].includes(notice.state))
    throw new Refusal("notice-over", "This notice is over. Begin a new one.", { status: 409 });
}

/** Of what is out: the very files that were approved. */
async function keptFlyers(
  ctx: Ctx,
  { notice, version }: Pick<NoticeVersion, "notice" | "version">,
  language: string,
  asked: readonly Format[],
): Promise<Made[] | undefined> {
  if (notice.activeVersion !== version) return undefined;
  const rows = await read(ctx, (tx) =>
    tx.tx
      .select()
      .from(noticeFlyers)
      .where(
        and(
          eq(noticeFlyers.agencyId, agencyOf(tx)),
          eq(noticeFlyers.noticeId, notice.id),
          eq(noticeFlyers.version, version),
          eq(noticeFlyers.language, language),
        ),
      ),
  );
  const made: Made[] = [];
  for (const format of asked) {
    const row = rows.find((one) => one.format === format);
    if (!row) return undefined;
    const type = format === "print" ? "application/pdf" : "image/png";
    const { width, height } = looks[format];
    const bytes = await ctx.blobs.get(row.sha256);
    made.push({ format, flyer: { format, type, width, height, bytes } });
  }
  return made;
}

/** The flyers of a notice as it is now, for whoever may see it. */
export async function studio(
  ctx: Ctx,
  origin: string,
  id: string,
  asked: Asked = {},
): Promise<LanguageFlyers[]> {
  authorize(ctx, "notice.read", { kind: "notice", id });
  const version = await read(ctx, (tx) => versionOf(tx, id));
  mustNotBeOver(version);
  return drawNotice(ctx, origin, version, asked);
}
