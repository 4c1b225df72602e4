-- A legal hold's words are read as the archive's search reads them, in the texts themselves. The words of a record then
-- stand nowhere beside its sealed body but in the index, which can be thrown away and made again.
drop function archive_erase(uuid, uuid[]);
--> statement-breakpoint
drop function legal_hold_covers(legal_holds, archive_records);
--> statement-breakpoint
alter table archive_records drop column search;
--> statement-breakpoint
-- "or" meant either; now OR does.
update legal_holds set words = regexp_replace(words, '\mor\M', 'OR', 'gi') where words is not null;
--> statement-breakpoint
-- Is this record named to this hold?
create function legal_hold_names(h legal_holds, r archive_records) returns boolean
language sql stable set search_path = public as $$
  select exists (select from legal_hold_records x where x.agency_id = h.agency_id and x.hold_id = h.id and x.record_id = r.id)
$$;
--> statement-breakpoint
-- Does this record fit the hold's query, its words aside?
create function legal_hold_spans(h legal_holds, r archive_records) returns boolean
language sql stable set search_path = public as $$
  select h.agency_id = r.agency_id and h.has_query
    and (h.kind is null or starts_with(r.kind, h.kind))
    and (h.direction is null or r.direction = h.direction)
    and (h.channel_id is null or r.channel_id = h.channel_id)
    and (h.person_id is null or r.person_id = h.person_id)
    and (h.occurred_from is null or r.occurred_at >= h.occurred_from)
    and (h.occurred_until is null or r.occurred_at <= h.occurred_until)
$$;
--> statement-breakpoint
-- The one way in which a record's words can be destroyed. With the owner's rights, because the application's role may
-- not update the archive; so everything that must hold is looked at here, in the transaction that erases. A hold by words
-- keeps all that it spans, but for the pairs of hold and record whose text was read in this transaction and does not hold
-- them: a hold that nobody looked at wins. The locks let none be placed meanwhile. Returns what it erased.
create function archive_erase(the_disposition uuid, the_ids uuid[], unheld_holds uuid[], unheld_records uuid[])
returns table (erased_id uuid, erased_hash bytea, of_kind text, of_id text)
language plpgsql security definer set search_path = public as $$
declare
  the_agency uuid := nullif(current_setting('openbeat.agency', true), '')::uuid;
begin
  lock table legal_holds, legal_hold_records in share mode;
  if not exists (
    select from dispositions d where d.agency_id = the_agency and d.id = the_disposition
      and d.approved_by is not null and d.approved_by <> d.proposed_by and d.cancelled_at is null)
  then
    raise exception 'no disposition of this agency that two people agreed to';
  end if;
  return query
    update archive_records r set sealed = '', disposition_id = the_disposition
    from disposition_items i
    where i.agency_id = the_agency and i.disposition_id = the_disposition and i.record_id = any (the_ids)
      and i.kept is null and r.agency_id = the_agency and r.id = i.record_id and r.captured_at = i.captured_at
      and r.disposition_id is null and r.kind <> 'records.destroyed'
      and not exists (
        select from legal_holds h where h.agency_id = the_agency and h.released_at is null
          and (legal_hold_names(h, r) or legal_hold_spans(h, r) and (h.words is null or (h.id, r.id) not in (select * from unnest(unheld_holds, unheld_records)))))
    returning r.id, r.leaf_hash, r.subject_kind, r.subject_id;
end $$;
--> statement-breakpoint
revoke execute on function archive_erase(uuid, uuid[], uuid[], uuid[]) from public;
--> statement-breakpoint
grant execute on function archive_erase(uuid, uuid[], uuid[], uuid[]) to openbeat_app;
