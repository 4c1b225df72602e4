import { createHash } from "node:crypto";
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const stamp = join(root, "dist/console/.built-from");
const sources = [
  "ui/**/*",
  "shell/**/*",
  "src/*/web/**/*",
  "tools/vite.config.ts",
  "package-lock.json",
];

/** Whether the console must be built again: its sources differ from those it was last built from. */
export function consoleIsStale(): boolean {
  try {
    return readFileSync(stamp, "utf8") !== hashOfSources();
  } catch {
    return true;
  }
}

/** Builds the console into dist/console and notes what it was built from. Throws when it cannot. */
export async function buildConsole(): Promise<void> {
  // Read before building: an edit made meanwhile leaves the console stale rather than unnoticed.
  const from = hashOfSources();
  const { build } = await import("vite");
  await build({ configFile: join(root, "tools/vite.config.ts"), logLevel: "warn" });
  writeFileSync(stamp, from);
}

function hashOfSources(): string {
  const hash = createHash("sha256");
  for (const name of globSync(sources, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()) {
    hash
      .update(`${name.slice(root.length)}\0`)
      .update(readFileSync(name))
      .update("\0");
  }
  return hash.digest("hex");
}

if (import.meta.main && consoleIsStale()) await buildConsole();
