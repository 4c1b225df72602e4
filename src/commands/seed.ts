import type { Command } from "commander";
import { seedWorld, worldNames } from "#test/worlds/demo.ts";
import { sealLogs, withLog } from "./running.ts";

export function addSeed(program: Command): void {
  program
    .command("seed")
    .description(`fill an empty installation with an invented world: ${worldNames.join(", ")}`)
    .argument("<world>")
    .action((world: string) =>
      withLog(
        async ({ assembly }) => {
          await seedWorld(assembly, world, (what) => console.log(`  ${what} …`));
          await sealLogs(assembly);
        },
        { say: (what) => console.log(`  ${what} …`) },
      ),
    );
}
