import { and, asc, eq, isNull, lte } from "drizzle-orm";
import { ownAgency } from "#agency";
import type { OutboundMessage } from "#channels";
import { stamp } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { sendOwnLetter, type LettersOutside } from "../own-letters.ts";
import { digests } from "../schema.ts";
import { dropRested } from "../tidying.ts";
import { letterLanguage } from "../words.ts";
import { digestOf } from "./wording.ts";

const turnMax = limit("audience.digests", 200, "letters of the day", "sent in one turn");

/** An approved post that stands: not recalled, corrected or held since it went out. */
interface StandingNews {
  postId: string;
  message: OutboundMessage;
}

export interface DigestsOutside extends LettersOutside {
  /** Those of these deliveries that still stand, in their order. */
  standingNews(ctx: Ctx, deliveryIds: readonly string[]): Promise<readonly StandingNews[]>;
}

type Digest = typeof digests.$inferSelect;

export async function sendDigests(ctx: Ctx, outside: DigestsOutside): Promise<void> {
  const due = await read(asSystem(ctx, "audience", null), (tx) =>
    tx.tx
      .select()
      .from(digests)
      .where(and(isNull(digests.endedAt), lte(digests.nextAt, stamp(ctx.clock.now()))))
      .orderBy(asc(digests.nextAt), asc(digests.id))
      .limit(turnMax),
  );
  for (const digest of due) {
    const own = asSystem(ctx, "audience", digest.agencyId);
    if ((await sendDigest(own, outside, digest)) === "over") await dropRested(own, digest.id);
  }
}

export async function digestById(ctx: Ctx, id: string): Promise<Digest | undefined> {
  const [row] = await read(ctx, (tx) =>
    tx.tx
      .select()
      .from(digests)
      .where(and(eq(digests.agencyId, agencyOf(tx)), eq(digests.id, id))),
  );
  return row;
}

/** One try. A post that was taken back since it was gathered is not in it; where none is left nobody is written to. */
export function sendDigest(
  ctx: Ctx,
  outside: DigestsOutside,
  digest: Digest,
): Promise<"sent" | "over"> {
  let posts: string[] = [];
  return sendOwnLetter(ctx, outside, digest, {
    async messageNow() {
      const standing = distinct(await outside.standingNews(ctx, digest.posts));
      posts = standing.map(({ postId }) => postId);
      return standing.length === 0 ? undefined : messageOf(ctx, outside, { digest, standing });
    },
    tellTry: (message) => tellTry(ctx, digest, message, posts),
    note: (set) => note(ctx, digest, set),
  });
}

/** A post that went to two lists is told once. */
function distinct(posts: readonly StandingNews[]): StandingNews[] {
  return [...new Map(posts.map((one) => [one.postId, one])).values()];
}

interface Telling {
  digest: Digest;
  standing: readonly StandingNews[];
}

async function messageOf(
  ctx: Ctx,
  { origin }: LettersOutside,
  { digest, standing }: Telling,
): Promise<OutboundMessage> {
  const language = letterLanguage(digest.language);
  const says = digestOf({
    agency: await ownAgency(ctx),
    language,
    url: language === "en" ? `${origin}/` : `${origin}/es`,
    day: digest.slot.slice(0, 10),
    messages: standing.map(({ message }) => message),
  });
  return { ...says, languages: [language], media: [] };
}

async function tellTry(
  ctx: Ctx,
  { id, slot, language, tries }: Digest,
  { title = "", text }: OutboundMessage,
  posts: readonly string[],
): Promise<void> {
  await transact(ctx, (tx) =>
    tx.happenings.tell(tx, {
      kind: "audience.digest-told",
      subject: { kind: "digest", id },
      facts: { slot, language, posts: posts.length, try: tries + 1 },
      record: {
        direction: "out",
        text: `${title}\n${text}`,
        payload: { slot, language, posts: [...posts] },
      },
    }),
  );
}

async function note(ctx: Ctx, { id }: Digest, set: Partial<Digest>): Promise<void> {
  await transact(ctx, (tx) =>
    tx.tx
      .update(digests)
      .set(set)
      .where(and(eq(digests.agencyId, agencyOf(tx)), eq(digests.id, id))),
  );
}
