import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { declaredLimits } from "#platform/limits.ts";

/** Writes docs/limits.md from every `limit()` in the code; a test holds the page to it. */
const root = join(import.meta.dirname, "..");

export async function limitsPage(): Promise<string> {
  const files = globSync("src/**/*.ts", { cwd: root }).filter(
    (file) =>
      !/\.test\.ts$|\.suite\.ts$|\/contract-|signer-worker|main\.ts$|\/web\//.test(file) &&
      readFileSync(join(root, file), "utf8").includes("limit("),
  );
  for (const file of files) await import(join(root, file));
  const rows = declaredLimits().map(
    ({ name, value, unit, why }) =>
      `| \`${name}\` | ${value.toLocaleString("en-US")} ${unit} | ${why} |`,
  );
  return `# Limits\n\nMade from the code by \`node tools/limits.ts\`.\n\n| limit | value | why |\n|---|---|---|\n${rows.join("\n")}\n`;
}

if (import.meta.main) writeFileSync(join(root, "docs/limits.md"), await limitsPage());
