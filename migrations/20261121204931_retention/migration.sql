CREATE TABLE "archive_media" (
	"agency_id" uuid,
	"sha256" text,
	"record_id" uuid,
	CONSTRAINT "archive_media_pkey" PRIMARY KEY("agency_id","sha256","record_id")
);
--> statement-breakpoint
CREATE TABLE "blob_erasures" (
	"agency_id" uuid,
	"sha256" text,
	"since" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "blob_erasures_pkey" PRIMARY KEY("agency_id","sha256")
);
--> statement-breakpoint
CREATE TABLE "disposition_items" (
	"agency_id" uuid,
	"disposition_id" uuid,
	"record_id" uuid,
	"captured_at" timestamp(6) with time zone NOT NULL,
	"occurred_at" timestamp(6) with time zone NOT NULL,
	"erased_at" timestamp(6) with time zone,
	"kept" text,
	CONSTRAINT "disposition_items_pkey" PRIMARY KEY("agency_id","disposition_id","record_id")
);
--> statement-breakpoint
CREATE TABLE "dispositions" (
	"agency_id" uuid,
	"id" uuid,
	"number" integer NOT NULL,
	"series_code" text NOT NULL,
	"series_title" text NOT NULL,
	"authority" text NOT NULL,
	"months" integer NOT NULL,
	"why" text NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_at" timestamp(6) with time zone NOT NULL,
	"approved_by" uuid,
	"approved_at" timestamp(6) with time zone,
	"cancelled_by" uuid,
	"cancelled_at" timestamp(6) with time zone,
	"finished_at" timestamp(6) with time zone,
	CONSTRAINT "dispositions_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "legal_hold_records" (
	"agency_id" uuid,
	"hold_id" uuid,
	"record_id" uuid,
	"added_by" uuid NOT NULL,
	"added_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "legal_hold_records_pkey" PRIMARY KEY("agency_id","hold_id","record_id")
);
--> statement-breakpoint
CREATE TABLE "legal_holds" (
	"agency_id" uuid,
	"id" uuid,
	"matter" text NOT NULL,
	"why" text NOT NULL,
	"has_query" boolean NOT NULL,
	"words" text,
	"kind" text,
	"direction" text,
	"channel_id" uuid,
	"person_id" uuid,
	"occurred_from" timestamp(6) with time zone,
	"occurred_until" timestamp(6) with time zone,
	"placed_by" uuid NOT NULL,
	"placed_at" timestamp(6) with time zone NOT NULL,
	"released_by" uuid,
	"released_at" timestamp(6) with time zone,
	"released_why" text,
	CONSTRAINT "legal_holds_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "record_series" (
	"agency_id" uuid,
	"record_id" uuid,
	"assigned_at" timestamp(6) with time zone,
	"series_code" text NOT NULL,
	"assigned_by" uuid NOT NULL,
	"why" text NOT NULL,
	CONSTRAINT "record_series_pkey" PRIMARY KEY("agency_id","record_id","assigned_at")
);
--> statement-breakpoint
CREATE TABLE "retention_rules" (
	"agency_id" uuid,
	"id" uuid,
	"position" integer NOT NULL,
	"kind" text,
	"direction" text,
	"channel_id" uuid,
	"series_code" text NOT NULL,
	CONSTRAINT "retention_rules_pkey" PRIMARY KEY("agency_id","id")
);
--> statement-breakpoint
CREATE TABLE "retention_series" (
	"agency_id" uuid,
	"code" text,
	"title" text NOT NULL,
	"authority" text NOT NULL,
	"applies_to" text NOT NULL,
	"months" integer,
	"action" text NOT NULL,
	"verified_on" timestamp(6) with time zone,
	"verified_by" uuid,
	"retired_at" timestamp(6) with time zone,
	CONSTRAINT "retention_series_pkey" PRIMARY KEY("agency_id","code")
);
--> statement-breakpoint
CREATE INDEX "archive_media_record" ON "archive_media" ("agency_id","record_id");--> statement-breakpoint
CREATE INDEX "disposition_items_record" ON "disposition_items" ("agency_id","record_id");--> statement-breakpoint
CREATE INDEX "legal_hold_records_record" ON "legal_hold_records" ("agency_id","record_id");--> statement-breakpoint
select openbeat_fence();
--> statement-breakpoint
-- Which act destroyed the record's words; its entry in the log, and so its commitments, stay.
alter table archive_records add column disposition_id uuid;
--> statement-breakpoint
-- What was ordered stays as it was ordered: who placed a hold, who proposed and who approved a destruction.
revoke update, delete on legal_holds, legal_hold_records, dispositions, disposition_items, record_series from openbeat_app;
--> statement-breakpoint
grant update (released_by, released_at, released_why) on legal_holds to openbeat_app;
--> statement-breakpoint
grant update (approved_by, approved_at, cancelled_by, cancelled_at, finished_at) on dispositions to openbeat_app;
--> statement-breakpoint
grant update (erased_at, kept) on disposition_items to openbeat_app;
--> statement-breakpoint
-- Does this hold cover this record: because it was named, or because it fits the hold's query.
create function legal_hold_covers(h legal_holds, r archive_records) returns boolean
language sql stable set search_path = public as $$
  select h.agency_id = r.agency_id and (
    exists (select from legal_hold_records x where x.agency_id = h.agency_id and x.hold_id = h.id and x.record_id = r.id)
    or (h.has_query
      and (h.words is null or r.search @@ websearch_to_tsquery('english', h.words))
      and (h.kind is null or starts_with(r.kind, h.kind))
      and (h.direction is null or r.direction = h.direction)
      and (h.channel_id is null or r.channel_id = h.channel_id)
      and (h.person_id is null or r.person_id = h.person_id)
      and (h.occurred_from is null or r.occurred_at >= h.occurred_from)
      and (h.occurred_until is null or r.occurred_at <= h.occurred_until)))
$$;
--> statement-breakpoint
-- The one way in which a record's words can be destroyed. With the owner's rights, because the application's role may
-- not update the archive; so everything that must hold is looked at here, in the transaction that erases. The locks let
-- no hold be placed meanwhile: it comes before, and is seen, or after. Returns what it erased.
create function archive_erase(the_disposition uuid, the_ids uuid[])
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
    update archive_records r set sealed = '', search = '', disposition_id = the_disposition
    from disposition_items i
    where i.agency_id = the_agency and i.disposition_id = the_disposition and i.record_id = any (the_ids)
      and i.kept is null and r.agency_id = the_agency and r.id = i.record_id and r.captured_at = i.captured_at
      and r.disposition_id is null and r.kind <> 'records.destroyed'
      and not exists (
        select from legal_holds h where h.agency_id = the_agency and h.released_at is null and legal_hold_covers(h, r))
    returning r.id, r.leaf_hash, r.subject_kind, r.subject_id;
end $$;
--> statement-breakpoint
revoke execute on function archive_erase(uuid, uuid[]) from public;
--> statement-breakpoint
grant execute on function archive_erase(uuid, uuid[]) to openbeat_app;
