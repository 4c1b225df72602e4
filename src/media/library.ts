import { z } from "zod";
import { authorize, namesOf } from "#agency";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { captionsOf } from "./captions.ts";
import { mediaStanding, type MediaStanding } from "./rights.ts";
import { postersOf } from "./videos.ts";

const pageMax = limit("media.page", 48, "items", "of the library, shown at a time");
const libraryMax = limit(
  "media.library",
  50_000,
  "items",
  "whose rights are looked through at once",
);

export const libraryFilter = z.object({
  text: z.string().trim().max(200).optional(),
  kind: z.enum(["picture", "video"]).optional(),
  rights: z.enum(["free", "unknown", "expired", "withdrawn"]).optional(),
  who: z.uuid().optional(),
  unused: z.literal("true").optional(),
  tag: z.string().trim().max(40).optional(),
  /** The last item of the page before: "2026-11-21T14:02:00.000000Z hash". */
  before: z
    .string()
    .regex(/^[0-9TZ:.-]{20,40} [0-9a-f]{64}$/)
    .optional(),
});
export type LibraryFilter = z.infer<typeof libraryFilter>;

/** One item as the library shows it. */
export interface LibraryItem {
  sha256: string;
  name: string;
  type: string;
  sizeBytes: number;
  width: number;
  height: number;
  uploadedAt: string;
  uploadedBy: string;
  durationMs: number | null;
  altEn: string;
  altEs: string;
  tags: string[];
  uses: number;
  standing: MediaStanding;
  posterSha256: string | undefined;
  /** The newest track of each language. */
  captions: { sha256: string; language: string }[];
}

type Row = Omit<LibraryItem, "standing" | "posterSha256" | "captions">;

const described = `left join lateral (select alt_en, alt_es, tags from media_descriptions d
  where d.agency_id = i.agency_id and d.sha256 = i.sha256 order by d.written_at desc, d.id desc limit 1) d on true`;
const columns = `i.sha256, i.name, i.type, i.size_bytes as "sizeBytes", i.width, i.height,
  to_json(i.uploaded_at)#>>'{}' as "uploadedAt", i.uploaded_by as "uploadedBy", v.duration_ms as "durationMs",
  coalesce(d.alt_en, '') as "altEn", coalesce(d.alt_es, '') as "altEs", coalesce(d.tags, '[]'::jsonb) as tags,
  (select count(*)::int from media_uses u where u.agency_id = i.agency_id and u.sha256 = i.sha256) as uses`;
const from = `from media_items i left join media_videos v on v.agency_id = i.agency_id and v.sha256 = i.sha256 ${described}`;
/** What a link's card or a video's still brought along is no item of the library. */
const isOwn = `i.agency_id = $1
  and not exists (select from media_fetched f where f.agency_id = i.agency_id and f.sha256 = i.sha256)
  and not exists (select from media_posters p where p.agency_id = i.agency_id and p.sha256 = i.sha256)`;

/** A page of the library, newest first. */
export async function listMedia(ctx: Ctx, filter: LibraryFilter) {
  authorize(ctx, "media.read");
  return read(ctx, async (tx) => {
    const wanted = filter.rights ? await withStanding(tx, filter.rights) : null;
    const [beforeAt = null, beforeHash = null] = filter.before?.split(" ") ?? [];
    const rows = await tx.tx.raw<Row>(
      `select ${columns} ${from} where ${isOwn}
         and ($2::text is null or concat_ws(' ', i.name, d.alt_en, d.alt_es, d.tags) ilike '%' || $2 || '%')
         and ($3::text is null or (i.type like 'video/%') = ($3 = 'video'))
         and ($4::uuid is null or i.uploaded_by = $4)
         and ($5::boolean is not true or not exists (
           select from media_uses u where u.agency_id = i.agency_id and u.sha256 = i.sha256))
         and ($6::text is null or d.tags ? $6)
         and ($7::text[] is null or i.sha256 = any ($7))
         and ($8::timestamptz is null or (i.uploaded_at, i.sha256) < ($8, $9))
       order by i.uploaded_at desc, i.sha256 desc limit $10`,
      [
        agencyOf(tx),
        filter.text ? filter.text.replaceAll(/[\\%_]/g, "\\$&") : null,
        filter.kind ?? null,
        filter.who ?? null,
        filter.unused === "true",
        filter.tag?.toLowerCase() ?? null,
        wanted,
        beforeAt,
        beforeHash,
        pageMax + 1,
      ],
    );
    const shown = rows.slice(0, pageMax);
    const last = rows.length > pageMax ? shown.at(-1) : undefined;
    return {
      items: await filled(tx, shown),
      next: last && `${last.uploadedAt} ${last.sha256}`,
      people: await uploaders(tx),
      tags: await commonTags(tx),
    };
  });
}

async function withStanding(tx: TxCtx, standing: MediaStanding): Promise<string[]> {
  const all = await tx.tx.raw<{ sha256: string }>(
    `select i.sha256 from media_items i where ${isOwn} limit ${libraryMax}`,
    [agencyOf(tx)],
  );
  const standings = await mediaStanding(
    tx,
    all.map(({ sha256 }) => sha256),
    tx.clock.now(),
  );
  return [...standings].filter(([, one]) => one === standing).map(([sha256]) => sha256);
}

/** Some items as the library shows them, whether or not they are listed there. */
export async function libraryItems(tx: TxCtx, hashes: readonly string[]): Promise<LibraryItem[]> {
  const rows = await tx.tx.raw<Row>(
    `select ${columns} ${from} where i.agency_id = $1 and i.sha256 = any ($2) order by i.uploaded_at`,
    [agencyOf(tx), [...hashes]],
  );
  return filled(tx, rows);
}

async function filled(tx: TxCtx, rows: readonly Row[]): Promise<LibraryItem[]> {
  const hashes = rows.map(({ sha256 }) => sha256);
  const standings = await mediaStanding(tx, hashes, tx.clock.now());
  const videos = rows.filter(({ durationMs }) => durationMs !== null).map(({ sha256 }) => sha256);
  const [posters, tracks] = [await postersOf(tx, videos), await captionsOf(tx, videos)];
  const names = await namesOf(
    tx,
    rows.map(({ uploadedBy }) => uploadedBy),
  );
  return rows.map((row) => ({
    ...row,
    uploadedBy: names.get(row.uploadedBy) ?? "",
    standing: standings.get(row.sha256) ?? "unknown",
    posterSha256: posters.get(row.sha256),
    captions: newestTracks(tracks.filter(({ videoSha256 }) => videoSha256 === row.sha256)),
  }));
}

/** They come newest first in each language. */
function newestTracks(tracks: readonly { sha256: string; language: string }[]) {
  const byLanguage = new Map<string, string>();
  for (const { language, sha256 } of tracks)
    if (!byLanguage.has(language)) byLanguage.set(language, sha256);
  return [...byLanguage].map(([language, sha256]) => ({ language, sha256 }));
}

async function uploaders(tx: TxCtx): Promise<{ id: string; name: string }[]> {
  const rows = await tx.tx.raw<{ id: string }>(
    `select distinct i.uploaded_by as id from media_items i where ${isOwn}`,
    [agencyOf(tx)],
  );
  const names = await namesOf(
    tx,
    rows.map(({ id }) => id),
  );
  return rows
    .map(({ id }) => ({ id, name: names.get(id) ?? "" }))
    .toSorted((one, other) => one.name.localeCompare(other.name));
}

const tagsShown = 12;

/** The tags that most items have, as filters. */
async function commonTags(tx: TxCtx): Promise<string[]> {
  const rows = await tx.tx.raw<{ tag: string }>(
    `select tag from media_items i ${described}, jsonb_array_elements_text(d.tags) tag where ${isOwn}
     group by tag order by count(*) desc, tag limit ${tagsShown}`,
    [agencyOf(tx)],
  );
  return rows.map(({ tag }) => tag);
}
