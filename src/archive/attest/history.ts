import { join } from "node:path";
import { writeDurably } from "#platform/blobs/blobs.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";

const daysMax = limit(
  "archive.history",
  1_000,
  "checkpoints",
  "of the public history: the last of each day, the newest days",
);

/**
 * Writes the log's history for readers, `history.json` beside the tiles: the last checkpoint of each day as it was signed,
 * with its witnesses' lines and its time stamps. Whoever keeps a copy can tell for ever whether a later log continues it.
 */
export async function publishHistory(ctx: Ctx, logFolder: string): Promise<void> {
  const rows = await read(ctx, (tx) =>
    tx.tx.raw<{ size: number; at: string; checkpoint: string; stamps: string[] | null }>(
      `with last as (
         select distinct on (date_trunc('day', signed_at at time zone 'UTC')) size, signed_at, note
         from archive_checkpoints where agency_id = $1
         order by date_trunc('day', signed_at at time zone 'UTC') desc, size desc limit ${daysMax})
       select l.size::float8 as size, to_char(l.signed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
         l.note || coalesce((select string_agg(c.line, '' order by c.witness) from archive_cosignatures c
           where c.agency_id = $1 and c.size = l.size), '') as checkpoint,
         (select array_agg(encode(s.token, 'base64')) from archive_timestamps s
           where s.agency_id = $1 and s.size = l.size) as stamps
       from last l order by l.size`,
      [agencyOf(ctx)],
    ),
  );
  const checkpoints = rows.map(({ stamps, ...row }) => ({
    ...row,
    stamps: (stamps ?? []).map((one) => one.replaceAll("\n", "")),
  }));
  const text = `${JSON.stringify({ format: "openbeat-log-history", v: 1, checkpoints })}\n`;
  await writeDurably(join(logFolder, agencyOf(ctx), "history.json"), text);
}
