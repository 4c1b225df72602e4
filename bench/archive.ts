import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { foundAgency } from "#agency";
import { keepIndexes, LogKeeper } from "#archive";
import { asSystem } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { readConfig } from "#platform/config/config.ts";
import { openInstallation } from "#platform/installation.ts";
import { assemble, jobNames } from "../src/slices.ts";
import { removeBeat } from "./parts/leftovers.ts";

/**
 * Messages a second captured, searchable and under a signed checkpoint, beside the same rows written to the same
 * PostgreSQL and nothing else: with its own index of words, and with one as ours is, of words and of pairs of words side by
 * side, so that phrases are found as fast. Batches of 500, on three connections each.
 */
/** Enough for blocks of the index to be merged meanwhile. */
const total = 140_000;
const batch = 500;
const connections = 3;
/** A vocabulary as large and as uneven as a town's: the n-th word comes up about 1/n as often (Zipf). */
const words = Array.from({ length: 8_000 }, (_one, n) => invented(n));
const data = mkdtempSync(join(tmpdir(), "openbeat-bench-"));

function invented(n: number): string {
  const syllables = [
    "ri",
    "ver",
    "brid",
    "to",
    "mal",
    "sen",
    "ka",
    "pol",
    "ine",
    "fo",
    "gar",
    "ust",
  ];
  let word = "";
  for (let left = n + 12; left > 0; left = Math.floor(left / 12)) word += syllables[left % 12];
  return word;
}

/** 34 words, about 230 characters; the same number gives the same text. */
function text(n: number): string {
  let seed = (n + 1) * 2_654_435_761;
  return Array.from({ length: 34 }, () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return words[Math.floor(words.length ** (seed / 2 ** 32)) - 1];
  }).join(" ");
}

/** Made before the clock starts: both sides are given what arrived, not the work of inventing it. */
const texts = Array.from({ length: total }, (_one, n) => text(n));

{
  await using installation = await openInstallation(readConfig({ OPENBEAT_DATA: data }), {
    jobNames,
  });
  process.on("exit", () => removeBeat(data));
  await using assembly = await assemble(installation, { setupCode: "" });
  const agencyId = randomUUID();
  const ctx = asSystem(assembly.ctx, "bench", agencyId);
  await transact(ctx, (tx) =>
    foundAgency(tx, { name: "Bench", shortName: "Bench", state: "WA", timeZone: "UTC" }),
  );
  const owner = new pg.Pool({ ...installation.owner, max: 1 });
  const bare = await bareRows(installation.owner, agencyId, false);
  const paired = await bareRows(installation.owner, agencyId, true);
  const ours = await archived();
  console.log(`bare rows with an index of words: ${Math.round(bare)} a second`);
  console.log(`bare rows with an index of words and pairs: ${Math.round(paired)} a second`);
  console.log(
    `archived, searchable, under a checkpoint: ${Math.round(ours.rate)} a second (${(ours.rate / bare).toFixed(2)} of bare with words, ${(ours.rate / paired).toFixed(2)} with pairs)`,
  );
  console.log(
    `delay to the signed checkpoint: p50 ${ours.p50.toFixed(0)} ms, p99 ${ours.p99.toFixed(0)} ms`,
  );

  await owner.end();

  async function archived() {
    const keeper = new LogKeeper(ctx, assembly.signer, join(assembly.logFolder, agencyId));
    const captured: { at: number; count: number }[] = [];
    const delays: number[] = [];
    const started = performance.now();
    const state = { writing: true };
    // Searched in memory until it is in a block: the block is made meanwhile, by its thread.
    const over = new AbortController();
    const indexing = keepIndexes(ctx, over.signal);
    const keeping = (async () => {
      while (state.writing || captured.length > 0) {
        let covered = await keeper.turn();
        const now = performance.now();
        while (covered > 0 && captured[0]) {
          const first = captured[0];
          const taken = Math.min(covered, first.count);
          for (let n = 0; n < taken; n += 50) delays.push(now - first.at);
          first.count -= taken;
          covered -= taken;
          if (first.count === 0) captured.shift();
        }
        if (!state.writing && covered === 0) break;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    })();
    await side(connections, async (n) => {
      const capturedAt = await capture(n);
      captured.push({ at: capturedAt, count: batch });
    });
    state.writing = false;
    await keeping;
    while ((await keeper.turn()) > 0);
    // Its thread goes on until less than a block is left, which is searched in memory.
    while ((await waitingForIndex()) >= 8_192) await new Promise((next) => setTimeout(next, 20));
    over.abort();
    await indexing;
    const rate = total / ((performance.now() - started) / 1000);
    delays.sort((a, b) => a - b);
    return {
      rate,
      p50: delays[Math.floor(delays.length / 2)] ?? 0,
      p99: delays[Math.floor(delays.length * 0.99)] ?? 0,
    };
  }

  async function waitingForIndex(): Promise<number> {
    const { rows } = await owner.query<{ waiting: number }>(
      "select (l.size - coalesce(i.size, 0))::int as waiting from archive_logs l left join archive_indexes i using (agency_id)",
    );
    return rows[0]?.waiting ?? 0;
  }

  async function capture(first: number): Promise<number> {
    await transact(ctx, (tx) =>
      tx.happenings.tell(
        tx,
        ...numbers(first).map((n) => ({
          kind: "bench.message-received",
          subject: { kind: "message", id: String(n) },
          facts: { n },
          record: { payload: message(n), text: texts[n] ?? "", direction: "in" as const },
        })),
      ),
    );
    return performance.now();
  }

  /** Pairs are made by whoever writes and come as numbers: the cheapest way there is. */
  async function bareRows(
    owner: pg.PoolConfig,
    agency: string,
    withPairs: boolean,
  ): Promise<number> {
    const pool = new pg.Pool({ ...owner, max: connections });
    await pool.query(`create table bare (agency_id uuid, id uuid, at timestamptz, body jsonb, text text, pairs int[], search tsvector generated always as (to_tsvector('english', text)) stored, primary key (agency_id, id));
      create index on bare using gin (search); create index on bare (agency_id, at)`);
    if (withPairs) await pool.query("create index on bare using gin (pairs)");
    const started = performance.now();
    await side(connections, async (first) => {
      const rows = numbers(first);
      await pool.query(
        "insert into bare (agency_id, id, at, body, text, pairs) select $1, u, now(), b, t, p::int[] from unnest($2::uuid[], $3::jsonb[], $4::text[], $5::text[]) as r(u, b, t, p)",
        [
          agency,
          rows.map(() => randomUUID()),
          rows.map((n) => JSON.stringify(message(n))),
          rows.map((n) => texts[n]),
          rows.map((n) => (withPairs ? `{${pairsOf(texts[n] ?? "").join()}}` : null)),
        ],
      );
    });
    const rate = total / ((performance.now() - started) / 1000);
    await pool.query("drop table bare");
    await pool.end();
    return rate;
  }
}

/** A number (FNV-1a, 32 bits) for every two words side by side. */
function pairsOf(text: string): number[] {
  const each = text.split(" ");
  return each.slice(1).map((word, at) => {
    let hash = 0x81_1c_9d_c5;
    for (const one of `${each[at]} ${word}`)
      hash = Math.imul(hash ^ one.charCodeAt(0), 0x01_00_01_93);
    return hash;
  });
}

/** All batches, so many side by side. */
async function side(many: number, act: (first: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: many }, async () => {
      while (next < total) {
        const first = next;
        next += batch;
        await act(first);
      }
    }),
  );
}

function numbers(first: number): number[] {
  return Array.from({ length: batch }, (_one, n) => first + n);
}

function message(n: number) {
  return { id: n, text: texts[n] ?? "", author: "resident", channel: "x".repeat(300) };
}
