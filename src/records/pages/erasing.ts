import { agencyOf, type TxCtx } from "#platform/context.ts";

/** Lets go of a capture's files and of what its page said, when its record was destroyed. */
export async function eraseCaptures(
  tx: TxCtx,
  captureIds: readonly string[],
): Promise<readonly string[]> {
  const rows = await tx.tx.raw<{ hashes: string[] }>(
    `with old as (select agency_id, id, wacz, picture from page_captures where agency_id = $1 and id = any($2::uuid[]) for update)
     update page_captures c set wacz = null, picture = null, title = null, left_out = '[]'::jsonb, digest = null
     from old where c.agency_id = old.agency_id and c.id = old.id
     returning array_remove(array[old.wacz, old.picture], null) as hashes`,
    [agencyOf(tx), [...captureIds]],
  );
  return rows.flatMap(({ hashes }) => hashes);
}
