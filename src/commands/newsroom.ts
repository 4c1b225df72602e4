import type { Command } from "commander";
import { Refusal } from "#platform/refusal.ts";
import { rebuildSite } from "../slices.ts";
import { pushSite } from "./push-site.ts";
import { withOpenbeat } from "./running.ts";

/** `openbeat newsroom export`: the public site as files, for any host; `push`: to the host that the agency has set. */
export function addNewsroom(program: Command): void {
  const newsroom = program.command("newsroom").description("the public site");
  addPush(newsroom);
  newsroom
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

function addPush(newsroom: Command): void {
  newsroom
    .command("push")
    .description(
      "bring the host that the agency has set to where the site is: what was recalled first; exits 1 where it fails",
    )
    .option("--json", "print what was done as JSON")
    .action(async (options: { json?: boolean }) => {
      await withOpenbeat(async ({ assembly, config }) => {
        await rebuildSite(assembly.ctx, assembly.networks, assembly.site, config.origin);
        const told = await pushSite(assembly);
        if ("fault" in told) process.exitCode = 1;
        if (options.json) return console.log(JSON.stringify(told));
        console.log(
          "fault" in told
            ? `The host said no: ${told.fault} (${told.says})`
            : `${told.sent} files sent, ${told.removed} taken away; ${told.files} are there`,
        );
      });
    });
}
