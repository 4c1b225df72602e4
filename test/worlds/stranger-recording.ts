import { asSystem, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";

/** Captions that wait, of a recording on the stranger's own site. */
export async function captionedRecording(
  ctx: Ctx,
  agencyId: string,
  what: string,
): Promise<string> {
  const [post, captions] = [ctx.ids.uuid(), ctx.ids.uuid()];
  await transact(asSystem(ctx, "test", agencyId), async (tx) => {
    await tx.tx.raw(
      `insert into website_posts (agency_id, id, channel_id, key, slug, title, text, media, published_at)
       select agency_id, $2::uuid, id, $2::text, $2::text, $3, $3, '[]', now() from channels where agency_id = $1 limit 1`,
      [agencyId, post, what],
    );
    await tx.tx.raw(
      `insert into website_captions (agency_id, id, post_id, language, sha256, cues, written_by, written_at)
       values ($1, $2, $3, 'en', $4, 1, $2, now())`,
      [agencyId, captions, post, "0".repeat(64)],
    );
  });
  return captions;
}
