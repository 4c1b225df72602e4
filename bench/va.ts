import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { foundAgency } from "#agency";
import { indexTurn, LogKeeper, verifyArchive } from "#archive";
import { asSystem } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { readConfig } from "#platform/config/config.ts";
import { openInstallation } from "#platform/installation.ts";
import { assemble, jobNames } from "../src/slices.ts";
import { numberFlag, sayAim, sayMachine } from "./parts/figures.ts";
import { messageText } from "./parts/messages.ts";
import { removeBeat } from "./parts/leftovers.ts";

/**
 * `archive verify` over a whole archive: bodies opened, every part held against its commitment, every leaf against the
 * signed root, every index row against its record.
 *   npm run bench verify-archive -- [--records 1000000]
 */
const total = numberFlag("records", 1_000_000);
const batch = 500;
const data = mkdtempSync(join(tmpdir(), "openbeat-bench-"));

{
  await using installation = await openInstallation(readConfig({ OPENBEAT_DATA: data }), {
    jobNames,
  });
  process.on("exit", () => removeBeat(data));
  await using assembly = await assemble(installation, { setupCode: "bench" });
  const agencyId = randomUUID();
  const ctx = asSystem(assembly.ctx, "bench", agencyId);
  await transact(ctx, (tx) =>
    foundAgency(tx, { name: "Bench", shortName: "Bench", timeZone: "UTC", state: "WA" }),
  );
  sayMachine();
  const { signer, logFolder } = assembly;
  const keeper = new LogKeeper(ctx, signer, join(logFolder, agencyId));
  for (let from = 0; from < total; from += batch) {
    await transact(ctx, (tx) =>
      tx.happenings.tell(
        tx,
        ...Array.from({ length: Math.min(batch, total - from) }, (_one, at) => {
          const body = `${from + at} ${messageText(from + at)}`;
          return {
            kind: "bench.message",
            subject: { kind: "bench", id: String(from + at) },
            facts: {},
            record: { payload: { text: body }, text: body, direction: "in" as const },
          };
        }),
      ),
    );
    if (from % 8_000 === 0) await keeper.turn();
  }
  while ((await keeper.turn()) > 0);
  while ((await indexTurn(ctx)) > 0);
  await installation.db.pool.query("analyze");
  for (let i = 0; i < 3; i++) { const a = performance.now(); await verifyArchive(ctx, signer, logFolder); console.log("pass", ((performance.now() - a) / 1000).toFixed(1), Math.round(process.memoryUsage.rss() / 1e6)); }
  const begun = performance.now();
  const verdict = await verifyArchive(ctx, signer, logFolder);
  const seconds = (performance.now() - begun) / 1_000;
  console.log(
    `${verdict.size} entries verified in ${seconds.toFixed(1)} s, ${Math.round(verdict.size / seconds)} a second, ${Math.round(process.memoryUsage.rss() / 1024 / 1024)} MB; faults: ${verdict.faults.length}`,
  );
  sayAim("1 million entries in 60 s", verdict.size / seconds >= 1_000_000 / 60);
}
