import { and, asc, count, eq, inArray, ne } from "drizzle-orm";
import { authorize, personOf } from "#agency";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { sha256 } from "#platform/crypto/canonical.ts";
import { read, transact } from "#platform/db/database.ts";
import type { Recorded } from "#platform/events.ts";
import { stamp } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import type { PushAddress } from "./push-address.ts";
import { pushPublicKey } from "./push-key.ts";
import { devices } from "./schema.ts";

const devicesMax = limit("devices.count", 10, "devices a person", "enough for all one carries");

export interface DeviceDraft {
  name: string;
  address: PushAddress;
}

/** One's own devices with how they fare, and the key that a browser subscribes with. */
export async function ownDevices(ctx: Ctx) {
  authorize(ctx, "device.own");
  return transact(ctx, async (tx) => {
    const rows = await tx.tx
      .select({
        id: devices.id,
        name: devices.name,
        endpointHash: devices.endpointHash,
        addedAt: devices.addedAt,
        reachedAt: devices.reachedAt,
        failingSince: devices.failingSince,
        failures: devices.failures,
        failedWhy: devices.failedWhy,
      })
      .from(devices)
      .where(ofPerson(tx, personOf(tx).personId))
      .orderBy(asc(devices.id));
    return { devices: rows, publicKey: await pushPublicKey(tx) };
  });
}

/**
 * Switches notices on for a browser, whose address was checked, or notes that it is still there. A browser shows the
 * notices of one person: whoever switched them on last.
 */
export async function addDevice(ctx: Ctx, { name, address }: DeviceDraft): Promise<{ id: string }> {
  return transact(ctx, async (tx) => {
    authorize(tx, "device.own");
    const { personId, credentialId: sessionId } = personOf(tx);
    const endpointHash = sha256(address.endpoint).toString("base64url");
    const sameBrowser = eq(devices.endpointHash, endpointHash);
    const others = and(eq(devices.agencyId, agencyOf(tx)), ne(devices.personId, personId));
    await removeWhere(tx, and(others, sameBrowser), "somebody else took it over");
    const mine = and(ofPerson(tx, personId), sameBrowser);
    const [known] = await tx.tx.select({ id: devices.id }).from(devices).where(mine);
    const id = known?.id ?? tx.ids.uuid();
    const keys = await tx.vault.keysOf(tx, agencyOf(tx));
    const sealed = keys.seal(devicePlace(tx, id), JSON.stringify(address));
    if (known) await tx.tx.update(devices).set({ sealed, sessionId }).where(mine);
    else await insertDevice(tx, { id, personId, sessionId, name, endpointHash, sealed });
    return { id };
  });
}

type FreshDevice = Pick<
  typeof devices.$inferInsert,
  "id" | "personId" | "sessionId" | "name" | "endpointHash" | "sealed"
>;

async function insertDevice(tx: TxCtx, row: FreshDevice): Promise<void> {
  await mustHaveRoom(tx, row.personId);
  const made = await tx.tx
    .insert(devices)
    .values({ agencyId: agencyOf(tx), ...row, addedAt: stamp(tx.clock.now()) })
    .onConflictDoNothing()
    .returning({ id: devices.id });
  if (made.length === 0)
    throw new Refusal("device-added-already", "This browser was just switched on, elsewhere.", {
      status: 409,
    });
  await tx.happenings.tell(tx, {
    kind: "devices.device-added",
    subject: { kind: "device", id: row.id },
    facts: { name: row.name, person: row.personId },
  });
}

/** Whether this browser is a device of one's own. It is from now on the session's in which it was seen. */
export async function seeDevice(ctx: Ctx, endpointHash: string): Promise<boolean> {
  return transact(ctx, async (tx) => {
    authorize(tx, "device.own");
    const { personId, credentialId: sessionId } = personOf(tx);
    const seen = await tx.tx
      .update(devices)
      .set({ sessionId })
      .where(and(ofPerson(tx, personId), eq(devices.endpointHash, endpointHash)))
      .returning({ id: devices.id });
    return seen.length > 0;
  });
}

async function mustHaveRoom(tx: TxCtx, personId: string): Promise<void> {
  const [row] = await tx.tx.select({ n: count() }).from(devices).where(ofPerson(tx, personId));
  if ((row?.n ?? 0) < devicesMax) return;
  throw new Refusal(
    "too-many-devices",
    `You get notices on ${devicesMax} devices already. Remove one that you no longer use.`,
    { status: 409 },
  );
}

export async function removeDevice(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "device.own");
    const mine = and(ofPerson(tx, personOf(tx).personId), eq(devices.id, id));
    found((await removeWhere(tx, mine, "removed by hand"))[0], "device");
  });
}

/** A device of one's own: any other is not there. */
export async function mustBeOwn(ctx: Ctx, id: string): Promise<void> {
  authorize(ctx, "device.own");
  const mine = and(ofPerson(ctx, personOf(ctx).personId), eq(devices.id, id));
  const [row] = await read(ctx, (tx) => tx.tx.select({ id: devices.id }).from(devices).where(mine));
  found(row, "device");
}

/** The devices of these people: whom they belong to, by id. */
export async function devicesOf(
  tx: TxCtx,
  people: readonly string[],
): Promise<{ id: string; personId: string }[]> {
  if (people.length === 0) return [];
  return tx.tx
    .select({ id: devices.id, personId: devices.personId })
    .from(devices)
    .where(and(eq(devices.agencyId, agencyOf(tx)), inArray(devices.personId, [...people])))
    .orderBy(asc(devices.id));
}

/** In the transaction that ends an account, takes a role back or ends a session: its devices end with it (core P3). */
export async function endWithTheirPeople(tx: TxCtx, happened: readonly Recorded[]): Promise<void> {
  for (const { kind, subject, agencyId } of happened) {
    const isSession = kind === "agency.session-ended";
    if (!isSession && kind !== "agency.person-ended" && kind !== "agency.role-revoked") continue;
    const whose = isSession ? eq(devices.sessionId, subject.id) : eq(devices.personId, subject.id);
    const ended = and(eq(devices.agencyId, agencyId), whose);
    await removeWhere(tx, ended, kind.slice("agency.".length));
  }
}

/** Removes and tells it: whatever removes a device comes through here. */
export async function removeWhere(tx: TxCtx, which: ReturnType<typeof and>, why: string) {
  const gone = await tx.tx
    .delete(devices)
    .where(which)
    .returning({ id: devices.id, name: devices.name, person: devices.personId });
  await tx.happenings.tell(
    tx,
    ...gone.map(({ id, name, person }) => ({
      kind: "devices.device-removed",
      subject: { kind: "device", id },
      facts: { name, person, why },
    })),
  );
  return gone;
}

/** Where the address of a device is sealed. */
export function devicePlace(ctx: Ctx, rowId: string) {
  return { table: "devices", column: "sealed", agencyId: agencyOf(ctx), rowId };
}

function ofPerson(ctx: Ctx, personId: string) {
  return and(eq(devices.agencyId, agencyOf(ctx)), eq(devices.personId, personId));
}
