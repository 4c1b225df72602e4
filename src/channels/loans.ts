import { createHash, randomBytes } from "node:crypto";
import { and, eq, gt, lt } from "drizzle-orm";
import { stamp } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { asJpeg } from "#platform/pictures.ts";
import { SendError } from "./send-error.ts";
import { mediaLoans } from "./schema.ts";

const loanHours = limit(
  "channels.media-loan",
  24,
  "hours",
  "a network that fetches a picture does so within minutes; its container dies in a day",
);

/** What may be lent: nothing that a browser would run. */
const endings: Readonly<Record<string, string>> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "image/gif": "gif",
  "video/mp4": "mp4",
  "video/quicktime": "mov",
};

/**
 * Lends a media item of a post that is being sent, at an address of 256 random bits, for a day. Called
 * only on the way to a network, so only what was approved is ever lent.
 */
export async function lendMedia(
  ctx: Ctx,
  origin: string,
  given: { sha256: string; type: string; as?: "image/jpeg" | undefined },
): Promise<string> {
  if (endings[given.type] === undefined) throw new Error(`${given.type} is not lent`);
  const { sha256, type } = await inKind(ctx, given);
  const ending = endings[type];
  const token = randomBytes(32).toString("base64url");
  await transact(ctx, async (tx) => {
    const now = tx.clock.now();
    await tx.tx
      .delete(mediaLoans)
      .where(and(eq(mediaLoans.agencyId, agencyOf(tx)), lt(mediaLoans.expiresAt, stamp(now))));
    await tx.tx.insert(mediaLoans).values({
      agencyId: agencyOf(tx),
      id: tx.ids.uuid(),
      tokenHash: hashOf(token),
      sha256,
      type,
      expiresAt: stamp(now.add({ hours: loanHours })),
    });
  });
  return `${origin}/lent/${token}.${ending}`;
}

/** The medium itself, or the picture written anew in the kind that was asked for: kept beside it. */
async function inKind(
  ctx: Ctx,
  { sha256, type, as }: { sha256: string; type: string; as?: "image/jpeg" | undefined },
): Promise<{ sha256: string; type: string }> {
  if (as === undefined || as === type) return { sha256, type };
  const bytes = await asJpeg(await ctx.blobs.get(sha256)).catch((cause: unknown) => {
    throw new SendError("refused", "The picture could not be written as a JPEG.", { cause });
  });
  return { sha256: await ctx.blobs.put(bytes), type: as };
}

/** What is lent at an address, or undefined when nothing is, or no longer. */
export async function lentMedia(
  ctx: Ctx,
  name: string,
): Promise<{ bytes: Uint8Array; type: string } | undefined> {
  const token = /^([\w-]{43})\.[a-z0-9]{3,4}$/.exec(name)?.[1];
  if (token === undefined) return undefined;
  const [loan] = await read(asSystem(ctx, "lending", null), (tx) =>
    tx.tx
      .select()
      .from(mediaLoans)
      .where(
        and(
          eq(mediaLoans.tokenHash, hashOf(token)),
          gt(mediaLoans.expiresAt, stamp(ctx.clock.now())),
        ),
      ),
  );
  if (loan === undefined) return undefined;
  return { bytes: await ctx.blobs.get(loan.sha256), type: loan.type };
}

function hashOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
