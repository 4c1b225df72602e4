ALTER TABLE "archive_pending" ADD COLUMN "ids" uuid[];--> statement-breakpoint
-- Whatever waits for its leaf goes on waiting, alone in its row.
UPDATE "archive_pending" SET "ids" = array["id"];--> statement-breakpoint
ALTER TABLE "archive_pending" ALTER COLUMN "ids" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "archive_pending" DROP COLUMN "leaf_hash";--> statement-breakpoint
-- A record keeps its leaf hash; a second copy in the order of the log would only be written twice.
ALTER TABLE "archive_leaves" DROP COLUMN "leaf_hash";--> statement-breakpoint
-- A sealed body is ciphertext: to compress it, or to move it out of its row, costs more than it saves.
alter table archive_records alter column sealed set storage external;--> statement-breakpoint
do $$
declare
  part regclass;
begin
  for part in select inhrelid::regclass from pg_inherits where inhparent = 'archive_records'::regclass loop
    execute format('alter table %s set (toast_tuple_target = 8160)', part);
  end loop;
end $$;
--> statement-breakpoint
create or replace function archive_make_partitions(since date, months integer) returns void
language plpgsql security definer set search_path = public as $$
declare
  month date := date_trunc('month', since);
begin
  for i in -1..months loop
    execute format(
      'create table if not exists archive_records_%s partition of archive_records for values from (%L) to (%L) with (toast_tuple_target = 8160)',
      to_char(month + make_interval(months => i), 'YYYYMM'),
      month + make_interval(months => i),
      month + make_interval(months => i + 1));
    execute format('alter table archive_records_%s enable row level security',
      to_char(month + make_interval(months => i), 'YYYYMM'));
  end loop;
end $$;
