import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** `npm run check`: format, types, lint, what nobody uses, and the migrations against schema.sql. */
const root = join(import.meta.dirname, "..");
const steps: readonly [name: string, command: string, ...args: string[]][] = [
  ["format", "oxfmt", "--check", "src", "ui", "shell", "test", "tools", "bench"],
  ["types", "tsc", "-p", "tsconfig.json"],
  ["lint", "oxlint", "--type-aware", "--quiet", "src", "ui", "shell", "test", "tools", "bench"],
  ["unused", "knip", "--no-progress"],
  ["schema", process.execPath, "tools/schema.ts", "--check"],
];

let failed = 0;
for (const [name, command, ...args] of steps) {
  const done = spawnSync(command, args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  console.log(`${done.status === 0 ? "ok  " : "FAIL"} ${name}`);
  if (done.status === 0) continue;
  failed += 1;
  console.log(`${done.stdout}${done.stderr}`.split("\n").slice(0, 80).join("\n"));
}
process.exit(failed === 0 ? 0 : 1);
