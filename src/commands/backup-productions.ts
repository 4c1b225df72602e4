import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";

const list = z.object({ files: z.record(z.string(), z.unknown()) });
const uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
/** An agency, a production, and a file of it: no step of the way begins with a dot. */
const name = new RegExp(`^productions/${uuid}/${uuid}(?:/[A-Za-z0-9][\\w.-]*)+$`);

/**
 * The files of finished productions: what was handed out must be there again after a restore, byte by byte. One that is
 * still being written is left out: its plan lies in the database, and it is written again.
 */
export function finishedProductions(dataFolder: string): { name: string; path: string }[] {
  const root = join(dataFolder, "productions");
  return globSync("*/*/production.json", { cwd: root }).flatMap((found) => {
    const folder = dirname(found);
    const { files } = list.parse(JSON.parse(readFileSync(join(root, found), "utf8")));
    return ["production.json", ...Object.keys(files)].map((file) => ({
      name: `productions/${folder}/${file}`,
      path: join(root, folder, file),
    }));
  });
}

/** Where a production's file of a backup belongs; undefined for a name that leads elsewhere. */
export function productionPlace(dataFolder: string, given: string): string | undefined {
  return name.test(given) ? join(dataFolder, given) : undefined;
}
