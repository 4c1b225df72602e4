import { Command } from "commander";
import { ConfigError } from "#platform/config/config.ts";
import { StartError } from "#platform/installation.ts";
import { Refusal } from "#platform/refusal.ts";
import { addCommands } from "./commands/all.ts";
import { version } from "./slices.ts";

const program = new Command("openbeat")
  .description("Social-media operations for law-enforcement agencies")
  .version(version);
addCommands(program);

try {
  await program.parseAsync();
} catch (error) {
  const isSaid =
    error instanceof ConfigError || error instanceof StartError || error instanceof Refusal;
  console.error(isSaid ? `openbeat: ${error.message}` : error);
  process.exitCode = 1;
}
