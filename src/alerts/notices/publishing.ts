import { and, eq } from "drizzle-orm";
import { authorize, personOf } from "#agency";
import { openChannels, type Networks } from "#channels";
import { addMedia, noteUses } from "#media";
import { readinessOf } from "#policy";
import {
  draftPost,
  editPost,
  fitWords,
  postContent,
  postVersion,
  submitPost,
  type PostContent,
} from "#publish";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Flyer } from "../flyers/sheet.ts";
import type { NoticeContent } from "./content.ts";
import { picturesIn } from "./content.ts";
import { placeOf, tellNotice } from "./drafting.ts";
import { at, lockedNotice, versionOf, type NoticeVersion } from "./reading.ts";
import { noticeFindings } from "./rules.ts";
import { drawNotice, type LanguageFlyers } from "./studio.ts";
import { noticeFlyers, noticePosts, notices, noticeVersions } from "./tables.ts";
import { postWords, type Told } from "./telling.ts";

export interface Submission {
  /** The version that was on screen. */
  version: number;
  /** Keys of the policy's warnings about its posts that were read. */
  acknowledged: readonly string[];
  /** Of a version that follows one that is out: what was put right, in words for the public. */
  correction?: string | undefined;
}

/** Which approvals its posts need. */
export function classOf({ kind }: NoticeContent): string {
  if (kind === "missing" || kind === "endangered") return "missing-person";
  return kind === "wanted" ? "arrest" : "routine";
}

/**
 * Hands a notice in: its flyers are drawn and looked at, its posts written, one for each language, and handed in. The page,
 * the posts and the flyers come to stand with the approval of those posts and not before (core A2).
 */
export async function submitNotice(
  ctx: Ctx,
  networks: Networks,
  origin: string,
  id: string,
  given: Submission,
) {
  const current = await read(ctx, async (tx) => {
    authorize(tx, "notice.submit", { kind: "notice", id });
    const version = await versionOf(tx, id);
    authorize(tx, "notice.submit", { kind: "notice", id }, [
      (await readinessOf(tx, personOf(tx).personId)).denial,
    ]);
    mustBeOpen(version, given.version);
    await mustBeReady(tx, version.content);
    return version;
  });
  const drawn = await drawNotice(ctx, origin, current, { isForApproval: true });
  mustBeDrawn(drawn);
  return transact(ctx, async (tx) => {
    const notice = await lockedNotice(tx, id);
    mustBeOpen({ ...current, notice }, given.version);
    await keepFlyers(tx, current, drawn);
    const now = stamp(tx.clock.now());
    await tx.tx
      .update(noticeVersions)
      .set({ submittedAt: now, submittedBy: personOf(tx).personId })
      .where(
        and(
          eq(noticeVersions.agencyId, agencyOf(tx)),
          eq(noticeVersions.noticeId, id),
          eq(noticeVersions.version, current.version),
        ),
      );
    const posts = [];
    for (const { language, told, made } of drawn)
      if (told) {
        const square = flyersIn(made).find(({ format }) => format === "square");
        posts.push({
          language,
          ...(await writePost(tx, networks, current, { told, square, given })),
        });
      }
    if (notice.state === "draft")
      await tx.tx.update(notices).set({ state: "submitted", changedAt: now }).where(at(tx, id));
    await tellNotice(
      tx,
      "submitted",
      id,
      { version: current.version, hash: current.hash, posts: posts.map((post) => post.id) },
      current.content,
    );
    return { posts };
  });
}

function mustBeOpen({ notice, submittedAt }: NoticeVersion, shown: number): void {
  if (!["draft", "submitted", "active"].includes(notice.state))
    throw new Refusal("notice-over", "This notice is over. Begin a new one.", { status: 409 });
  if (notice.version !== shown)
    throw new Refusal(
      "notice-edited",
      "Somebody else changed this notice meanwhile. Look at it again.",
      {
        status: 409,
        details: { version: notice.version },
      },
    );
  if (submittedAt !== null)
    throw new Refusal("notice-submitted", "This version was handed in already.", { status: 409 });
}

async function mustBeReady(tx: TxCtx, content: NoticeContent): Promise<void> {
  const findings = noticeFindings(content, await placeOf(tx));
  const [first] = findings;
  if (first)
    throw new Refusal("notice-not-ready", `The notice cannot be published yet: ${first.says.en}`, {
      details: { findings },
    });
}

/** Every format in every language, or none goes out: half a flyer is a wrong one. */
function mustBeDrawn(drawn: readonly LanguageFlyers[]): void {
  const lacking = drawn.find(({ lacks }) => lacks !== null);
  if (lacking?.lacks === "photo-rights")
    throw new Refusal(
      "photo-rights",
      "The consent for a picture of this notice was withdrawn, or its rights have ended.",
    );
  if (lacking)
    throw new Refusal(
      "not-certified",
      "Nobody here has certified this translation. It cannot go out.",
      { details: { language: lacking.language, lacks: lacking.lacks } },
    );
  const unmade = drawn.flatMap(({ language, made }) =>
    made.flatMap((one) =>
      "unmade" in one ? [{ language, format: one.format, ...one.unmade }] : [],
    ),
  );
  if (unmade.length > 0)
    throw new Refusal(
      "flyer-refused",
      "A flyer cannot be made of these words. Shorten what is marked.",
      {
        details: { unmade },
      },
    );
}

function flyersIn(made: LanguageFlyers["made"]): Flyer[] {
  return made.flatMap((one) => ("flyer" in one ? [one.flyer] : []));
}

/** The very files that are approved: kept, so that what is handed out later is what was looked at. */
async function keepFlyers(
  tx: TxCtx,
  { notice, version }: NoticeVersion,
  drawn: readonly LanguageFlyers[],
): Promise<void> {
  for (const { language, made } of drawn)
    for (const { format, type, bytes } of flyersIn(made))
      await tx.tx
        .insert(noticeFlyers)
        .values({
          agencyId: agencyOf(tx),
          noticeId: notice.id,
          version,
          language,
          format,
          sha256: await tx.blobs.put(bytes),
          type,
          sizeBytes: bytes.length,
        })
        .onConflictDoNothing();
}

interface PostDraft {
  told: Told;
  square: Flyer | undefined;
  given: Submission;
}

async function writePost(
  tx: TxCtx,
  networks: Networks,
  current: NoticeVersion,
  { told, square, given }: PostDraft,
) {
  const content = await contentOf(tx, networks, current, told, square);
  const known = await postFor(tx, current.notice.id, told.language);
  const made =
    known === undefined
      ? await draftPost(tx, content)
      : await editPost(tx, known, {
          ...content,
          ...(current.notice.state === "active"
            ? { correction: given.correction?.trim() || "We have new facts." }
            : {}),
        });
  const postId = made.post.id;
  if (known === undefined)
    await tx.tx.insert(noticePosts).values({
      agencyId: agencyOf(tx),
      noticeId: current.notice.id,
      postId,
      language: told.language,
      role: "tells",
    });
  const { dueAt } = await submitPost(tx, networks, postId, { keys: given.acknowledged });
  return { id: postId, hash: made.hash, dueAt };
}

/** The post of an earlier version that may be edited: what was recalled stays so. */
async function postFor(tx: TxCtx, id: string, language: string): Promise<string | undefined> {
  const rows = await tx.tx
    .select()
    .from(noticePosts)
    .where(
      and(
        eq(noticePosts.agencyId, agencyOf(tx)),
        eq(noticePosts.noticeId, id),
        eq(noticePosts.language, language),
        eq(noticePosts.role, "tells"),
      ),
    );
  for (const { postId } of rows) {
    const { post } = await postVersion(tx, postId);
    if (post.state !== "recalled" && post.discardedAt === null) return postId;
  }
  return undefined;
}

async function contentOf(
  tx: TxCtx,
  networks: Networks,
  { notice, version, hash, content }: NoticeVersion,
  told: Told,
  square: Flyer | undefined,
): Promise<PostContent> {
  const { timeZone } = await placeOf(tx);
  const words = postWords(told);
  const open = await openChannels(tx);
  const channels = open.filter(
    ({ id }) => content.channels.length === 0 || content.channels.includes(id),
  );
  const isBookingPhoto = content.photo?.isBookingPhoto ? ({ isBookingPhoto: true } as const) : {};
  const flyer = square
    ? [{ sha256: await flyerPicture(tx, notice.id, square), alt: words.alt, ...isBookingPhoto }]
    : [];
  const shown = picturesIn(content).map(({ sha256, alt }) => ({
    sha256,
    alt: content.photo?.sha256 === sha256 ? (told.photo?.alt ?? alt) : alt,
    ...(content.photo?.sha256 === sha256 ? isBookingPhoto : {}),
  }));
  const draft = postContent.parse({
    title: words.title,
    text: words.text,
    media: [...flyer, ...shown],
    channels: channels.map(({ id }) => id),
    class: classOf(content),
    purpose: "ask-for-help",
    language: told.language,
    carries: { kind: "notice", id: notice.id, version, sha256: hash },
    takeDown: { local: content.expires, zone: timeZone },
  });
  const filled = { ...words, networks: {} };
  return withoutName(
    await fitWords(tx, networks, { content: draft, filled, channels }),
    channels,
    told,
  );
}

/** An address is made of the title and stays when all else is gone: on our own site it names nobody. */
function withoutName(
  content: PostContent,
  channels: readonly { id: string; network: string }[],
  told: Told,
): PostContent {
  const age = told.facts.find(({ key }) => key === "ageYears")?.value;
  const title = [told.kind, age].filter(Boolean).join(", ");
  const own = channels.flatMap(({ id, network }) =>
    network === "website" ? [[id, { ...content.variants[id], title }] as const] : [],
  );
  return { ...content, variants: { ...content.variants, ...Object.fromEntries(own) } };
}

async function flyerPicture(tx: TxCtx, id: string, { bytes }: Flyer): Promise<string> {
  const { sha256 } = await addMedia(tx, { name: "flyer.png", bytes });
  await noteUses(tx, { kind: "notice", id }, [sha256]);
  return sha256;
}
