import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { ownAgency } from "#agency";
import { takeCalls } from "#blotter";
import { Refusal } from "#platform/refusal.ts";
import { readCalls } from "../blotter/intake/reading.ts";
import { asPerson, firstAdministrator } from "./acting.ts";
import { withLog, type Running } from "./running.ts";

interface Wish {
  as?: string;
  source: string;
  json?: boolean;
}

/** `openbeat blotter import`: calls for service from a file, judged by the policy in force. */
export function addBlotter(program: Command): void {
  program
    .command("blotter")
    .description("calls for service, as far as the public is shown them")
    .command("import <file>")
    .description("take calls from a CSV or JSON file; one that is known is changed and judged anew")
    .option("--as <email>", "who brings them in; else the agency's first administrator")
    .option("--source <name>", "which dispatch system they come from", "file")
    .option("--json", "print the counts as JSON")
    .action(async (file: string, wish: Wish) => {
      const bytes = await bytesOf(file);
      await withLog((running) => take(running, bytes, wish));
    });
}

async function take({ assembly }: Running, bytes: Buffer, wish: Wish): Promise<void> {
  const ctx = await asPerson(assembly.ctx, wish.as ?? (await firstAdministrator(assembly.ctx)));
  const { timeZone } = await ownAgency(ctx);
  const { calls, faults, rows } = readCalls(bytes, { timeZone });
  const taken = await takeCalls(ctx, wish.source, calls);
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

async function bytesOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Refusal("no-file", `${file} cannot be read: ${why}`, { cause });
  }
}
