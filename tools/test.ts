import { spawn } from "node:child_process";
import { globSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { buildConsole, consoleIsStale } from "./build-console.ts";
import { findChromium } from "./chromium.ts";
import { startTestDatabase } from "./test-database.ts";

/**
 * `npm test [files]`: brings what the tests need, runs all of them against one PostgreSQL, and ends with the line
 * "N passed, N failed", and nothing after it. Skips are named, and counted on the line before.
 */
const root = join(import.meta.dirname, "..");
const given = process.argv.slice(2);
const files =
  given.length > 0
    ? given
    : globSync(
        [
          "src/**/*.test.ts",
          "test/**/*.test.ts",
          "tools/**/*.test.ts",
          "ui/**/*.test.ts",
          "shell/**/*.test.ts",
        ],
        { cwd: root, exclude: (name) => name.includes("node_modules") },
      ).sort();

if (given.length === 0) await installPeers();
const chromium = await findChromium();
if (consoleIsStale()) {
  console.log("Building the console …");
  await buildConsole();
}
const database = await startTestDatabase();
const worlds = mkdtempSync(join(tmpdir(), "openbeat-worlds-"));
const counts = { passed: 0, failed: 0, skipped: 0 };
try {
  await runAll();
} finally {
  await database.stop();
  rmSync(worlds, { recursive: true, force: true });
}
if (counts.skipped > 0) console.log(`${counts.skipped} skipped, each named above with its reason`);
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed > 0 || counts.passed === 0 ? 1 : 0);

/** node:test writes its events as TAP comments; its own summary is what counts. */
async function runAll(): Promise<void> {
  // One more than there are cores: a test waits for browsers, networks and the database about half of its time.
  const atOnce = Math.min(4, availableParallelism() + 1);
  const args = [
    "--disable-warning=ExperimentalWarning",
    "--test",
    `--test-concurrency=${atOnce}`,
    "--test-timeout=600000",
    "--test-reporter=spec",
    "--test-reporter-destination=stdout",
    "--test-reporter=./tools/test-counts.ts",
    "--test-reporter-destination=stderr",
    ...files,
  ];
  const environment = {
    ...process.env,
    OPENBEAT_TEST_DATABASE: database.folder,
    OPENBEAT_TEST_WORLDS: worlds,
    OPENBEAT_TEST_CHROMIUM: chromium ?? "",
  };
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ["ignore", "inherit", "pipe"],
    env: environment,
  });
  let errors = "";
  child.stderr.setEncoding("utf8");
  child.stderr.on("data", (text: string) => (errors += text));
  const code = await new Promise<number>((resolve) =>
    child.once("exit", (exit) => resolve(exit ?? 1)),
  );
  const counted = errors.match(/^openbeat-counts (\d+) (\d+) (\d+)$/m);
  for (const line of errors.split("\n"))
    if (line !== "" && !line.startsWith("openbeat-counts")) console.error(line);
  counts.passed = Number(counted?.[1] ?? 0);
  counts.failed = Number(counted?.[2] ?? 0);
  counts.skipped = Number(counted?.[3] ?? 0);
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
}

async function installPeers(): Promise<void> {
  const child = spawn(process.execPath, [join(root, "test/peers/install.mjs")], {
    cwd: root,
    stdio: "inherit",
  });
  const code = await new Promise<number>((resolve) =>
    child.once("exit", (exit) => resolve(exit ?? 1)),
  );
  if (code !== 0) throw new Error("The Bluesky servers of test/peers could not be installed.");
}
