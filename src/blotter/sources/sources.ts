import { and, asc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { authorize, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { fields } from "../intake/columns.ts";
import { portalAddress } from "./portal-address.ts";
import { callSources, type SourceSettings } from "./tables.ts";

const sourcesMax = limit(
  "call-sources",
  20,
  "sources of calls",
  "of one agency, the ended ones too",
);

const column = z.string().trim().min(1).max(200);
const columns = z.partialRecord(z.enum(fields), column).default({});

const shared = {
  name: z.string().trim().min(1).max(120),
  columns,
  silentMinutes: z.int().min(15).max(43_200).nullable().default(null),
};

export const callSourceDraft = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("api"), ...shared }),
  z.strictObject({ kind: z.literal("drop"), ...shared }),
  z.strictObject({
    kind: z.literal("portal"),
    ...shared,
    url: z.string().trim().min(1).max(500),
    /** By which changes are told: the portal's own `:updated_at`, or a column that holds a time. */
    changed: column.default(":updated_at"),
    token: z.string().trim().max(200).default(""),
    everyMinutes: z.int().min(2).max(1_440).default(5),
  }),
]);
export type CallSourceDraft = z.output<typeof callSourceDraft>;

export const callSourceChange = z.strictObject({
  columns,
  silentMinutes: shared.silentMinutes,
});

export type CallSource = typeof callSources.$inferSelect;

/** Adds a source. What its requests are signed with is made here, and shown this once. */
export async function addCallSource(ctx: Ctx, draft: CallSourceDraft) {
  return transact(ctx, async (tx) => {
    authorize(tx, "call-source.change");
    const count = await tx.tx.$count(callSources, eq(callSources.agencyId, agencyOf(tx)));
    if (count >= sourcesMax)
      throw new Refusal("sources-full", `An agency has at most ${sourcesMax} sources of calls.`);
    const id = tx.ids.uuid();
    const now = stamp(tx.clock.now());
    const isPortal = draft.kind === "portal";
    const secret = draft.kind === "api" ? freshSecret(tx) : null;
    await tx.tx.insert(callSources).values({
      agencyId: agencyOf(tx),
      id,
      kind: draft.kind,
      name: draft.name,
      settings: settingsOf(draft),
      sealed: await sealed(tx, id, isPortal ? draft.token : (secret ?? "")),
      silentMinutes: draft.silentMinutes,
      everyMinutes: isPortal ? draft.everyMinutes : 0,
      addedBy: personOf(tx).personId,
      addedAt: now,
      nextAt: isPortal ? now : null,
    });
    const { kind, name } = draft;
    await tellSource(tx, "source-added", id, { kind, name });
    return { id, secret };
  });
}

function settingsOf(draft: CallSourceDraft): SourceSettings {
  const { columns } = draft;
  if (draft.kind !== "portal") return { columns };
  return { columns, portal: { url: portalAddress(draft.url).rows, changed: draft.changed } };
}

/** Says which column is which, and how long it may be silent. What was refused for its columns is read again. */
export async function changeCallSource(
  ctx: Ctx,
  id: string,
  { columns, silentMinutes }: z.output<typeof callSourceChange>,
): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "call-source.change", { kind: "call-source", id });
    const { settings, kind } = await standing(tx, id);
    await tx.tx
      .update(callSources)
      .set({
        settings: { ...settings, columns },
        silentMinutes,
        ...(kind === "portal" ? { nextAt: stamp(tx.clock.now()) } : {}),
      })
      .where(theSource(tx, id));
    await tellSource(tx, "source-changed", id, { columns, silentMinutes });
  });
}

/** A new secret of one that signs, or a portal's other token; the one before is worth nothing from now on. */
export async function rotateCallSource(ctx: Ctx, id: string, token?: string) {
  return transact(ctx, async (tx) => {
    authorize(tx, "call-source.change", { kind: "call-source", id });
    const { kind, name } = await standing(tx, id);
    if (kind === "drop")
      throw new Refusal("no-secret", "A folder has no secret: the server's own SSH guards it.");
    const secret = kind === "api" ? freshSecret(tx) : (token ?? "");
    await tx.tx
      .update(callSources)
      .set({ sealed: await sealed(tx, id, secret), rotatedAt: stamp(tx.clock.now()) })
      .where(theSource(tx, id));
    await tellSource(tx, "source-rotated", id, { name });
    return { secret: kind === "api" ? secret : null };
  });
}

/** Nothing more is taken from it; the calls that it brought stay. */
export async function endCallSource(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "call-source.change", { kind: "call-source", id });
    const { name } = await standing(tx, id);
    await tx.tx
      .update(callSources)
      .set({ endedAt: stamp(tx.clock.now()), nextAt: null })
      .where(theSource(tx, id));
    await tellSource(tx, "source-ended", id, { name });
  });
}

/** Somebody wants a portal asked at once. */
export async function mustBeAsked(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "call-source.answer", { kind: "call-source", id });
    const { kind } = await standing(tx, id);
    if (kind !== "portal")
      throw new Refusal("not-asked", "Only a portal is asked; the others come by themselves.");
  });
}

/** A standing source by its id alone, with its secret, whichever agency it is of. */
export async function callSourceById(ctx: Ctx, id: string) {
  const [source] = await read(asSystem(ctx, "calls", null), (tx) =>
    tx.tx
      .select()
      .from(callSources)
      .where(and(eq(callSources.id, id), isNull(callSources.endedAt)))
      .limit(1),
  );
  if (!source) return undefined;
  const own = asSystem(ctx, "calls", source.agencyId);
  return { source, own, secret: await transact(own, (tx) => secretOf(tx, source)) };
}

/** Every standing source of a kind, of all agencies. */
export function standingSources(ctx: Ctx, kind: CallSource["kind"]): Promise<CallSource[]> {
  return read(asSystem(ctx, "calls", null), (tx) =>
    tx.tx
      .select()
      .from(callSources)
      .where(and(eq(callSources.kind, kind), isNull(callSources.endedAt)))
      .orderBy(asc(callSources.addedAt)),
  );
}

async function standing(tx: TxCtx, id: string): Promise<CallSource> {
  const [row] = await tx.tx
    .select()
    .from(callSources)
    .where(and(theSource(tx, id), isNull(callSources.endedAt)))
    .for("update");
  return found(row, "source");
}

export function theSource(tx: TxCtx, id: string) {
  return and(eq(callSources.agencyId, agencyOf(tx)), eq(callSources.id, id));
}

function freshSecret(tx: TxCtx): string {
  return `obc_${tx.ids.random(32).toString("base64url")}`;
}

async function sealed(tx: TxCtx, id: string, secret: string): Promise<Buffer> {
  const keys = await tx.vault.keysOf(tx, agencyOf(tx));
  return keys.seal(placeOf(agencyOf(tx), id), secret);
}

/** Opened only to check a signature, or to ask a portal. */
export async function secretOf(tx: TxCtx, { agencyId, id, sealed: head }: CallSource) {
  const keys = await tx.vault.keysOf(tx, agencyId);
  return keys.open(placeOf(agencyId, id), head).toString();
}

function placeOf(agencyId: string, rowId: string) {
  return { table: "call_sources", column: "sealed", agencyId, rowId };
}

function tellSource(tx: TxCtx, what: string, id: string, facts: object) {
  return tx.happenings.tell(tx, {
    kind: `blotter.${what}`,
    subject: { kind: "call-source", id },
    facts: { ...facts },
  });
}
