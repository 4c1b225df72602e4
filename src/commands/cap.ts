import { Option, type Command } from "commander";
import type { Finding } from "../alerts/cap/findings.ts";
import { lintCap } from "../alerts/cap/lint.ts";
import { fileBytes } from "./file-bytes.ts";

/** `openbeat cap lint`: what is wrong with a CAP message; it opens no data folder and sends nothing. */
export function addCap(program: Command): void {
  program
    .command("cap")
    .description("help with messages of the Common Alerting Protocol")
    .command("lint <file>")
    .description(
      "say what is wrong with a CAP 1.1 or 1.2 message; exits 0 when nothing is an error",
    )
    .option("--json", "answer as JSON: {valid, findings: [{level, rule, path, message}]}")
    .addOption(
      new Option(
        "--profile <name>",
        "the message is meant for this; its demands are errors",
      ).choices(["ipaws"]),
    )
    .action(async (file: string, options: { json?: boolean; profile?: "ipaws" }) => {
      const verdict = await lintCap(await fileBytes(file), { profile: options.profile });
      if (options.json) console.log(JSON.stringify(verdict));
      else say(file, verdict.findings);
      if (!verdict.valid) process.exitCode = 1;
    });
}

function say(file: string, findings: readonly Finding[]): void {
  if (findings.length === 0) console.log(`${file}: nothing found`);
  for (const { level, rule, path, message } of findings)
    console.log(`${level.padEnd(7)} ${rule} at ${path}: ${message}`);
}
