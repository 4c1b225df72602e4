import type { Command } from "commander";
import { importBeats, readBeats } from "#agency";
import { asPerson, firstAdministrator } from "./acting.ts";
import { fileBytes } from "./file-bytes.ts";
import { withLog, type Running } from "./running.ts";

interface Wish {
  as?: string;
  code?: string;
  name?: string;
  json?: boolean;
}

/** `openbeat beats import`: the agency's beats from a file of its maps. */
export function addBeats(program: Command): void {
  program
    .command("beats")
    .description("the agency's beats")
    .command("import <file>")
    .description("take beats from GeoJSON, a zipped Shapefile or CSV; a known one is drawn anew")
    .option("--as <email>", "who brings them in; else the agency's first administrator")
    .option("--code <column>", "which column holds the codes")
    .option("--name <column>", "which column holds the names")
    .option("--json", "print the counts as JSON")
    .action(async (file: string, wish: Wish) => {
      const bytes = await fileBytes(file);
      await withLog((running) => take(running, bytes, wish));
    });
}

async function take({ assembly }: Running, bytes: Buffer, wish: Wish): Promise<void> {
  const ctx = await asPerson(assembly.ctx, wish.as ?? (await firstAdministrator(assembly.ctx)));
  const { beats, faults, features } = await readBeats(bytes, wish);
  const told = await importBeats(ctx, beats);
  if (wish.json)
    return console.log(JSON.stringify({ features, beats: beats.length, ...told, faults }));
  console.log(
    `${beats.length} beats of ${features} shapes: ${told.new} new, ${told.redrawn} drawn anew, ${told.same} as they were.`,
  );
  for (const { feature, why } of faults.slice(0, 20)) console.log(`shape ${feature}: ${why}`);
  if (faults.length > 20) console.log(`and ${faults.length - 20} more shapes that are no beats`);
}
