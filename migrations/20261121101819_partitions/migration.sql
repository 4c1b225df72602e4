ALTER TABLE "archive_logs" DROP COLUMN "format";--> statement-breakpoint
-- Makes the partitions of the months from one before `since` to `months` ahead, and of every month whose rows fell into
-- archive_records_rest: those are moved first, or PostgreSQL would refuse the month for ever. All in the caller's
-- transaction. Owner's rights, so that the application may call it without owning tables. Months are UTC's, whatever
-- the session's zone. Returns the names of the partitions it made.
drop function archive_make_partitions(date, integer);
--> statement-breakpoint
create function archive_make_partitions(since date, months integer) returns setof text
language plpgsql security definer set search_path = public set timezone = 'UTC' as $$
declare
  month date;
  name text;
begin
  for month in
    select (date_trunc('month', since) + make_interval(months => i))::date from generate_series(-1, months) i
    union
    select distinct date_trunc('month', captured_at)::date from archive_records_rest
    order by 1
  loop
    name := 'archive_records_' || to_char(month, 'YYYYMM');
    continue when to_regclass(name) is not null;
    -- Whoever comes second waits here, and then finds the month made.
    lock table archive_records_rest in access exclusive mode;
    continue when to_regclass(name) is not null;
    execute format('create table %I (like archive_records including all) with (toast_tuple_target = 8160)', name);
    execute format('alter table %I enable row level security', name);
    execute format(
      'with moved as (delete from archive_records_rest where captured_at >= %L and captured_at < %L returning *)
       insert into %I select * from moved', month, (month + interval '1 month')::date, name);
    execute format('alter table archive_records attach partition %I for values from (%L) to (%L)',
      name, month, (month + interval '1 month')::date);
    return next name;
  end loop;
end $$;
