import { and, desc, eq, gte, lt, lte, sql } from "drizzle-orm";
import type { Actor, Ctx, TxCtx } from "#platform/context.ts";
import { agencyOf } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import type { InTransaction, Recorded } from "#platform/events.ts";
import { limit } from "#platform/limits.ts";
import { stamp } from "#platform/clock.ts";
import { authorize } from "./permission.ts";
import { auditEvents } from "./schema.ts";

const pageMax = limit("audit.page", 100, "events", "one page of the audit trail");

/**
 * Writes the audit events of what happened, in the verb's own transaction (CJIS AU-2, AU-3; T28). What residents
 * sent in is nobody's act, nor is what an imported file holds: the archive entry tells it, and the trail stays one of
 * what staff and the program did.
 */
export const writeAudit: InTransaction = async (tx, happened) => {
  const acts = happened.filter(({ record }) => record?.direction !== "in" && !record?.isBroughtIn);
  if (acts.length === 0) return;
  const who = identity(tx.actor);
  await tx.tx.raw(
    `insert into audit_events (agency_id, id, at, actor_kind, actor_id, actor_name, via, address, agent,
       kind, subject_kind, subject_id, outcome, facts)
     select $1::uuid, r.id, r.at, $2, $3, $4, $5, $6, $7, r.kind, r.subject_kind, r.subject_id, r.outcome, r.facts
     from jsonb_to_recordset($8::jsonb) as r(id uuid, at timestamptz, kind text, subject_kind text,
       subject_id text, outcome text, facts jsonb)`,
    [
      agencyOf(tx),
      who.kind,
      who.id,
      who.name,
      who.via,
      tx.actor.from.address,
      tx.actor.from.agent,
      JSON.stringify(acts.map(row)),
    ],
  );
};

function row(one: Recorded) {
  return {
    id: one.id,
    at: one.at,
    kind: one.kind,
    subject_kind: one.subject.kind,
    subject_id: one.subject.id,
    outcome: one.outcome ?? "done",
    facts: one.facts,
  };
}

function identity(actor: Actor) {
  return actor.kind === "person"
    ? {
        kind: "person",
        id: actor.personId,
        name: actor.name,
        via: `${actor.via} ${actor.credentialId}`,
      }
    : { kind: "system", id: "openbeat", name: actor.name, via: "system" };
}

/** A refused attempt is part of the trail too; the verb's transaction is gone, so this has its own. */
export async function auditRefusal(
  ctx: Ctx,
  what: { verb: string; code: string; path: string },
): Promise<void> {
  if (ctx.actor.agencyId === null) return;
  await transact(ctx, (tx) =>
    tx.happenings.tell(tx, {
      kind: "agency.verb-refused",
      subject: { kind: "route", id: what.path },
      facts: { verb: what.verb, code: what.code },
      outcome: "refused",
    }),
  );
}

/** A look at something sensitive leaves a trace like a write does (core P4): why, and what was asked. */
export async function auditLook(
  tx: TxCtx,
  subject: { kind: string; id: string },
  reason: string,
  facts: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await tx.happenings.tell(tx, {
    kind: "agency.sensitive-read",
    subject,
    facts: { reason, ...facts },
  });
}

const lookFoldMinutes = limit(
  "audit.look-fold",
  5,
  "minutes",
  "one person's looks at one thing leave one trace in this time: a page asks for many pictures",
);

/** As `auditLook`, unless the same person's look at the same thing was told a moment ago. */
export async function auditLookOnce(
  tx: TxCtx,
  subject: { kind: string; id: string },
  reason: string,
): Promise<void> {
  const since = tx.clock.now().subtract({ minutes: lookFoldMinutes });
  const [told] = await tx.tx
    .select({ id: auditEvents.id })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.agencyId, agencyOf(tx)),
        eq(auditEvents.subjectKind, subject.kind),
        eq(auditEvents.subjectId, subject.id),
        eq(auditEvents.actorId, identity(tx.actor).id),
        eq(auditEvents.kind, "agency.sensitive-read"),
        gte(auditEvents.at, stamp(since)),
      ),
    )
    .limit(1);
  if (told === undefined) await auditLook(tx, subject, reason);
}

export interface AuditFilter {
  actorId?: string | undefined;
  kind?: string | undefined;
  subjectId?: string | undefined;
  outcome?: string | undefined;
  from?: string | undefined;
  until?: string | undefined;
  before?: string | undefined;
}

/** Newest first, a page at a time; `next` is the `before` of the following page. */
export async function auditTrail(ctx: Ctx, filter: AuditFilter) {
  authorize(ctx, "audit.read");
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select()
      .from(auditEvents)
      .where(
        and(
          eq(auditEvents.agencyId, agencyOf(ctx)),
          filter.actorId ? eq(auditEvents.actorId, filter.actorId) : undefined,
          filter.kind ? sql`${auditEvents.kind} like ${`${escapeLike(filter.kind)}%`}` : undefined,
          filter.subjectId ? eq(auditEvents.subjectId, filter.subjectId) : undefined,
          filter.outcome ? eq(auditEvents.outcome, filter.outcome) : undefined,
          filter.from ? gte(auditEvents.at, filter.from) : undefined,
          filter.until ? lte(auditEvents.at, filter.until) : undefined,
          filter.before ? lt(auditEvents.id, filter.before) : undefined,
        ),
      )
      .orderBy(desc(auditEvents.id))
      .limit(pageMax + 1);
    const events = rows.slice(0, pageMax);
    return {
      events,
      next: rows.length > pageMax ? events.at(-1)?.id : undefined,
      asOf: stamp(ctx.clock.now()),
    };
  });
}

function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, "\\$&");
}
