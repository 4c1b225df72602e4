import { agencyOf, type TxCtx } from "#platform/context.ts";

/*
 * A post is in these tables too: its versions, what was typed, said and handed in about it, and what went to each
 * network. With the first of its records that is destroyed all of that goes; the records that are not due yet stay
 * in the archive. The database lets nothing go that stands somewhere (`posts_erase`).
 */

/** Removes posts, everywhere but in the archive. Returns nothing: the bytes of pictures belong to library and records. */
async function erasePosts(tx: TxCtx, ids: readonly string[]): Promise<readonly string[]> {
  await tx.tx.raw("select posts_erase($1::uuid[])", [[...ids]]);
  return [];
}

/** The posts that these deliveries carried: what went out is the post. */
async function eraseDeliveries(tx: TxCtx, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await tx.tx.raw<{ post_id: string }>(
    "select distinct post_id from deliveries where agency_id = $1 and id = any($2::uuid[])",
    [agencyOf(tx), [...ids]],
  );
  return erasePosts(
    tx,
    rows.map((row) => row.post_id),
  );
}

/** How the agency's own posts are destroyed with their records. */
export const postErasers = [
  { subjectKind: "delivery", erase: eraseDeliveries },
  { subjectKind: "post", erase: erasePosts },
];
