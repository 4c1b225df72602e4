import type { Command } from "commander";
import { Refusal } from "#platform/refusal.ts";
import { rebuildSite } from "../slices.ts";
import { withOpenbeat } from "./running.ts";

/** `openbeat newsroom export`: the public site as files, for any host. */
export function addNewsroom(program: Command): void {
  program
    .command("newsroom")
    .description("the public site")
    .command("export <folder>")
    .description(
      "write the whole site as files, compressed ones beside them, for another host; what was exported there before is replaced",
    )
    .option("--json", "print the counts as JSON")
    .action(async (folder: string, options: { json?: boolean }) => {
      await withOpenbeat(async ({ assembly, config }) => {
        await rebuildSite(assembly.ctx, assembly.networks, assembly.site, config.origin);
        if (assembly.site.agencyId === undefined)
          throw new Refusal("no-agency", "There is no agency yet, and so no site.");
        const { files, bytes } = await assembly.site.export(folder);
        if (options.json) return console.log(JSON.stringify({ folder, files, bytes }));
        console.log(`${files} files, ${Math.ceil(bytes / 1024)} KB, in ${folder}`);
      });
    });
}
