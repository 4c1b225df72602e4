import type { Command } from "commander";
import { seedWorld, worldNames } from "#test/worlds/demo.ts";
import { withOpenbeat } from "./running.ts";

export function addSeed(program: Command): void {
  program.command("seed")
    .description(`fill an empty installation with an invented world: ${worldNames.join(", ")}`)
    .argument("<world>")
    .action((world: string) => withOpenbeat(({ assembly }) => seedWorld(assembly, world, (what) => console.log(`  ${what} …`)), { say: (what) => console.log(`  ${what} …`) }));
}
