import { and, eq, isNull } from "drizzle-orm";
import { authorize, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { isDuplicate, read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { archiveTaggings, archiveTags } from "../schema.ts";
import type { Tail } from "./tail.ts";

const tagsMax = limit("archive.tags", 200, "tags", "in an agency's list");
const taggedMax = limit("archive.tagged", 200_000, "records", "with one tag");
const perRecordMax = limit("archive.tags-per-record", 30, "tags", "on one record");

export interface Tag {
  id: string;
  name: string;
}

/** The agency's tags by name, with how many records bear each. */
export async function allTags(ctx: Ctx): Promise<(Tag & { records: number })[]> {
  authorize(ctx, "archive.keep-searches");
  return read(ctx, (tx) =>
    tx.tx.raw<Tag & { records: number }>(
      `select t.id, t.name, count(g.record_id)::int as records from archive_tags t
       left join archive_taggings g on g.agency_id = t.agency_id and g.tag_id = t.id and g.removed_at is null
       where t.agency_id = $1 group by t.id, t.name order by t.name`,
      [agencyOf(tx)],
    ),
  );
}

/** Adds a word to the agency's list of tags. */
export async function makeTag(ctx: Ctx, name: string): Promise<Tag> {
  return transact(ctx, async (tx) => {
    authorize(tx, "archive.tag");
    const known = await tx.tx.$count(archiveTags, eq(archiveTags.agencyId, agencyOf(tx)));
    if (known >= tagsMax)
      throw new Refusal("too-many-tags", `An agency keeps at most ${tagsMax} tags.`);
    const row = { id: tx.ids.uuid(), name, key: name.toLowerCase() };
    const by = { madeBy: personOf(tx).personId, madeAt: stamp(tx.clock.now()) };
    await tx.tx
      .insert(archiveTags)
      .values({ agencyId: agencyOf(tx), ...row, ...by })
      .catch(orTwin);
    await tellTag(tx, "archive.tag-made", row);
    return { id: row.id, name };
  });
}

/** Gives a tag another name, on every record that bears it. */
export async function renameTag(ctx: Ctx, id: string, name: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "archive.tag", { kind: "tag", id });
    const before = await tagById(tx, id);
    await tx.tx
      .update(archiveTags)
      .set({ name, key: name.toLowerCase() })
      .where(theTag(tx, id))
      .catch(orTwin);
    await tellTag(tx, "archive.tag-renamed", { id, name, before: before.name });
  });
}

function orTwin(error: unknown): never {
  if (!isDuplicate(error)) throw error;
  throw new Refusal("tag-exists", "There is a tag of this name already.", { status: 409 });
}

async function tellTag(
  tx: TxCtx,
  kind: string,
  facts: { id: string; name: string; before?: string },
) {
  await tx.happenings.tell(tx, {
    kind,
    subject: { kind: "tag", id: facts.id },
    facts,
    record: { payload: facts, text: facts.name, direction: "internal" },
  });
}

/** Puts a tag on a record. One that it bears already stays as it is. */
export async function tagRecord(ctx: Ctx, recordId: string, tagId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "archive.tag", { kind: "record", id: recordId });
    await mustBeRecord(tx, recordId);
    const tag = await tagById(tx, tagId);
    const borne = (await tagsOf(tx, [recordId])).get(recordId) ?? [];
    if (borne.some(({ id }) => id === tagId)) return;
    if (borne.length >= perRecordMax)
      throw new Refusal("too-many-tags", `A record bears at most ${perRecordMax} tags.`);
    await tx.tx.insert(archiveTaggings).values({
      agencyId: agencyOf(tx),
      tagId,
      recordId,
      addedAt: stamp(tx.clock.now()),
      addedBy: personOf(tx).personId,
    });
    await tellTagging(tx, "archive.record-tagged", recordId, tag);
  });
}

/** Takes a tag off a record. That it was on it, and who put it there, stays known. */
export async function untagRecord(ctx: Ctx, recordId: string, tagId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "archive.tag", { kind: "record", id: recordId });
    await mustBeRecord(tx, recordId);
    const tag = await tagById(tx, tagId);
    const gone = await tx.tx
      .update(archiveTaggings)
      .set({ removedAt: stamp(tx.clock.now()), removedBy: personOf(tx).personId })
      .where(
        and(
          eq(archiveTaggings.agencyId, agencyOf(tx)),
          eq(archiveTaggings.tagId, tagId),
          eq(archiveTaggings.recordId, recordId),
          isNull(archiveTaggings.removedAt),
        ),
      )
      .returning({ tagId: archiveTaggings.tagId });
    if (gone.length > 0) await tellTagging(tx, "archive.record-untagged", recordId, tag);
  });
}

async function tellTagging(tx: TxCtx, kind: string, recordId: string, { id, name }: Tag) {
  const facts = { tag: id, name };
  await tx.happenings.tell(tx, {
    kind,
    subject: { kind: "record", id: recordId },
    facts,
    record: { payload: facts, text: name, direction: "internal" },
  });
}

async function mustBeRecord(tx: TxCtx, id: string): Promise<void> {
  const [row] = await tx.tx.raw(
    "select id from archive_records where agency_id = $1 and id = $2 limit 1",
    [agencyOf(tx), id],
  );
  found(row, "record");
}

function theTag(tx: TxCtx, id: string) {
  return and(eq(archiveTags.agencyId, agencyOf(tx)), eq(archiveTags.id, id));
}

async function tagById(tx: TxCtx, id: string): Promise<Tag> {
  const [tag] = await tx.tx.select().from(archiveTags).where(theTag(tx, id)).limit(1);
  return found(tag, "tag");
}

/** The tags that records bear now, by record, in the order of their names. */
export async function tagsOf(tx: TxCtx, recordIds: readonly string[]): Promise<Map<string, Tag[]>> {
  if (recordIds.length === 0) return new Map();
  const rows = await tx.tx.raw<Tag & { record_id: string }>(
    `select g.record_id, t.id, t.name from archive_taggings g
     join archive_tags t on t.agency_id = g.agency_id and t.id = g.tag_id
     where g.agency_id = $1 and g.record_id = any($2::uuid[]) and g.removed_at is null order by t.name`,
    [agencyOf(tx), [...recordIds]],
  );
  const tags = new Map<string, Tag[]>();
  for (const { record_id: recordId, id, name } of rows)
    tags.set(recordId, [...(tags.get(recordId) ?? []), { id, name }]);
  return tags;
}

/** Where the records that bear a tag stand in the log, in rising order. */
export async function taggedLeaves(tx: TxCtx, tagId: string, tail: Tail): Promise<number[]> {
  const rows = await tx.tx.raw<{ id: string }>(
    `select record_id as id from archive_taggings where agency_id = $1 and tag_id = $2 and removed_at is null limit ${taggedMax}`,
    [agencyOf(tx), tagId],
  );
  return leavesOf(
    tx,
    tail,
    rows.map(({ id }) => id),
  );
}

/** Where records stand in the log, or will stand, in rising order. */
export async function leavesOf(tx: TxCtx, tail: Tail, ids: readonly string[]): Promise<number[]> {
  if (ids.length === 0) return [];
  const wanted = new Set(ids);
  const rows = await tx.tx.raw<{ leaf: number }>(
    "select leaf::float8 as leaf from archive_leaves where agency_id = $1 and id = any($2::uuid[]) and leaf < $3",
    [agencyOf(tx), [...ids], tail.first],
  );
  const recent = tail.docs.flatMap(({ id }, at) => (wanted.has(id) ? [tail.first + at] : []));
  return [...rows.map(({ leaf }) => leaf), ...recent].sort((a, b) => a - b);
}

/** Every tag that any record bears, with where those records stand. */
export async function allTaggedLeaves(
  tx: TxCtx,
  tail: Tail,
): Promise<Map<string, ReadonlySet<number>>> {
  const rows = await tx.tx.raw<{ tag_id: string }>(
    "select distinct tag_id from archive_taggings where agency_id = $1 and removed_at is null",
    [agencyOf(tx)],
  );
  const tagged = new Map<string, ReadonlySet<number>>();
  for (const { tag_id: tagId } of rows)
    tagged.set(tagId, new Set(await taggedLeaves(tx, tagId, tail)));
  return tagged;
}
