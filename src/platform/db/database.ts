import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import type { Ctx, TxCtx } from "../context.ts";
import { limit } from "../limits.ts";
import { Refusal } from "../refusal.ts";
import { PreparedClient } from "./prepared-client.ts";

/** Queries inside one transaction. */
export type Transaction = Omit<NodePgDatabase, "transaction" | "$client"> & {
  raw: RawQuery;
  /** Has something done in this process when the transaction is committed; never when it is not. Its failure is logged. */
  afterCommit(then: () => void): void;
};

/** Parameterised SQL for what the query builder cannot say (bulk unnest, text search). */
export type RawQuery = <Row extends pg.QueryResultRow>(
  text: string,
  values?: unknown[],
) => Promise<Row[]>;

export interface Database {
  pool: pg.Pool;
  /** Connection settings for what needs a connection of its own (LISTEN, COPY). */
  options: pg.PoolConfig;
  close(): Promise<void>;
}

const poolMax = limit("db.connections", 12, "connections", "one process's share of the server");
const retriesMax = limit("db.retries", 8, "tries", "a transaction that keeps colliding gives up");
const statementMs = limit("db.statement", 30_000, "ms", "no request may hold the database longer");

export function openDatabase(options: pg.PoolConfig): Database {
  const settings: pg.PoolConfig = {
    max: poolMax,
    connectionTimeoutMillis: 10_000,
    statement_timeout: statementMs,
    keepAlive: true,
    Client: PreparedClient,
    ...options,
  };
  // What is asked before an answer came is sent at once: a transaction's beginning travels with its first statement.
  const pool = new pg.Pool({ ...settings, pipeline: true });
  // A dead server surfaces on the next query. Unheard, a client's error would end the process, idle or in use.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return { pool, options: settings, close: () => pool.end() };
}

const agencyShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Runs `body` as one transaction, fenced to the actor's agency by row-level security, and again from
 * the start when PostgreSQL reports a serialization failure or a deadlock: bodies must be pure but
 * for the database. Called inside a transaction it joins it, so that verbs compose.
 */
export async function transact<T>(
  ctx: Ctx,
  body: (tx: TxCtx) => Promise<T>,
  { plansOnce = false }: { plansOnce?: boolean } = {},
): Promise<T> {
  if (isInTransaction(ctx)) return body(ctx);
  return runTransaction(ctx, plansOnce ? `begin; ${planOnce}` : "begin", body);
}

/**
 * Statements that a connection keeps are planned once, and not for their parameters each time: for those that take longer
 * to plan than to carry out, and whose plan is the same whatever they are asked (PostgreSQL, plan_cache_mode).
 */
const planOnce = "set local plan_cache_mode = force_generic_plan";

/** A read-only transaction: one consistent picture, and no way to write. */
export async function read<T>(ctx: Ctx, body: (tx: TxCtx) => Promise<T>): Promise<T> {
  if (isInTransaction(ctx)) return body(ctx);
  return runTransaction(ctx, "begin isolation level repeatable read read only", body);
}

function isInTransaction(ctx: Ctx): ctx is TxCtx {
  return "tx" in ctx && ctx.tx !== undefined;
}

async function runTransaction<T>(
  ctx: Ctx,
  begin: string,
  body: (tx: TxCtx) => Promise<T>,
): Promise<T> {
  for (let tried = 1; ; tried++) {
    const client = await connect(ctx.db);
    let failure: unknown;
    try {
      const begun = client.query(`${begin}; ${fence(ctx)}`);
      // Should it fail: outside of the fence nothing of an agency is read or written, and the connection's loss ends all.
      begun.catch(() => undefined);
      const done: (() => void)[] = [];
      const result = await body({ ...ctx, tx: transactionOf(client, done) });
      await begun;
      await client.query("commit");
      carryOut(ctx, done);
      return result;
    } catch (error) {
      failure = error;
      await client.query("rollback").catch(() => undefined);
      if (!mayRetry(error) || tried >= retriesMax) throw readable(error);
    } finally {
      client.release(isBroken(failure));
    }
    await ctx.clock.sleep(2 ** tried * (1 + (ctx.ids.random(1)[0] ?? 0) / 256));
  }
}

/** What was committed stays done, whatever becomes of what follows it. */
function carryOut({ log }: Ctx, done: readonly (() => void)[]): void {
  for (const then of done) {
    try {
      then();
    } catch (error) {
      log.error({ err: error }, "what follows a commit failed");
    }
  }
}

/** The agency goes into the text unquoted by the driver, so its shape is checked here. */
export function fence(ctx: Ctx, until: "local" | "session" = "local"): string {
  const { agencyId } = ctx.actor;
  if (agencyId === null) return `set ${until} openbeat.system = 'on'`;
  if (!agencyShape.test(agencyId)) throw new Error("an agency id is a lower-case UUID");
  return `set ${until} openbeat.agency = '${agencyId}'`;
}

async function connect(db: Database): Promise<pg.PoolClient> {
  try {
    return await db.pool.connect();
  } catch (cause) {
    throw new Refusal(
      "database-away",
      "The database does not answer right now. Nothing was changed; try again in a moment.",
      { status: 503, cause },
    );
  }
}

function transactionOf(client: pg.PoolClient, done: (() => void)[]): Transaction {
  const database = drizzle({ client });
  const raw: RawQuery = async <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => {
    const result = await client.query<Row>(text, values);
    return result.rows;
  };
  return Object.assign(database, { raw, afterCommit: (then: () => void) => void done.push(then) });
}

function sqlState(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string" && /^[0-9A-Z]{5}$/.test(at.code))
      return at.code;
  }
  return undefined;
}

/** 40001 serialization failure, 40P01 deadlock: the transaction did nothing and may run again. */
function mayRetry(error: unknown): boolean {
  const state = sqlState(error);
  return state === "40001" || state === "40P01";
}

function isBroken(error: unknown): boolean {
  const state = sqlState(error);
  return (
    error !== undefined &&
    !(error instanceof Refusal) &&
    (state === undefined || state.startsWith("57"))
  );
}

/** A full disk or a vanished server is said in a sentence; anything else stays a programmer's error. */
export function readable(error: unknown): unknown {
  const state = sqlState(error);
  if (state === "53100" || state === "58030") {
    return new Refusal(
      "disk-full",
      "The database's disk is full. Nothing was changed; free space and try again.",
      { status: 507, cause: error },
    );
  }
  const lost = state?.startsWith("57P") || state?.startsWith("08") || isConnectionLoss(error);
  if (lost) {
    return new Refusal(
      "database-away",
      "The database went away during this. It was not done, or it shows when you reload; check before you repeat it.",
      { status: 503, cause: error },
    );
  }
  return error;
}

const lostConnection =
  /Connection terminated|not queryable|Client was closed|timeout exceeded when trying to connect|ECONNRESET|ECONNREFUSED|EPIPE|ENOENT/;

function isConnectionLoss(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (lostConnection.test(at.message)) return true;
  }
  return false;
}

/** True when an insert or update ran into a unique index (23505). */
export function isDuplicate(error: unknown): boolean {
  return sqlState(error) === "23505";
}

/**
 * What PostgreSQL could not take from whoever asked: a value of another shape than its column (22P02, a path's
 * id that is no UUID), or characters that no text column holds (22021, 22P05: NUL).
 */
export function inputFault(error: unknown): "shape" | "characters" | undefined {
  const state = sqlState(error);
  if (state === "22P02") return "shape";
  return state === "22021" || state === "22P05" ? "characters" : undefined;
}
