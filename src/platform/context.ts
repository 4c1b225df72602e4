import type { Logger } from "pino";
import type { BlobStore } from "./blobs/blobs.ts";
import type { Clock } from "./clock.ts";
import type { Vault } from "./crypto/vault.ts";
import type { Database, Transaction } from "./db/database.ts";
import type { Happenings } from "./events.ts";
import type { Ids } from "./ids.ts";
import type { Jobs } from "./jobs/jobs.ts";

/** Who acts. `agencyId` fences every query (row-level security reads it). */
export type Actor = PersonActor | SystemActor;

export interface PersonActor {
  kind: "person";
  agencyId: string;
  personId: string;
  name: string;
  roles: readonly string[];
  via: "session" | "token" | "command-line";
  /** The session or token the act came through; ended with it (core P3). */
  credentialId: string;
  /** Present on tokens: what the token may do, on top of what its person may do. */
  scopes?: readonly string[];
  /** When this person last proved a factor in this session; step-up asks for a recent one. */
  provedAt?: string;
  from: Origin;
}

/** The program itself: the dispatcher, a poll, a seed. It can pass no gate a person must pass (A6). */
export interface SystemActor {
  kind: "system";
  /** null only for work across agencies: claiming due rows, relaying events. */
  agencyId: string | null;
  name: string;
  from: Origin;
}

export interface Origin {
  address: string;
  agent: string;
}

/** What a verb may use: platform things only, never a slice (house §6). */
export interface Ctx {
  db: Database;
  clock: Clock;
  ids: Ids;
  actor: Actor;
  log: Logger;
  blobs: BlobStore;
  vault: Vault;
  jobs: Jobs;
  happenings: Happenings;
}

/** A context inside one transaction: what it writes is committed whole or not at all. */
export interface TxCtx extends Ctx {
  tx: Transaction;
}

/** The same context acting for the program, within one agency (or all, with null). */
export function asSystem(ctx: Ctx, name: string, agencyId: string | null): Ctx {
  const { tx: _tx, ...rest } = ctx as Partial<TxCtx> & Ctx;
  return {
    ...rest,
    actor: { kind: "system", agencyId, name, from: { address: "internal", agent: name } },
  };
}

/** The program acting in one agency within a transaction that works across agencies. */
export function withinAgency(tx: TxCtx, name: string, agencyId: string): TxCtx {
  return { ...asSystem(tx, name, agencyId), tx: tx.tx };
}

/** The agency this context acts in; a programmer's error when there is none. */
export function agencyOf(ctx: Ctx): string {
  if (ctx.actor.agencyId === null) throw new Error(`${ctx.actor.kind} actor acts in no agency`);
  return ctx.actor.agencyId;
}
