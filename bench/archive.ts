import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { foundAgency } from "#agency";
import { LogKeeper } from "#archive";
import { asSystem } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { readConfig } from "#platform/config/config.ts";
import { openInstallation } from "#platform/installation.ts";
import { assemble, jobNames } from "../src/slices.ts";

/**
 * Messages a second captured, searchable and under a signed checkpoint, beside the same rows written to the same
 * PostgreSQL with the same text index and nothing else. Batches of 500 on one connection each.
 */
const total = 60_000;
const batch = 500;
const words =
  "river bridge closed detour patrol officer search missing found safe traffic mall sign alert update evening north east".split(
    " ",
  );
const data = mkdtempSync(join(tmpdir(), "openbeat-bench-"));

function text(n: number): string {
  return Array.from(
    { length: 34 },
    (_one, index) => words[(n * 7 + index * 3) % words.length],
  ).join(" ");
}

{
  await using installation = await openInstallation(readConfig({ OPENBEAT_DATA: data }), {
    jobNames,
  });
  await using assembly = await assemble(installation, { setupCode: "" });
  const agencyId = randomUUID();
  const ctx = asSystem(assembly.ctx, "bench", agencyId);
  await transact(ctx, (tx) =>
    foundAgency(tx, { name: "Bench", shortName: "Bench", state: "WA", timeZone: "UTC" }),
  );
  const bare = await bareRows(installation.owner, agencyId);
  const ours = await archived();
  console.log(`bare rows with the same index: ${Math.round(bare)} a second`);
  console.log(
    `archived, searchable, under a checkpoint: ${Math.round(ours.rate)} a second (${(ours.rate / bare).toFixed(2)} of bare)`,
  );
  console.log(
    `delay to the signed checkpoint: p50 ${ours.p50.toFixed(0)} ms, p99 ${ours.p99.toFixed(0)} ms`,
  );

  async function archived() {
    const keeper = new LogKeeper(ctx, assembly.signer, join(assembly.logFolder, agencyId));
    const captured: { at: number; count: number }[] = [];
    const delays: number[] = [];
    const started = performance.now();
    let done = 0;
    const state = { writing: true };
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
    for (; done < total; done += batch) {
      await transact(ctx, (tx) =>
        tx.happenings.tell(
          tx,
          ...Array.from({ length: batch }, (_one, n) => ({
            kind: "bench.message-received",
            subject: { kind: "message", id: String(done + n) },
            facts: { n: done + n },
            record: {
              payload: {
                id: done + n,
                text: text(done + n),
                author: "resident",
                channel: "x".repeat(300),
              },
              text: text(done + n),
              direction: "in" as const,
            },
          })),
        ),
      );
      captured.push({ at: performance.now(), count: batch });
    }
    state.writing = false;
    await keeping;
    while ((await keeper.turn()) > 0);
    const rate = total / ((performance.now() - started) / 1000);
    delays.sort((a, b) => a - b);
    return {
      rate,
      p50: delays[Math.floor(delays.length / 2)] ?? 0,
      p99: delays[Math.floor(delays.length * 0.99)] ?? 0,
    };
  }

  async function bareRows(owner: pg.PoolConfig, agency: string): Promise<number> {
    const client = new pg.Client(owner);
    await client.connect();
    await client.query(`create table bare (agency_id uuid, id uuid, at timestamptz, body jsonb, text text, search tsvector generated always as (to_tsvector('english', text)) stored, primary key (agency_id, id));
      create index on bare using gin (search); create index on bare (agency_id, at)`);
    const started = performance.now();
    for (let n = 0; n < total; n += batch) {
      const rows = Array.from({ length: batch }, (_one, m) => n + m);
      await client.query(
        "insert into bare (agency_id, id, at, body, text) select $1, u, now(), b, t from unnest($2::uuid[], $3::jsonb[], $4::text[]) as r(u, b, t)",
        [
          agency,
          rows.map(() => randomUUID()),
          rows.map((m) =>
            JSON.stringify({ id: m, text: text(m), author: "resident", channel: "x".repeat(300) }),
          ),
          rows.map(text),
        ],
      );
    }
    const rate = total / ((performance.now() - started) / 1000);
    await client.query("drop table bare");
    await client.end();
    return rate;
  }
}
rmSync(data, { recursive: true, force: true });
