import { agencyOf, type TxCtx } from "#platform/context.ts";

/**
 * Which of some records are about which beat, by the beat's id: those of a post that names it in any version, of its
 * deliveries, of how it stands on a network and of what people answer to it there.
 */
export async function beatsOf(
  tx: TxCtx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await tx.tx.raw<{ id: string; beat: string }>(
    `with posts as (
       select r.id, case r.subject_kind
         when 'post' then r.subject_id
         when 'delivery' then (select d.post_id::text from deliveries d where d.agency_id = $1 and d.id::text = r.subject_id)
         else (select d.post_id::text from inbound_items i
           join deliveries d on d.agency_id = $1 and d.channel_id = i.channel_id and d.remote_id in (i.remote_id, i.in_reply_to)
           where i.agency_id = $1 and i.id::text = r.subject_id limit 1) end as post_id
       from archive_records r
       where r.agency_id = $1 and r.id = any($2::uuid[]) and r.subject_kind in ('post', 'delivery', 'inbound-item'))
     select distinct p.id, b.beat from posts p
     join post_versions v on v.agency_id = $1 and v.post_id = p.post_id::uuid
     cross join lateral jsonb_array_elements_text(v.content->'beats') b(beat)
     where jsonb_typeof(v.content->'beats') = 'array'`,
    [agencyOf(tx), [...ids]],
  );
  const beats = new Map<string, Set<string>>();
  for (const { id, beat } of rows) beats.set(beat, (beats.get(beat) ?? new Set()).add(id));
  return beats;
}
