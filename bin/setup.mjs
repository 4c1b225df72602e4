// What a fresh machine needs, done once: plain JavaScript, because it runs on whatever Node is there.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const node = join(root, "node_modules", "node", "bin", "node");
const stamp = join(root, "node_modules", ".openbeat-installed");
const [command = "start", ...given] = process.argv.slice(2);

function fail(sentence) {
  console.error(`openbeat: ${sentence}`);
  process.exit(1);
}

const [major = 0] = process.versions.node.split(".").map(Number);
if (major < 20) fail(`Node ${process.versions.node} is too old to begin with. Install Node 20 or newer; the rest comes along.`);

/** `npm ci` when the lock file is not the one that was installed. The console is built here: NODE_ENV must not leave that out. */
function install() {
  const lock = createHash("sha256").update(readFileSync(join(root, "package-lock.json"))).digest("hex");
  if (existsSync(node) && existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  console.log("Openbeat installs what it needs (once, about a minute) …");
  const npm = process.env.npm_execpath;
  const args = ["ci", "--include=dev", "--no-fund", "--no-audit", "--loglevel=error"];
  const done = npm && npm.endsWith(".js")
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: ["ignore", "inherit", "inherit"] })
    : spawnSync("npm", args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  if (done.status !== 0) fail("The installation did not finish. Look at npm's message above; npm start tries again.");
  if (!existsSync(node)) fail("npm did not bring Node 24 along. Allow the install script of the package `node` and run npm ci again.");
  writeFileSync(stamp, lock);
}

/** Runs a program of ours on the Node that came along, and ends as it ends. */
function run(script, args) {
  const path = [join(root, "node_modules", "node", "bin"), join(root, "node_modules", ".bin"), process.env.PATH].join(":");
  // A young space of middling size and few malloc arenas: little memory when idle, little collecting in a burst.
  // The cache spares parsing.
  const flags = ["--disable-warning=ExperimentalWarning", "--max-semi-space-size=64"];
  const lean = { MALLOC_ARENA_MAX: "2", NODE_COMPILE_CACHE: join(root, "node_modules", ".cache", "openbeat") };
  const child = spawn(node, [...flags, join(root, script), ...args], {
    cwd: command === "cli" ? process.cwd() : root, stdio: "inherit", env: { ...lean, ...process.env, PATH: path },
  });
  // From a terminal the signal reached the child too; it ignores repeats (src/commands/running.ts).
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => child.kill(name));
  child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}

install();
if (command === "start") run("tools/start.ts", given);
else if (command === "cli") run("src/main.ts", given);
else if (["test", "check", "bench", "sim"].includes(command)) run(`tools/${command}.ts`, given);
else fail(`There is no ${command}. Use start, test, check, bench or sim.`);
