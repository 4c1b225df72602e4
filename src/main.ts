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
 * What opens no data folder, or looks before it does, starts without the server's code: editors and hooks run the lint
 * on every draft.
 */
async function addCommands(): Promise<void> {
  const [command, verb] = process.argv.slice(2);
  if (command === "lint") return (await import("./commands/lint.ts")).addLint(program);
  if (command === "cap") return (await import("./commands/cap.ts")).addCap(program);
  if (command === "import") return (await import("./commands/import.ts")).addImport(program);
  if (command === "records" && verb === "clock")
    return (await import("./commands/records.ts")).addRecords(program);
  if (command === "redact") return (await import("./commands/redact.ts")).addRedact(program);
  if (command === "witness") return (await import("./commands/witness.ts")).addWitness(program);
  const { version } = await import("./slices.ts");
  program.version(version);
  (await import("./commands/all.ts")).addCommands(program);
}
