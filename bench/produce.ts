import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addPerson, foundAgency } from "#agency";
import { LogKeeper, verifyPackageFile } from "#archive";
import { asSystem, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { readConfig } from "#platform/config/config.ts";
import { openInstallation } from "#platform/installation.ts";
import { produceInto } from "../src/records/production/at-command-line.ts";
import { formatNames } from "../src/records/production/formats/all.ts";
import { receiveRequest } from "../src/records/requests/receiving.ts";
import { assemble, jobNames } from "../src/slices.ts";
import { wholeCompleteness } from "../src/whole-completeness.ts";
import { as } from "../test/worlds/world.ts";
import { numberFlag, sayAim, sayMachine } from "./parts/figures.ts";
import { messageText } from "./parts/messages.ts";
import { removeBeat } from "./parts/leftovers.ts";

/**
 * A request's messages produced: PDF, native JSON and the proofs, with the memory that it took. The messages lie in 400
 * conversations; the review is written straight into its tables, as it is no part of what is measured.
 *   npm run bench produce -- [--records 100000] [--formats pdf,native]
 */
const total = numberFlag("records", 100_000);
const flag = process.argv.indexOf("--formats");
const wanted = (flag < 0 ? "pdf,native" : (process.argv[flag + 1] ?? "")).split(",");
const formats = formatNames.filter((name) => wanted.includes(name));
const batch = 500;
const conversations = 400;
const data = mkdtempSync(join(tmpdir(), "openbeat-bench-"));

async function fill(ctx: Ctx): Promise<void> {
  for (let from = 0; from < total; from += batch)
    await transact(ctx, (tx) =>
      tx.happenings.tell(
        tx,
        ...Array.from({ length: Math.min(batch, total - from) }, (_one, at) => {
          const n = from + at;
          const thread = `+1555${String(n % conversations).padStart(7, "0")}`;
          const body = `${n} ${messageText(n)}`;
          return {
            kind: "bench.message",
            subject: { kind: "bench", id: String(n % conversations) },
            facts: {},
            record: {
              payload: { from: thread, to: ["Desk"], thread, text: body },
              text: body,
              direction: n % 2 === 0 ? ("in" as const) : ("out" as const),
            },
          };
        }),
      ),
    );
}

/** All that came in lies in one frozen set, is released, and seconded. */
async function review(ctx: Ctx, requestId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const [search, person] = [tx.ids.uuid(), tx.ids.uuid()];
    const where = "from archive_records where kind = 'bench.message'";
    await tx.tx.raw("set local statement_timeout = 0");
    await tx.tx.raw(
      `insert into request_items (agency_id, search_id, record_id, request_id, captured_at, same_text, thread)
       select agency_id, $1::uuid, id, $2::uuid, captured_at, id::text, subject_id ${where}`,
      [search, requestId],
    );
    await tx.tx.raw(
      `insert into request_reviews (agency_id, id, request_id, record_id, decision, codes, note, decided_by, decided_at, seconded_by, seconded_at)
       select agency_id, id, $1::uuid, id, 'release', '[]', '', $2::uuid, now(), $3::uuid, now() ${where}`,
      [requestId, person, search],
    );
  });
}

{
  await using installation = await openInstallation(readConfig({ OPENBEAT_DATA: data }), {
    jobNames,
  });
  process.on("exit", () => removeBeat(data));
  await using assembly = await assemble(installation, { setupCode: "bench" });
  const agencyId = randomUUID();
  const ctx = asSystem(assembly.ctx, "bench", agencyId);
  await transact(ctx, (tx) =>
    foundAgency(tx, { name: "Bench Police", shortName: "Bench", timeZone: "UTC", state: "WA" }),
  );
  const email = "clerk@bench.example";
  await transact(ctx, (tx) => addPerson(tx, { email, name: "Clerk", roles: ["clerk", "legal"] }));
  const clerk = await as(assembly.ctx, agencyId, email);
  const { id } = await receiveRequest(clerk, { asked: "Every message about the march." });
  sayMachine();
  await fill(ctx);
  const { signer, logFolder } = assembly;
  const keeper = new LogKeeper(ctx, signer, join(logFolder, agencyId));
  while ((await keeper.turn()) > 0);
  await review(ctx, id);
  await installation.db.pool.query("analyze");
  const folder = join(data, "out");
  let mostMb = 0;
  const watching = setInterval(() => {
    mostMb = Math.max(mostMb, process.memoryUsage.rss() / 1024 / 1024);
  }, 50);
  const begun = performance.now();
  const accounts = () => Promise.resolve(new Map());
  const row = await produceInto(
    clerk,
    id,
    { formats },
    { folder, signer, logFolder, accounts, completeness: wholeCompleteness },
  );
  const seconds = (performance.now() - begun) / 1_000;
  clearInterval(watching);
  console.log(
    `${row.records} records as ${formats.join(", ")} with proofs: ${seconds.toFixed(1)} s, ${((row.sizeBytes ?? 0) / 1e6).toFixed(0)} MB written, ${Math.round(mostMb)} MB of memory at most`,
  );
  sayAim("at most 60 s", seconds <= 60);
  sayAim("below 1 GB of memory", mostMb < 1_024);
  const verdict = await verifyPackageFile(join(folder, "proof/records.zip"), undefined).catch(() =>
    verifyPackageFile(join(folder, "proof/records-1.zip"), undefined),
  );
  console.log(`its first package verifies: ${verdict.ok}, ${verdict.records} records`);
}
