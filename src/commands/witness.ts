import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import { systemClock } from "#platform/clock.ts";
import { lockFolder } from "#platform/folder-lock.ts";
import { Refusal } from "#platform/refusal.ts";
import { parsePolicy, PolicyFault } from "../archive/log/policy.ts";
import { witnessServer } from "../archive/witness/server.ts";
import { Witness, type WatchedLog } from "../archive/witness/witness.ts";

interface WitnessWish {
  folder: string;
  name: string;
  logs: string;
  host: string;
  port: string;
}

/** `openbeat witness`: watches other people's logs. It opens no database and none of an agency's folders. */
export function addWitness(program: Command): void {
  program
    .command("witness")
    .description("watch the logs of agencies and cosign what continues them (C2SP tlog-witness)")
    .requiredOption("--folder <folder>", "where this witness keeps its key and its memory")
    .requiredOption("--name <name>", "its name, such as witness.example.org/w1")
    .requiredOption("--logs <file>", 'whom to watch: a line "log KEY" for each')
    .option("--host <address>", "where to listen", "127.0.0.1")
    .option("--port <port>", "where to listen", "4480")
    .action((options: WitnessWish) => witness(options));
}

async function witness({ folder, name, logs: file, host, port }: WitnessWish): Promise<void> {
  const logs = logsOf(resolve(file));
  const own = Witness.open(resolve(folder), name, logs, systemClock);
  const lock = await lockFolder(resolve(folder)).catch((cause: unknown) => {
    throw new Refusal("in-use", `Another witness already works on ${folder}.`, { cause });
  });
  const server = witnessServer(own, logs);
  await new Promise<void>((done, failed) => {
    server.once("error", failed);
    server.listen(Number(port), host, done);
  });
  const address = server.address();
  const listens = typeof address === "object" && address ? address.port : port;
  console.log(`Witness ${name} watches ${logs.length} logs on http://${host}:${listens}`);
  console.log(`Its key, for the agencies: ${own.vkey}`);
  await new Promise<void>((done) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => done());
  });
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  await lock.release();
}

function logsOf(file: string): readonly WatchedLog[] {
  try {
    const { logs } = parsePolicy(readFileSync(file, "utf8"));
    if (logs.length > 0) return logs;
    throw new PolicyFault('It names no log; write a line "log KEY" for each.');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Refusal("no-logs", `${file} cannot be followed. ${why}`, { cause });
  }
}
