import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** `npm run bench` lists the benches, `npm run bench <name> -- [flags]` runs one, `npm run bench all` each in turn. */
const root = join(import.meta.dirname, "..");
const [wanted, ...flags] = process.argv.slice(2);
const names = globSync("bench/*.ts", { cwd: root })
  .map((file) => basename(file, ".ts"))
  .sort();

if (wanted === undefined) list();
else if (wanted === "all") for (const name of names) run(name);
else if (names.includes(wanted)) run(wanted);
else {
  console.error(`There is no bench ${wanted}. Known: ${names.join(", ")}, all.`);
  process.exitCode = 1;
}

/** The first sentence of what each file says it measures. */
function list(): void {
  console.log("npm run bench <name>, or all:\n");
  for (const name of names) {
    const source = readFileSync(join(root, "bench", `${name}.ts`), "utf8");
    const said = /\/\*\*\n([^]*?)\*\//.exec(source)?.[1]?.replaceAll(/\s*\n? \* ?/g, " ") ?? "";
    console.log(`  ${name.padEnd(10)}${/^[^]*?[.:;](?=\s)/.exec(said.trim())?.[0] ?? said.trim()}`);
  }
}

/** Alone on the machine, in a process of its own. */
function run(name: string): void {
  console.log(`\n== ${name}`);
  const args = ["--disable-warning=ExperimentalWarning", `bench/${name}.ts`, ...flags];
  const done = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  if (done.status !== 0) process.exitCode = 1;
}
