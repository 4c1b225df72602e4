import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { join } from "node:path";

/** `npm run bench [name]`: one file a figure, each alone on the machine. */
const root = join(import.meta.dirname, "..");
const wanted = process.argv[2];
const files = globSync("bench/*.ts", { cwd: root })
  .filter((file) => wanted === undefined || file.includes(wanted))
  .sort();
for (const file of files) {
  console.log(`\n== ${file}`);
  const done = spawnSync(process.execPath, ["--disable-warning=ExperimentalWarning", file], {
    cwd: root,
    stdio: "inherit",
  });
  if (done.status !== 0) process.exitCode = 1;
}
