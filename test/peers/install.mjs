// Installs the true servers the tests talk to, under the Node that runs this file (24 or newer).
// Idempotent: a stamp holds the hash of the lock file and of the Node ABI it was built for.
//   node test/peers/install.mjs
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const stampFile = join(here, "node_modules", ".openbeat-stamp");

/** What is installed is right exactly while this value is: packages, Node ABI, machine. */
function wantedStamp() {
  const lock = readFileSync(join(here, "package-lock.json"));
  const machine = `${process.versions.modules} ${process.platform} ${process.arch}`;
  return `${createHash("sha256").update(lock).digest("hex")} ${machine}`;
}

/** npm under the Node of this process, whatever Node the machine's own PATH finds first. */
function npm(args, environment = {}) {
  const path = `${dirname(process.execPath)}${delimiter}${process.env["PATH"] ?? ""}`;
  const result = spawnSync("npm", args, {
    cwd: here,
    stdio: ["ignore", 2, 2],
    env: { ...process.env, PATH: path, ...environment },
  });
  if (result.status !== 0) {
    throw new Error(
      `npm ${args.join(" ")} failed in test/peers (${result.status ?? result.error})`,
    );
  }
}

/**
 * The folder whose include/node fits this Node. The npm package `node` nests it, or a pruned
 * install lost it: then the same package is fetched for its headers alone.
 */
function headersFolder() {
  const name = `node-${process.platform}-${process.arch}`;
  const fetched = join(here, "node_modules", ".headers");
  const candidates = [
    join(here, "..", "..", "node_modules", "node", "node_modules", name),
    join(dirname(realpathSync(process.execPath)), ".."),
    join(fetched, "node_modules", name),
  ];
  const ready = () => candidates.find((folder) => headersVersion(folder) === process.version);
  const before = ready();
  if (before !== undefined) return before;
  mkdirSync(fetched, { recursive: true });
  npm(["install", "--no-save", "--prefix", fetched, `${name}@${process.version.slice(1)}`]);
  return ready();
}

function headersVersion(folder) {
  const file = join(folder, "include", "node", "node_version.h");
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, "utf8");
  const part = (word) => new RegExp(`#define NODE_${word}_VERSION (\\d+)`).exec(text)?.[1];
  return `v${part("MAJOR")}.${part("MINOR")}.${part("PATCH")}`;
}

function install() {
  if (Number(process.versions.node.split(".")[0]) < 24) {
    throw new Error(`the peers need Node 24, this is ${process.version}: run by way of npm test`);
  }
  const stamp = wantedStamp();
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  // Scripts stay off, then exactly the one native module that is needed is built.
  npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
  const headers = headersFolder();
  const fromSource = { npm_config_nodedir: headers, npm_config_build_from_source: "true" };
  npm(["rebuild", "better-sqlite3"], headers === undefined ? {} : fromSource);
  writeFileSync(stampFile, stamp);
}

install();
