import { InvalidArgumentError, type Command } from "commander";
import { readBlocks, takeCount } from "#alerts";
import { asPerson, firstAdministrator } from "./acting.ts";
import { fileBytes } from "./file-bytes.ts";
import { withLog, type Running } from "./running.ts";

interface Wish {
  source: string;
  year: number;
  column?: string;
  as?: string;
  json?: boolean;
}

/** `openbeat population import`: how many people live where, for the reach of alerts. */
export function addPopulation(program: Command): void {
  program
    .command("population")
    .description("how many people live where, for the reach of alerts")
    .command("import <file>")
    .description("take in a count: blocks or block groups as GeoJSON, a zipped Shapefile or CSV")
    .requiredOption("--source <who>", 'who counted, as it is told beside each figure: "US Census"')
    .requiredOption("--year <year>", "when it was counted", yearOf)
    .option("--column <name>", "which column holds the people; else POP20, POPULATION and the like")
    .option("--as <email>", "who brings them in; else the agency's first administrator")
    .option("--json", "print the counts as JSON")
    .action(async (file: string, wish: Wish) => {
      const bytes = await fileBytes(file);
      await withLog((running) => take(running, bytes, wish));
    });
}

function yearOf(text: string): number {
  if (/^(19|20)\d\d$/.test(text)) return Number(text);
  throw new InvalidArgumentError("A year has four digits.");
}

async function take({ assembly }: Running, bytes: Buffer, wish: Wish): Promise<void> {
  const ctx = await asPerson(assembly.ctx, wish.as ?? (await firstAdministrator(assembly.ctx)));
  const { blocks, faults } = await readBlocks(bytes, wish.column);
  const { source, year } = wish;
  await takeCount(ctx, { source: source.trim().slice(0, 80), year }, blocks);
  const people = blocks.reduce((sum, block) => sum + block.people, 0);
  if (wish.json) return console.log(JSON.stringify({ blocks: blocks.length, people, faults }));
  console.log(`${blocks.length} blocks with ${people} people (${source} ${year}).`);
  for (const { feature, why } of faults.slice(0, 20)) console.log(`shape ${feature}: ${why}`);
  if (faults.length > 20) console.log(`and ${faults.length - 20} more shapes that are no blocks`);
}
