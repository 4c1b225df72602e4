import type { Command } from "commander";
import { ownAgency } from "#agency";
import { exposureOf, takeCalls } from "#blotter";
import { readCalls } from "../blotter/intake/reading.ts";
import { asPerson, firstAdministrator } from "./acting.ts";
import { fileBytes } from "./file-bytes.ts";
import { withLog, type Running } from "./running.ts";

interface Wish {
  as?: string;
  source: string;
  json?: boolean;
}

/** `openbeat blotter import`: calls for service from a file, judged by the policy in force. */
export function addBlotter(program: Command): void {
  const blotter = program
    .command("blotter")
    .description("calls for service, as far as the public is shown them");
  blotter
    .command("report")
    .description("how long protected calls could be seen before anybody knew what they are")
    .option("--json", "print it as JSON")
    .action((wish: Pick<Wish, "json">) => withLog((running) => report(running, wish)));
  blotter
    .command("import <file>")
    .description("take calls from a CSV or JSON file; one that is known is changed and judged anew")
    .option("--as <email>", "who brings them in; else the agency's first administrator")
    .option("--source <name>", "which dispatch system they come from", "file")
    .option("--json", "print the counts as JSON")
    .action(async (file: string, wish: Wish) => {
      const bytes = await fileBytes(file);
      await withLog((running) => take(running, bytes, wish));
    });
}

async function report({ assembly }: Running, wish: Pick<Wish, "json">): Promise<void> {
  const told = await exposureOf(
    await asPerson(assembly.ctx, await firstAdministrator(assembly.ctx)),
  );
  if (wish.json) return console.log(JSON.stringify(told));
  console.log(`${told.kept} calls are kept back, ${told.seen} of them were seen before.`);
  for (const { protection, kept, seen, longestSeconds } of told.byProtection)
    console.log(
      `${protection}: ${kept} kept back, ${seen} seen, the longest for ${longestSeconds} s`,
    );
}

async function take({ assembly }: Running, bytes: Buffer, wish: Wish): Promise<void> {
  const ctx = await asPerson(assembly.ctx, wish.as ?? (await firstAdministrator(assembly.ctx)));
  const { timeZone } = await ownAgency(ctx);
  const { calls, faults, rows } = readCalls(bytes, { timeZone });
  const { each: _each, ...taken } = await takeCalls(ctx, wish.source, calls);
  if (wish.json)
    return console.log(JSON.stringify({ rows, calls: calls.length, ...taken, faults }));
  console.log(
    `${calls.length} calls of ${rows} rows: ${taken.new} new, ${taken.changed} changed, ${taken.same} as they were.`,
  );
  console.log(
    `${taken.shown} shown, ${taken.held} held, ${taken.withheld} kept back, ${taken.past} past; ${taken.recalled} taken back.`,
  );
  for (const { row, why } of faults.slice(0, 20)) console.log(`row ${row}: ${why}`);
  if (faults.length > 20) console.log(`and ${faults.length - 20} more rows that are no calls`);
}
