import { and, asc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { authorize, namesOf, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { addressOf } from "./address.ts";
import { freshMailbox } from "./journal/mailbox.ts";
import { intakePeople, intakeSources } from "./tables.ts";

const sourcesMax = limit("intake.sources", 100, "sources", "of one agency, the ended ones too");
const peopleMax = limit("intake.people", 2_000, "addresses", "of one source");

export const sourceDraft = z.object({
  kind: z.enum(["api", "texts", "mail"]),
  name: z.string().trim().min(1).max(120),
  /** Of a gateway of texts: its account and the token that it signs with. */
  account: z.string().trim().max(100).default(""),
  token: z.string().trim().max(200).default(""),
  silentMinutes: z.number().int().min(5).max(43_200).nullable().default(null),
});

export const peopleDraft = z.object({
  people: z
    .array(z.object({ address: z.string().trim().min(3).max(320), personId: z.uuid() }))
    .max(peopleMax),
});

export type IntakeSource = typeof intakeSources.$inferSelect;

/**
 * Adds a source. Its secret is made here and shown this once: of mail it is the part of its address before the "@". A
 * gateway of texts signs with its own token, which is given and never shown again.
 */
export async function addSource(ctx: Ctx, draft: z.output<typeof sourceDraft>) {
  return transact(ctx, async (tx) => {
    authorize(tx, "intake.change");
    const { kind, name, account, silentMinutes } = draft;
    if (kind === "texts" && (account === "" || draft.token === ""))
      throw new Refusal("no-gateway", "Give the gateway's account and its token.");
    const count = await tx.tx.$count(intakeSources, eq(intakeSources.agencyId, agencyOf(tx)));
    if (count >= sourcesMax)
      throw new Refusal("sources-full", `An agency has at most ${sourcesMax} sources.`);
    const id = tx.ids.uuid();
    const secret = kind === "texts" ? draft.token : freshSecret(tx, kind, id);
    await tx.tx.insert(intakeSources).values({
      agencyId: agencyOf(tx),
      id,
      kind,
      name,
      account,
      silentMinutes,
      sealed: await sealed(tx, id, secret),
      addedBy: personOf(tx).personId,
      addedAt: stamp(tx.clock.now()),
    });
    await tellSource(tx, "records.source-added", id, { kind, name, silentMinutes });
    return { id, secret: kind === "texts" ? null : secret };
  });
}

/** A new secret, shown this once; the one before it is worth nothing from now on. */
export async function rotateSource(ctx: Ctx, id: string, token?: string) {
  return transact(ctx, async (tx) => {
    authorize(tx, "intake.change", { kind: "intake-source", id });
    const source = await standingSource(tx, id);
    const isTexts = source.kind === "texts";
    if (isTexts && !token)
      throw new Refusal("no-gateway", "Give the gateway's account and its token.");
    const secret = isTexts && token ? token : freshSecret(tx, source.kind, id);
    await tx.tx
      .update(intakeSources)
      .set({ sealed: await sealed(tx, id, secret), rotatedAt: stamp(tx.clock.now()) })
      .where(at(tx, id));
    await tellSource(tx, "records.source-rotated", id, { name: source.name });
    return { secret: isTexts ? null : secret };
  });
}

/** It is heard no more; what it handed in stays. */
export async function endSource(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "intake.change", { kind: "intake-source", id });
    const { name } = await standingSource(tx, id);
    const endedAt = stamp(tx.clock.now());
    await tx.tx.update(intakeSources).set({ endedAt }).where(at(tx, id));
    await tellSource(tx, "records.source-ended", id, { name });
  });
}

/** Says whose telephone or mailbox each address is, in place of what was said before. */
export async function namePeople(
  ctx: Ctx,
  id: string,
  { people }: z.output<typeof peopleDraft>,
): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "intake.change", { kind: "intake-source", id });
    await standingSource(tx, id);
    const own = and(eq(intakePeople.agencyId, agencyOf(tx)), eq(intakePeople.sourceId, id));
    const names = await namesOf(
      tx,
      people.map(({ personId }) => personId),
    );
    for (const { personId } of people) found(names.get(personId), "person");
    await tx.tx.delete(intakePeople).where(own);
    const rows = new Map(people.map(({ address, personId }) => [addressOf(address), personId]));
    if (rows.size > 0)
      await tx.tx.insert(intakePeople).values(
        [...rows].map(([address, personId]) => ({
          agencyId: agencyOf(tx),
          sourceId: id,
          address,
          personId,
        })),
      );
    await tellSource(tx, "records.source-people", id, { addresses: rows.size });
  });
}

/** Every source with whom its addresses belong to; never its secret. */
export async function listSources(ctx: Ctx) {
  authorize(ctx, "intake.read");
  return read(ctx, async (tx) => {
    const sources = await tx.tx
      .select()
      .from(intakeSources)
      .where(eq(intakeSources.agencyId, agencyOf(tx)))
      .orderBy(asc(intakeSources.addedAt));
    const people = await tx.tx
      .select()
      .from(intakePeople)
      .where(eq(intakePeople.agencyId, agencyOf(tx)))
      .orderBy(asc(intakePeople.address));
    const names = await namesOf(
      tx,
      people.map(({ personId }) => personId),
    );
    return sources.map(({ agencyId: _a, sealed: _s, ...source }) => ({
      ...source,
      people: people
        .filter(({ sourceId }) => sourceId === source.id)
        .map(({ address, personId }) => ({ address, personId, name: names.get(personId) ?? "" })),
    }));
  });
}

async function standingSource(tx: TxCtx, id: string): Promise<IntakeSource> {
  const [row] = await tx.tx
    .select()
    .from(intakeSources)
    .where(and(at(tx, id), isNull(intakeSources.endedAt)))
    .for("update");
  return found(row, "source");
}

function at(tx: TxCtx, id: string) {
  return and(eq(intakeSources.agencyId, agencyOf(tx)), eq(intakeSources.id, id));
}

function freshSecret(tx: TxCtx, kind: IntakeSource["kind"], id: string): string {
  if (kind === "mail") return freshMailbox(tx.ids, id);
  return `obs_${tx.ids.random(32).toString("base64url")}`;
}

async function sealed(tx: TxCtx, id: string, secret: string): Promise<Buffer> {
  const keys = await tx.vault.keysOf(tx, agencyOf(tx));
  return keys.seal(placeOf(agencyOf(tx), id), secret);
}

/** Opened only to check a signature, or to fetch what a gateway holds. */
export async function secretOf(tx: TxCtx, source: IntakeSource): Promise<string> {
  const keys = await tx.vault.keysOf(tx, source.agencyId);
  return keys.open(placeOf(source.agencyId, source.id), source.sealed).toString();
}

function placeOf(agencyId: string, rowId: string) {
  return { table: "intake_sources", column: "sealed", agencyId, rowId };
}

function tellSource(tx: TxCtx, kind: string, id: string, facts: object) {
  return tx.happenings.tell(tx, { kind, subject: { kind: "intake-source", id }, facts });
}
