import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { addPerson, foundAgency } from "#agency";
import { indexTurn, mergeLarge, searchArchive } from "#archive";
import { Temporal } from "#platform/clock.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { readConfig } from "#platform/config/config.ts";
import { openInstallation } from "#platform/installation.ts";
import { assemble, jobNames } from "../src/slices.ts";
import { asPerson } from "../src/commands/acting.ts";
import { filled, phraseFrom, saying, wordAt } from "./parts/sayings.ts";
import { removeBeat } from "./parts/leftovers.ts";

/**
 * How long the newest 50 of one million messages take to find, and with `--ten` of ten millions, beside plain PostgreSQL
 * with a text index in the same run. The archive is filled by bulk statements straight into its tables, each body truly
 * sealed, not through capture; the index is made by its own worker's code. What is timed is the whole verb: reading the
 * query, finding, opening what is shown, writing the audit trail.
 */
const { values: flags } = parseArgs({
  options: { ten: { type: "boolean" }, small: { type: "boolean" } },
});
const batch = 8_192;
/** Whole blocks, so that nothing is left to be searched in memory; a little more than a million, in 1 + 7 + 3 blocks. */
const million = (flags.small ? 12 : 123) * batch;
const each = 120;
const data = mkdtempSync(join(tmpdir(), "openbeat-bench-"));
const months = 24;

type Ask = () => string;
/** Seeded, so that both sides and every size are asked the same. */
const asks: Record<string, Ask> = {
  "common word": () => wordAt(1 + filled.below(40)),
  "rare word": () => wordAt(4_000 + filled.below(16_000)),
  "two words": () => `${wordAt(40 + filled.below(400))} ${wordAt(40 + filled.below(400))}`,
  phrase: () => `"${phraseFrom(filled.below(million), 2)}"`,
  "phrase of three": () => `"${phraseFrom(filled.below(million), 3)}"`,
  "one without another": () => `${wordAt(1 + filled.below(400))} -${wordAt(1 + filled.below(40))}`,
};
/** What plain PostgreSQL has no words for. */
const own: Record<string, Ask> = {
  near: () => `${wordAt(40 + filled.below(400))} NEAR/5 ${wordAt(40 + filled.below(400))}`,
  prefix: () => `${wordAt(400 + filled.below(8_000)).slice(0, 5)}*`,
  exact: () => `=${wordAt(40 + filled.below(4_000))}`,
  /** What is found ten times as often in ten millions fills a larger page, but for these. */
  "phrase, page filled": () => `"${filling[filled.below(filling.length)] ?? ""}"`,
};
/** Phrases of two words that fill a page of the first million already. */
const filling: string[] = [];
const fillingMax = 60;
const drawnMax = 2_000;

await using installation = await openInstallation(readConfig({ OPENBEAT_DATA: data }), {
  jobNames,
});
process.on("exit", () => removeBeat(data));
await using assembly = await assemble(installation, { setupCode: "" });
const agencyId = randomUUID();
const ctx = asSystem(assembly.ctx, "bench", agencyId);
await transact(ctx, async (tx) => {
  await foundAgency(tx, { name: "Bench", shortName: "Bench", state: "WA", timeZone: "UTC" });
  await addPerson(tx, { email: "clerk@bench.example", name: "Clerk", roles: ["clerk"] });
});
const clerk = await asPerson(assembly.ctx, "clerk@bench.example");
const owner = new pg.Client(installation.owner);
await owner.connect();
const begins = Temporal.Now.instant().subtract({ hours: 24 * 30 * months });
await owner.query("select archive_make_partitions($1::date, $2)", [
  begins.toString().slice(0, 10),
  months,
]);
await owner.query("insert into archive_logs (agency_id, origin, size) values ($1, 'bench', 0)", [
  agencyId,
]);

const total = flags.ten ? 10 * million : million;
await fill(0, million);
await drawFilling();
const one = await measured(`${million.toLocaleString("en")} messages`);
await peer();
if (flags.ten) {
  await copy();
  const ten = await measured(`${total.toLocaleString("en")} messages`);
  for (const [name, { p50, p95 }] of ten) {
    const before = one.get(name);
    if (before)
      console.log(
        `growth of ${name}: p50 ${(p50 / before.p50).toFixed(2)}, p95 ${(p95 / before.p95).toFixed(2)}`,
      );
  }
}
await owner.end();

/** Messages from `from` to `until`, then their index. */
async function fill(from: number, until: number): Promise<void> {
  const started = performance.now();
  for (let at = from; at < until; at += batch)
    await fillBatch(ctx, at, Math.min(batch, until - at));
  const written = performance.now();
  await owner.query("update archive_logs set size = $2 where agency_id = $1", [agencyId, until]);
  while ((await indexTurn(ctx)) > 0);
  const indexed = performance.now();
  const rate = (ms: number) => Math.round((until - from) / (ms / 1000)).toLocaleString("en");
  await dropUnused();
  console.log(
    `filled to ${until.toLocaleString("en")}: ${rate(written - started)}/s written, ${rate(indexed - written)}/s indexed; ${await sizes()}`,
  );
}

/**
 * Ten millions as their own index would be parted: two blocks that were merged three times, three merged twice, one merged
 * once, six that wait. The large ones are merged here; all others are copies of those of their size of the first million, and
 * lead to that one's records. What is searched is ten times as large; what is shown at the end is opened from one million rows.
 */
async function copy(): Promise<void> {
  const started = performance.now();
  const once = 8 * batch;
  const twice = 8 * once;
  for (let n = 0; n < 6; n++)
    await copyRun(15 * once + (n % 3) * batch, batch, 19 * twice + once + n * batch);
  await copyRun(twice, once, 19 * twice);
  await owner.query(
    "delete from archive_leaves where agency_id = $1 and leaf >= $2 and leaf < $3",
    [agencyId, twice, million],
  );
  await owner.query(
    "delete from archive_blocks where agency_id = $1 and first >= $2 and first < $3",
    [agencyId, twice, million],
  );
  for (let n = 1; n < 19; n++) await copyRun(0, twice, n * twice);
  const all = [agencyId, total];
  await owner.query("update archive_indexes set size = $2 where agency_id = $1", all);
  await owner.query("update archive_logs set size = $2 where agency_id = $1", all);
  const copied = performance.now();
  while (await mergeLarge(ctx));
  console.log(`large blocks merged in ${((performance.now() - copied) / 1000).toFixed(0)} s`);
  await dropUnused();
  console.log(
    `\ncopied to ${total.toLocaleString("en")} in ${((performance.now() - started) / 1000).toFixed(0)} s; ${await sizes()}`,
  );
}

async function copyRun(from: number, size: number, to: number): Promise<void> {
  const on = [agencyId, to - from, from, size];
  await owner.query(
    "insert into archive_leaves select agency_id, leaf + $2::bigint, id, captured_at from archive_leaves where agency_id = $1 and leaf >= $3 and leaf < $3::bigint + $4::bigint",
    on,
  );
  await owner.query(
    "insert into archive_blocks select agency_id, block + 2 * $2::bigint, first + $2, size, from_at, until_at from archive_blocks where agency_id = $1 and first = $3 and size = $4 and retired_at is null",
    on,
  );
  await owner.query(
    `insert into archive_terms select t.agency_id, t.term, t.block + 2 * $2::bigint, t.docs from archive_terms t
     join archive_blocks b on b.agency_id = t.agency_id and b.block = t.block
     where t.agency_id = $1 and b.first = $3 and b.size = $4 and b.retired_at is null`,
    on,
  );
}

/** What a turn of the index drops two minutes after a merge. */
async function dropUnused(): Promise<void> {
  await owner.query("delete from archive_blocks where retired_at is not null");
  await owner.query(
    "delete from archive_terms t where not exists (select from archive_blocks b where b.agency_id = t.agency_id and b.block = t.block)",
  );
  await owner.query("vacuum full analyze archive_terms");
  await owner.query("vacuum analyze archive_leaves");
  await owner.query("vacuum analyze archive_records");
}

/**
 * What was just written in bulk lies on the disk before anything is timed, and in memory, as on a server that was asked for a
 * while: machines that take away the memory of files that nobody reads would have one side measured on the disk.
 */
async function rest(...tables: readonly string[]): Promise<void> {
  await owner.query("checkpoint");
  await owner.query("create extension if not exists pg_prewarm");
  for (const table of tables)
    await owner.query(
      `with own as (select c.oid, c.reltoastrelid from pg_class c
         where c.relkind = 'r' and c.oid in (select $1::regclass union select relid from pg_partition_tree($1)))
       select pg_prewarm(oid, 'read') from (
         select oid from own union select reltoastrelid from own where reltoastrelid <> 0
         union select indexrelid from pg_index join own on indrelid in (own.oid, own.reltoastrelid)) one`,
      [table],
    );
}

async function sizes(): Promise<string> {
  const { rows } = await owner.query<{ terms: string; all: string }>(
    "select pg_size_pretty(pg_total_relation_size('archive_terms')) as terms, pg_size_pretty(pg_database_size(current_database())) as all",
  );
  return `index ${rows[0]?.terms}, database ${rows[0]?.all}`;
}

async function fillBatch(within: Ctx, from: number, count: number): Promise<void> {
  const salt = randomBytes(32).toString("base64");
  await transact(within, async (tx) => {
    const keys = await tx.vault.keysOf(tx, agencyId);
    const ids: string[] = [];
    const times: string[] = [];
    const bodies: Buffer[] = [];
    for (let n = from; n < from + count; n++) {
      const id = randomUUID();
      ids.push(id);
      const seconds = Math.floor((n / million) * months * 30 * 86_400);
      times.push(begins.add({ seconds }).toString());
      const place = { table: "archive_records", column: "sealed", agencyId, rowId: id };
      bodies.push(keys.seal(place, JSON.stringify({ parts: { text: { salt, text: saying(n) } } })));
    }
    let at = 1;
    const starts = bodies.map(({ length }) => (at += length) - length);
    await tx.tx.raw(
      `with added as (
         insert into archive_records (agency_id, id, captured_at, occurred_at, kind, subject_kind, subject_id, direction, media_count, entry, leaf_hash, sealed)
         select $1::uuid, r.id, r.at, r.at, 'bench.message-received', 'message', r.id::text, case when r.n % 3 = 0 then 'out' else 'in' end,
           case when r.n % 11 = 0 then 1 else 0 end, '\\x00', '\\x00', substr($4::bytea, r.start, r.size)
         from unnest($2::uuid[], $3::timestamptz[], $5::int[], $6::int[]) with ordinality as r(id, at, start, size, n))
       insert into archive_leaves (agency_id, leaf, id, captured_at)
       select $1::uuid, $7::bigint + r.n - 1, r.id, r.at from unnest($2::uuid[], $3::timestamptz[]) with ordinality as r(id, at, n)`,
      [
        agencyId,
        ids,
        times,
        Buffer.concat(bodies),
        starts,
        bodies.map(({ length }) => length),
        from,
      ],
    );
  });
}

interface Times {
  p50: number;
  p95: number;
  p99: number;
}

async function measured(what: string): Promise<Map<string, Times>> {
  console.log(`\n${what}, newest 50, ours: p50 / p95 / p99 in ms`);
  await rest("archive_terms", "archive_leaves", "archive_records");
  await warmUp();
  const told = new Map<string, Times>();
  for (const [name, ask] of Object.entries({ ...asks, ...own })) {
    const { times, found } = await timed(ask, async (words) => {
      const { results } = await searchArchive(clerk, { words });
      return results.length;
    });
    told.set(name, times);
    say(name, times, found);
  }
  return told;
}

async function drawFilling(): Promise<void> {
  filled.begin(2_903);
  for (let drawn = 0; drawn < drawnMax && filling.length < fillingMax; drawn++) {
    const phrase = phraseFrom(filled.below(million), 2);
    const { next } = await searchArchive(clerk, { words: `"${phrase}"` });
    if (next !== undefined) filling.push(phrase);
  }
}

async function peer(): Promise<void> {
  await owner.query(
    "create table bare (id uuid primary key, at timestamptz not null, text text not null, search tsvector)",
  );
  for (let at = 0; at < million; at += batch) {
    const count = Math.min(batch, million - at);
    const texts = Array.from({ length: count }, (_one, n) => saying(at + n));
    await owner.query(
      `insert into bare select gen_random_uuid(), now() - make_interval(secs => $2 - r.n), r.t, to_tsvector('english', r.t)
       from unnest($1::text[]) with ordinality as r(t, n)`,
      [texts, million - at],
    );
  }
  await owner.query("create index on bare using gin (search)");
  await owner.query("create index on bare (at)");
  await owner.query("vacuum analyze bare");
  await rest("bare");
  console.log(
    `\n${million.toLocaleString("en")} messages, newest 50, plain PostgreSQL: p50 / p95 / p99 in ms`,
  );
  for (const [name, ask] of Object.entries(asks)) {
    const { times, found } = await timed(ask, async (words) => {
      const { rowCount } = await owner.query(
        "select id, at, text from bare where search @@ websearch_to_tsquery('english', $1) order by at desc limit 50",
        [words],
      );
      return rowCount ?? 0;
    });
    say(name, times, found);
  }
  await owner.query("drop table bare");
}

/** What is measured is a program that was asked before, as the peer's server was: some of every kind, none of them again. */
async function warmUp(): Promise<void> {
  filled.begin(1_147);
  for (const ask of Object.values({ ...asks, ...own }))
    for (let n = 0; n < 60; n++) await searchArchive(clerk, { words: ask() });
}

async function timed(ask: Ask, search: (words: string) => Promise<number>) {
  filled.begin(4_711);
  const words = Array.from({ length: each }, ask);
  for (const one of words.slice(0, 10)) await search(one);
  const times: number[] = [];
  let found = 0;
  for (const one of words) {
    const started = performance.now();
    found += await search(one);
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  const at = (part: number) => times[Math.floor(times.length * part)] ?? 0;
  return { times: { p50: at(0.5), p95: at(0.95), p99: at(0.99) }, found: found / each };
}

function say(name: string, { p50, p95, p99 }: Times, found: number): void {
  console.log(
    `${name.padEnd(20)} ${p50.toFixed(1)} / ${p95.toFixed(1)} / ${p99.toFixed(1)}   (${found.toFixed(1)} found)`,
  );
}
