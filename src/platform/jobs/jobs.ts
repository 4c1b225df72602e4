import { PgBoss } from "pg-boss";
import type pg from "pg";
import { z } from "zod";
import { asSystem, type Ctx, type TxCtx } from "../context.ts";
import { limit } from "../limits.ts";

/** Work that may run later, again, and on another machine; its data hold ids, never a secret. */
export interface JobDefinition {
  name: string;
  /** A cron line in UTC for work that repeats. */
  schedule?: string;
  /** Runs as the program. `agencyId` is null for scheduled work, which walks the agencies itself. */
  run(ctx: Ctx, data: JobData): Promise<void>;
}

const jobData = z.object({
  agencyId: z.uuid().nullable().default(null),
  id: z.string().max(200).optional(),
});
export type JobData = z.infer<typeof jobData>;

export interface Jobs {
  /** Queues a job within the verb's transaction: it exists if and only if the verb committed. */
  send(
    tx: TxCtx,
    name: string,
    data: JobData,
    options?: { runAt?: string; onlyOne?: string },
  ): Promise<void>;
}

const retriesMax = limit(
  "jobs.retries",
  5,
  "tries",
  "then the job is kept as failed, for a person",
);
const secondsMax = limit("jobs.time", 600, "s", "a job that hangs is taken away from its worker");

export interface JobRunner extends Jobs {
  /** Makes queues and schedules, and begins to work them. */
  work(ctx: Ctx, definitions: readonly JobDefinition[]): Promise<void>;
  stop(): Promise<void>;
}

/** pg-boss over its own small pool. Its tables are made by `migrateJobs` as the owner. */
export function openJobs(connection: pg.PoolConfig, onError: (error: Error) => void): JobRunner {
  const boss = new PgBoss({
    ...pick(connection),
    max: 2,
    schema: "pgboss",
    migrate: false,
    createSchema: false,
  });
  boss.on("error", onError);
  let begun = false;
  let started = false;
  let opened: Promise<PgBoss> | undefined;
  const queues = async () => {
    if (started) return boss;
    opened ??= openSender(connection, onError).catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  return {
    async send(tx, name, data, options = {}) {
      const db = {
        executeSql: async (text: string, values?: unknown[]) => ({
          rows: await tx.tx.raw(text, values),
        }),
      };
      await (
        await queues()
      ).send(name, data, {
        db,
        retryLimit: retriesMax,
        retryBackoff: true,
        ...(options.runAt ? { startAfter: options.runAt } : {}),
        ...(options.onlyOne ? { singletonKey: options.onlyOne } : {}),
      });
    },
    async work(ctx, definitions) {
      begun = true;
      await boss.start();
      started = true;
      for (const job of definitions) {
        await boss.work(job.name, { pollingIntervalSeconds: 2 }, async (given) => {
          for (const { data } of given) {
            const parsed = jobData.parse(data ?? {});
            await job.run(asSystem(ctx, `job ${job.name}`, parsed.agencyId), parsed);
          }
        });
        if (job.schedule) await boss.schedule(job.name, job.schedule, {}, { tz: "UTC" });
      }
    },
    async stop() {
      const all = [begun ? boss : undefined, await opened];
      for (const one of all) await one?.stop({ graceful: true, timeout: 10_000 });
    },
  };
}

/** A process that only serves works no jobs, but what it hears must be queued: pg-boss knows its queues once it is open. */
async function openSender(
  connection: pg.PoolConfig,
  onError: (error: Error) => void,
): Promise<PgBoss> {
  const sender = new PgBoss({
    ...pick(connection),
    max: 1,
    schema: "pgboss",
    migrate: false,
    createSchema: false,
    supervise: false,
    schedule: false,
  });
  sender.on("error", onError);
  await sender.start();
  return sender;
}

/** As the owner: pg-boss's own tables and our queues. Safe to run again. */
export async function migrateJobs(owner: pg.PoolConfig, names: readonly string[]): Promise<void> {
  const boss = new PgBoss({
    ...pick(owner),
    max: 1,
    schema: "pgboss",
    supervise: false,
    schedule: false,
  });
  boss.on("error", () => undefined);
  await boss.start();
  for (const name of names) {
    if ((await boss.getQueue(name)) === null) {
      await boss.createQueue(name, { retryLimit: retriesMax, expireInSeconds: secondsMax });
    }
  }
  await boss.stop({ graceful: false });
}

function pick(options: pg.PoolConfig) {
  const { host, port, user, password, database, connectionString, ssl } = options;
  const given = { host, port, user, database, connectionString, ssl };
  const known = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  );
  return typeof password === "string" ? { ...known, password } : known;
}
