-- The archive's records: partitioned by month of capture, one row an entry of the log (core R2) with
-- its enveloped body beside it. `search` holds the words of the text, for the index.
create table archive_records (
  agency_id uuid not null,
  id uuid not null,
  captured_at timestamp(6) with time zone not null,
  occurred_at timestamp(6) with time zone not null,
  kind text not null,
  subject_kind text not null,
  subject_id text not null,
  channel_id uuid,
  person_id uuid,
  direction text not null,
  media_count integer not null,
  entry bytea not null,
  leaf_hash bytea not null,
  sealed bytea not null,
  search tsvector not null,
  primary key (agency_id, id, captured_at)
) partition by range (captured_at);
--> statement-breakpoint
create index archive_records_search on archive_records using gin (search) with (fastupdate = on);
--> statement-breakpoint
create index archive_records_newest on archive_records (agency_id, captured_at desc);
--> statement-breakpoint
create index archive_records_subject on archive_records (agency_id, subject_kind, subject_id);
--> statement-breakpoint
create table archive_records_rest partition of archive_records default;
--> statement-breakpoint
-- Makes the partitions of the months from one before `since` to `months` ahead. Owner's rights, so that the
-- application may call it without owning tables.
create function archive_make_partitions(since date, months integer) returns void
language plpgsql security definer set search_path = public as $$
declare
  month date := date_trunc('month', since);
begin
  for i in -1..months loop
    execute format(
      'create table if not exists archive_records_%s partition of archive_records for values from (%L) to (%L)',
      to_char(month + make_interval(months => i), 'YYYYMM'),
      month + make_interval(months => i),
      month + make_interval(months => i + 1));
    execute format('alter table archive_records_%s enable row level security',
      to_char(month + make_interval(months => i), 'YYYYMM'));
  end loop;
end $$;
--> statement-breakpoint
do $$ begin
  if not exists (select from pg_roles where rolname = 'openbeat_app') then
    create role openbeat_app login;
  end if;
end $$;
--> statement-breakpoint
grant usage on schema public to openbeat_app;
--> statement-breakpoint
-- The second wall (core P2): a query sees the rows of the agency its transaction was fenced to, whatever
-- the query says. `openbeat.system` is set only for work across agencies. Called again by every later migration that adds tables.
create function openbeat_fence() returns void language plpgsql as $$
declare
  name text;
begin
  for name in
    select c.relname from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'agency_id' and not a.attisdropped
    where c.relkind in ('r', 'p') and not c.relispartition and not c.relrowsecurity
  loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy agency_fence on %I using (
         agency_id = nullif(current_setting(''openbeat.agency'', true), '''')::uuid
         or current_setting(''openbeat.system'', true) = ''on'')', name);
    execute format('grant select, insert, update, delete on %I to openbeat_app', name);
  end loop;
end $$;
--> statement-breakpoint
select openbeat_fence();
--> statement-breakpoint
-- Append-only (core R6): the application's role may add and read, and nothing else.
revoke update, delete on archive_records, archive_leaves, archive_checkpoints, audit_events from openbeat_app;
--> statement-breakpoint
-- A post's version and an approval's substance never change; an approval may only be withdrawn or reviewed.
revoke update, delete on post_versions from openbeat_app;
--> statement-breakpoint
revoke update, delete on approvals from openbeat_app;
--> statement-breakpoint
grant update (withdrawn_at, withdrawn_why, reviewed_by, reviewed_at, review_note) on approvals to openbeat_app;
--> statement-breakpoint
grant select on openbeat_migrations to openbeat_app;
--> statement-breakpoint
grant select, insert, update, delete on dispatchers to openbeat_app;
