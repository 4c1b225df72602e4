import { agencyOf, type TxCtx } from "#platform/context.ts";

/** Which records are of an item that stands hidden from the public on its network, as it was last seen. */
export const hiddenItems = {
  async among(tx: TxCtx, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await tx.tx.raw<{ id: string }>(
      `select r.id from archive_records r
       join inbound_items i on i.agency_id = r.agency_id and i.id::text = r.subject_id
       join inbound_looks l on l.agency_id = i.agency_id and l.channel_id = i.channel_id and l.remote_id = i.remote_id
       where r.agency_id = $1 and r.id = any($2::uuid[]) and r.subject_kind = 'inbound-item' and l.is_hidden`,
      [agencyOf(tx), [...ids]],
    );
    return new Set(rows.map(({ id }) => id));
  },
};
