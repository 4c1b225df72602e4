import { Command } from "commander";
import { ConfigError } from "#platform/config/config.ts";
import { StartError } from "#platform/installation.ts";
import { Refusal } from "#platform/refusal.ts";

const program = new Command("openbeat").description(
  "Social-media operations for law-enforcement agencies",
);

try {
  await addCommands();
  await program.parseAsync();
} catch (error) {
  const isSaid =
    error instanceof ConfigError || error instanceof StartError || error instanceof Refusal;
  console.error(isSaid ? `openbeat: ${error.message}` : error);
  process.exitCode = 1;
}

/**
 * The lint is run by editors and hooks on every draft, and a file is looked through before it is imported: both start
 * without the server's code.
 */
async function addCommands(): Promise<void> {
  if (process.argv[2] === "lint") return (await import("./commands/lint.ts")).addLint(program);
  if (process.argv[2] === "import")
    return (await import("./commands/import.ts")).addImport(program);
  const { version } = await import("./slices.ts");
  program.version(version);
  (await import("./commands/all.ts")).addCommands(program);
}
