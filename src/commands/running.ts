import { readConfig, type Config } from "#platform/config/config.ts";
import { limit } from "#platform/limits.ts";
import { openInstallation, type Installation } from "#platform/installation.ts";
import type { Worker } from "#platform/slice.ts";
import { place } from "#platform/db/binaries.ts";
import { answers, ownerOn } from "#platform/db/embedded.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { allAgencies } from "#agency";
import { LogKeeper, mustKeepLogHere } from "#archive";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type pg from "pg";
import { assemble, jobNames, type Assembly, type AssemblyOptions } from "../slices.ts";

const graceMs = limit("stop.grace", 30_000, "ms", "a stop ends, whatever hangs");

export interface Running {
  config: Config;
  installation: Installation;
  assembly: Assembly;
}

/** Opens the data folder and the whole program over it, runs `body`, and closes both. */
export async function withOpenbeat<T>(
  body: (running: Running) => Promise<T>,
  options: Partial<AssemblyOptions> & { say?: (what: string) => void; config?: Config } = {},
): Promise<T> {
  const config = options.config ?? readConfig();
  await using installation = await openInstallation(config, {
    jobNames,
    ...(options.say ? { say: options.say } : {}),
  });
  await using assembly = await assemble(installation, {
    setupCode: randomBytes(18).toString("base64url"),
    ...options,
  });
  return await body({ config, installation, assembly });
}

/**
 * `withOpenbeat` for what writes to the record and leaves it sealed: refused, before anything is done, where this
 * folder does not hold the signer of the agency's log.
 */
export async function withLog<T>(
  body: (running: Running) => Promise<T>,
  options: Parameters<typeof withOpenbeat>[1] = {},
): Promise<T> {
  return withOpenbeat(async (running) => {
    const { ctx, signer } = running.assembly;
    for (const { agencyId } of await allAgencies(ctx))
      await mustKeepLogHere(asSystem(ctx, "command line", agencyId), signer);
    return body(running);
  }, options);
}

/** A running server's database is read beside it; otherwise it is started for this. */
export async function withOwner<T>(
  config: Config,
  body: (owner: pg.PoolConfig) => Promise<T>,
): Promise<T> {
  if (config.databaseUrl) return body({ connectionString: config.databaseUrl });
  const beside = ownerOn(place(config.data));
  // A socket's file outlives a loss of power: only an answer proves a server.
  if (await answers(beside)) return body(beside);
  await using installation = await openInstallation(config, { jobNames });
  return await body(installation.owner);
}

/**
 * Runs the workers and the background jobs until stopped; then lets each finish what it began. The server keeps its
 * own work in any case; the rest is done where `OPENBEAT_WORKERS` is on, or by `openbeat work`.
 */
export function startWorkers(
  assembly: Assembly,
  installation: Installation,
  isServer = true,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { ctx, workers } = assembly;
  const doesAll = !isServer || installation.config.workers;
  const own = workers.filter(({ onServer }) => (onServer ? isServer : doesAll));
  const running = [bell, ...own].map((worker) => runWorker(ctx, worker, stopping.signal));
  const jobs = doesAll ? startJobs(assembly, installation, stopping.signal) : undefined;
  const aborted = new Promise((resolve) => stopping.signal.addEventListener("abort", resolve));
  return {
    async stop() {
      stopping.abort();
      await Promise.all([...running, Promise.race([jobs, aborted])]);
    },
  };
}

/** Whatever a process does, others tell it when there is something to do. */
const bell: Worker = {
  name: "bell",
  run: (ctx, signal) => ctx.happenings.bell.hearOthers(ctx, signal),
};

/** A worker that breaks is started again: a queue must not stand still unseen. */
async function runWorker(ctx: Ctx, worker: Worker, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await worker.run(ctx, signal);
    } catch (error) {
      ctx.log.error({ err: error, worker: worker.name }, "a worker broke; it starts again");
    }
    if (!signal.aborted) await ctx.clock.sleep(1_000, signal);
  }
}

/** A database that is away just now must not leave an agency without its background jobs: it is tried again. */
async function startJobs(
  { ctx, slices }: Assembly,
  { jobs }: Installation,
  signal: AbortSignal,
): Promise<void> {
  const definitions = slices.flatMap((one) => one.jobs ?? []);
  while (!signal.aborted) {
    try {
      return await jobs.work(ctx, definitions);
    } catch (error) {
      ctx.log.error({ err: error }, "background jobs do not start; it is tried again");
      await ctx.clock.sleep(2_000, signal);
    }
  }
}

const endings = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Resolves at the first of the signals that ask a program to end, a closed terminal's among them. Repeats change
 * nothing: one Ctrl-C reaches the whole process group, and whoever started us passes it on again. What is under way is then given `stop.grace`: what
 * hangs for longer, such as a half-open connection, is cut off, which loses nothing (core D3).
 */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    let isAsked = false;
    const stop = () => {
      if (isAsked) return;
      isAsked = true;
      setTimeout(() => process.exit(process.exitCode ?? 0), graceMs).unref();
      resolve();
    };
    for (const name of endings) process.on(name, stop);
  });
}

/** Brings everything captured under a signed checkpoint: what a command did is in the log when it ends. */
export async function sealLogs({ ctx, signer, logFolder }: Assembly): Promise<void> {
  for (const { agencyId } of await allAgencies(ctx)) {
    const keeper = new LogKeeper(
      asSystem(ctx, "log keeper", agencyId),
      signer,
      join(logFolder, agencyId),
    );
    while ((await keeper.turn()) > 0);
  }
}
