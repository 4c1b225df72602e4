import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx, type TxCtx } from "#platform/context.ts";
import { canonicalize, sha256 } from "#platform/crypto/canonical.ts";
import { read, transact } from "#platform/db/database.ts";
import type { Happening } from "#platform/events.ts";
import { correspondents } from "../correspondents.ts";
import { addressOf } from "./address.ts";
import { secretOf, type IntakeSource } from "./sources.ts";
import { intakeGaps, intakeItems, intakePeople, intakeSources } from "./tables.ts";

/** A message as a source told it, its files in the blob store. */
export interface HandedIn {
  /** The source's own name for it, and for its state where a message may change. */
  id: string;
  version?: string | undefined;
  /** RFC 3339. */
  at: string;
  direction: "in" | "out";
  kind: "text" | "mail" | "chat" | "call" | "other";
  from: string;
  to: readonly string[];
  thread?: string | undefined;
  text: string;
  files: readonly { name: string; type: string; sha256: string | null; why?: string }[];
  original: unknown;
  /** All of it as it came, in the blob store: kept as its last medium, whatever could be read of it. */
  raw?: { name: string; type: string; sha256: string };
}

export interface Outcome {
  id: string;
  /** `differs`: under this name other words are on the record already; hand it in as another version. */
  status: "captured" | "already" | "differs";
  recordId: string | null;
}

/** A standing source by its id alone, with its secret, whichever agency it is of; undefined: there is none. */
export async function sourceById(
  ctx: Ctx,
  id: string,
): Promise<{ source: IntakeSource; secret: string; own: Ctx } | undefined> {
  const [source] = await read(asSystem(ctx, "intake", null), (tx) =>
    tx.tx
      .select()
      .from(intakeSources)
      .where(and(eq(intakeSources.id, id), isNull(intakeSources.endedAt)))
      .limit(1),
  );
  if (!source) return undefined;
  const own = asSystem(ctx, "intake", source.agencyId);
  return { source, secret: await transact(own, (tx) => secretOf(tx, source)), own };
}

/**
 * Takes messages into the archive, each once, in one transaction with the source's heartbeat: what is answered is
 * durable. None at all is a heartbeat alone.
 */
export async function handIn(
  ctx: Ctx,
  source: IntakeSource,
  messages: readonly HandedIn[],
): Promise<Outcome[]> {
  return transact(ctx, async (tx) => {
    await heard(tx, source, messages.length);
    const people = await peopleOf(tx, source.id, messages);
    const wanted = new Map(messages.map((one) => [identityOf(source, one), one]));
    const claimed = await claim(tx, source, wanted);
    const fresh = [...wanted].filter(([identity]) => claimed.has(identity));
    const told = await tx.happenings.tell(
      tx,
      ...fresh.map(([, one]) => happeningOf(source, one, people)),
    );
    if (fresh.length > 0)
      await tx.tx.raw(
        `update intake_items i set record_id = r.id from unnest($2::text[], $3::uuid[]) as r(identity, id)
         where i.agency_id = $1 and i.identity = decode(r.identity, 'hex')`,
        [agencyOf(tx), fresh.map(([identity]) => identity), told.map(({ id }) => id)],
      );
    return outcomes(tx, source, messages, claimed);
  });
}

/** A sign of life ends a silence; the gap stays until a person answers for it. */
async function heard(tx: TxCtx, source: IntakeSource, count: number): Promise<void> {
  const heardAt = stamp(tx.clock.now());
  await tx.tx
    .update(intakeSources)
    .set({ heardAt, messages: sql`${intakeSources.messages} + ${count}` })
    .where(and(eq(intakeSources.agencyId, agencyOf(tx)), eq(intakeSources.id, source.id)));
  const ended = await tx.tx
    .update(intakeGaps)
    .set({ untilAt: heardAt })
    .where(
      and(
        eq(intakeGaps.agencyId, agencyOf(tx)),
        eq(intakeGaps.sourceId, source.id),
        isNull(intakeGaps.untilAt),
      ),
    )
    .returning();
  for (const { id, fromAt } of ended)
    await tx.happenings.tell(tx, {
      kind: "records.source-heard-again",
      subject: { kind: "intake-gap", id },
      facts: { source: source.name, from: fromAt, until: heardAt },
      record: {
        direction: "internal",
        text: `${source.name} is heard again`,
        payload: { sourceId: source.id, from: fromAt, until: heardAt },
      },
    });
}

function identityOf({ id: sourceId }: IntakeSource, { id, version }: HandedIn): string {
  return sha256(canonicalize([sourceId, id, version ?? null])).toString("hex");
}

/** Over what it says: the way that it came by may differ each time. */
function digestOf({ original: _original, raw: _raw, files, ...told }: HandedIn): string {
  const hashes = files.map(({ name, sha256: hash }) => [name, hash]);
  return sha256(
    canonicalize({
      ...told,
      version: told.version ?? null,
      thread: told.thread ?? null,
      to: [...told.to],
      hashes,
    }),
  ).toString("hex");
}

/** The key is the check: of two requests at once, one brings a message and the other finds it there. */
async function claim(
  tx: TxCtx,
  source: IntakeSource,
  wanted: ReadonlyMap<string, HandedIn>,
): Promise<Set<string>> {
  const digests = [...wanted.values()].map(digestOf);
  const rows = await tx.tx.raw<{ identity: string }>(
    `insert into intake_items (agency_id, identity, source_id, digest)
     select $1::uuid, decode(i, 'hex'), $2::uuid, decode(d, 'hex') from unnest($3::text[], $4::text[]) as w(i, d) order by i
     on conflict do nothing returning encode(identity, 'hex') as identity`,
    [agencyOf(tx), source.id, [...wanted.keys()], digests],
  );
  return new Set(rows.map(({ identity }) => identity));
}

async function outcomes(
  tx: TxCtx,
  source: IntakeSource,
  messages: readonly HandedIn[],
  claimed: ReadonlySet<string>,
): Promise<Outcome[]> {
  const keys = messages.map((one) => identityOf(source, one));
  const rows =
    keys.length === 0
      ? []
      : await tx.tx
          .select()
          .from(intakeItems)
          .where(
            and(
              eq(intakeItems.agencyId, agencyOf(tx)),
              inArray(
                intakeItems.identity,
                keys.map((one) => Buffer.from(one, "hex")),
              ),
            ),
          );
  const known = new Map(rows.map((row) => [row.identity.toString("hex"), row]));
  return messages.map((one, index) => {
    const key = keys[index] ?? "";
    const row = known.get(key);
    const isSame = row?.digest.toString("hex") === digestOf(one);
    const status = !isSame ? "differs" : claimed.has(key) ? "captured" : "already";
    return { id: one.id, status, recordId: row?.recordId ?? null };
  });
}

async function peopleOf(
  tx: TxCtx,
  sourceId: string,
  messages: readonly HandedIn[],
): Promise<Map<string, string>> {
  const addresses = [...new Set(messages.flatMap(({ from, to }) => [from, ...to].map(addressOf)))];
  if (addresses.length === 0) return new Map();
  const rows = await tx.tx
    .select()
    .from(intakePeople)
    .where(
      and(
        eq(intakePeople.agencyId, agencyOf(tx)),
        eq(intakePeople.sourceId, sourceId),
        inArray(intakePeople.address, addresses),
      ),
    );
  return new Map(rows.map(({ address, personId }) => [address, personId]));
}

const kinds = {
  text: { in: "records.text-received", out: "records.text-sent" },
  mail: { in: "records.mail-journaled", out: "records.mail-journaled" },
  chat: { in: "records.chat-received", out: "records.chat-sent" },
  call: { in: "records.call-noted", out: "records.call-noted" },
  other: { in: "records.message-received", out: "records.message-sent" },
} as const;

/** Filed under the person whose telephone or mailbox it is: of what came in the receiver, of what went out the sender. */
function happeningOf(
  source: IntakeSource,
  { files, original, raw, ...one }: HandedIn,
  people: ReadonlyMap<string, string>,
): Happening {
  const kept = raw ? [...files, raw] : files;
  const ours = one.direction === "out" ? [one.from, ...one.to] : [...one.to, one.from];
  const custodian = ours.map((address) => people.get(addressOf(address))).find(Boolean);
  return {
    kind: kinds[one.kind][one.direction],
    subject: { kind: "intake-source", id: source.id },
    facts: { source: source.name, id: one.id },
    occurredAt: stamp(Temporal.Instant.from(one.at)),
    record: {
      isBroughtIn: true,
      ...(custodian ? { personId: custodian } : {}),
      direction: one.direction,
      text: [one.text, ...files.map(({ name }) => name), correspondents(one.from, one.to)]
        .filter(Boolean)
        .join("\n"),
      media: [...new Set(kept.flatMap(({ sha256: hash }) => hash ?? []))],
      payload: {
        ...one,
        custodian: custodian ?? null,
        files: kept,
        origin: { sourceId: source.id, source: source.name, kind: source.kind },
        original: original ?? null,
      },
    },
  };
}
