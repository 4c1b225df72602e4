import { eq } from "drizzle-orm";
import { authorize, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { found, Refusal } from "#platform/refusal.ts";
import type { HostDraft, HostKeys, HostPlace } from "./draft.ts";
import { siteHostFiles, siteHosts } from "./tables.ts";

export type SiteHost = typeof siteHosts.$inferSelect;

/** The host and how it is; never its keys. */
export async function toldHost(ctx: Ctx) {
  authorize(ctx, "newsroom-host.read");
  const host = await siteHost(ctx);
  if (!host) return undefined;
  const { agencyId: _agency, sealed: _sealed, setBy: _by, ...told } = host;
  return told;
}

export function siteHost(ctx: Ctx): Promise<SiteHost | undefined> {
  return read(ctx, async (tx) => {
    const [row] = await tx.tx
      .select()
      .from(siteHosts)
      .where(eq(siteHosts.agencyId, agencyOf(tx)));
    return row;
  });
}

/** Names the host, or changes how it is reached. Another place first wants the old one emptied: nothing lives on there. */
export async function setHost(ctx: Ctx, draft: HostDraft): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "newsroom-host.change");
    const { place, publicUrl, purge } = draft;
    if (purge?.what === "addresses" && publicUrl === "")
      throw new Refusal(
        "host-public-address",
        "A cache that is told addresses needs to know under which address the public finds the copy.",
      );
    const before = await locked(tx);
    if (before && (before.endedAt !== null || !isSamePlace(before.place, place)))
      throw new Refusal(
        "host-standing",
        "Pages lie at the host that is set now. End it first, so that nothing of it lives on.",
        { status: 409 },
      );
    const keys = await keysAfter(tx, before, draft);
    const values = {
      place,
      publicUrl,
      purge,
      sealed: await sealed(tx, keys),
      setBy: personOf(tx).personId,
      setAt: stamp(tx.clock.now()),
      tries: 0,
      dueAt: null,
      askedAt: stamp(tx.clock.now()),
    };
    await tx.tx
      .insert(siteHosts)
      .values({ agencyId: agencyOf(tx), ...values })
      .onConflictDoUpdate({ target: [siteHosts.agencyId], set: values });
    await tell(tx, "set", { kind: place.kind, where: whereOf(place), publicUrl });
  });
}

/** Everything is taken away from there, and then it is forgotten; or, where nothing can be reached, forgotten at once. */
export async function endHost(ctx: Ctx, { leave }: { leave: boolean }): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "newsroom-host.change");
    const host = found(await locked(tx), "host");
    const now = stamp(tx.clock.now());
    if (leave) await drop(tx);
    else
      await tx.tx
        .update(siteHosts)
        .set({ endedAt: now, askedAt: now, dueAt: null, tries: 0 })
        .where(eq(siteHosts.agencyId, agencyOf(tx)));
    await tell(tx, "ended", { where: whereOf(host.place), leave });
  });
}

/** A push begins within a second, whatever pause was running. */
export async function askPush(ctx: Ctx): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "newsroom-host.push");
    found(await locked(tx), "host");
    await tx.tx
      .update(siteHosts)
      .set({ askedAt: stamp(tx.clock.now()), dueAt: null })
      .where(eq(siteHosts.agencyId, agencyOf(tx)));
    await tell(tx, "asked", {});
  });
}

/** Keeps how a push goes. */
export async function keepState(ctx: Ctx, state: Partial<SiteHost>): Promise<void> {
  await transact(ctx, (tx) =>
    tx.tx
      .update(siteHosts)
      .set(state)
      .where(eq(siteHosts.agencyId, agencyOf(tx))),
  );
}

/** Emptied: nothing of it is known any more. */
export async function dropHost(ctx: Ctx): Promise<void> {
  await transact(ctx, async (tx) => {
    const host = await locked(tx);
    if (!host?.endedAt) return;
    await drop(tx);
    await tell(tx, "emptied", { where: whereOf(host.place) });
  });
}

async function drop(tx: TxCtx): Promise<void> {
  await tx.tx.delete(siteHostFiles).where(eq(siteHostFiles.agencyId, agencyOf(tx)));
  await tx.tx.delete(siteHosts).where(eq(siteHosts.agencyId, agencyOf(tx)));
}

/** Opened for a push alone. */
export async function hostKeys(ctx: Ctx, host: SiteHost): Promise<HostKeys> {
  return transact(ctx, (tx) => openedKeys(tx, host));
}

async function openedKeys(tx: TxCtx, { sealed: box }: SiteHost): Promise<HostKeys> {
  const keys = await tx.vault.keysOf(tx, agencyOf(tx));
  const told: unknown = JSON.parse(keys.open(placeOf(tx), box).toString());
  const text = (name: string) =>
    typeof told === "object" && told !== null && name in told
      ? String(Object.entries(told).find(([one]) => one === name)?.[1])
      : "";
  return { user: text("user"), secret: text("secret"), purgeToken: text("purgeToken") };
}

async function keysAfter(tx: TxCtx, before: SiteHost | undefined, draft: HostDraft) {
  const { user, secret, purgeToken, purge, place } = draft;
  const old = before ? await openedKeys(tx, before) : { user: "", secret: "", purgeToken: "" };
  const keys = {
    user: user || old.user,
    secret: secret || old.secret,
    purgeToken: purge ? purgeToken || old.purgeToken : "",
  };
  const needsUser = place.kind === "s3" || place.login === "basic";
  if (keys.secret === "" || (needsUser && keys.user === ""))
    throw new Refusal("host-keys", "The host's keys are missing.");
  return keys;
}

async function sealed(tx: TxCtx, told: HostKeys): Promise<Buffer> {
  const keys = await tx.vault.keysOf(tx, agencyOf(tx));
  return keys.seal(placeOf(tx), JSON.stringify(told));
}

function placeOf(tx: TxCtx) {
  const agencyId = agencyOf(tx);
  return { table: "site_hosts", column: "sealed", agencyId, rowId: agencyId };
}

async function locked(tx: TxCtx): Promise<SiteHost | undefined> {
  const [row] = await tx.tx
    .select()
    .from(siteHosts)
    .where(eq(siteHosts.agencyId, agencyOf(tx)))
    .for("update");
  return row;
}

/** Where the files are, without the ways to lay them down. */
function whereOf(place: HostPlace): string {
  return place.kind === "s3"
    ? [place.endpoint.replace(/\/+$/, ""), place.bucket, place.folder].filter(Boolean).join("/")
    : place.url.replace(/\/+$/, "");
}

/** Names of pages decide where they lie, so they belong to the place. */
function isSamePlace(one: HostPlace, other: HostPlace): boolean {
  const names = (place: HostPlace) => (place.kind === "s3" ? place.names : "");
  return one.kind === other.kind && whereOf(one) === whereOf(other) && names(one) === names(other);
}

function tell(tx: TxCtx, what: string, facts: object) {
  return tx.happenings.tell(tx, {
    kind: `newsroom.host-${what}`,
    subject: { kind: "newsroom-host", id: agencyOf(tx) },
    facts: { ...facts },
  });
}
