import { createCipheriv, createDecipheriv, createSecretKey, KeyObject } from "node:crypto";
import { and, desc, eq, lt } from "drizzle-orm";
import type { TxCtx } from "../context.ts";
import { agencyKeys } from "../db/schema.ts";
import { stamp, Temporal } from "../clock.ts";
import { limit } from "../limits.ts";
import type { RootKey } from "./root-key.ts";

/** Where a sealed value stands. It is the cipher's associated data: moved elsewhere, it does not open. */
export interface SealedPlace {
  table: string;
  column: string;
  agencyId: string;
  rowId: string;
}

/**
 * Envelope encryption (core, Keys): root key → agency key → a key of its own for every record, all
 * AES-256-GCM (FIPS 197). A sealed value is
 * `1 ‖ agency key version (u16) ‖ wrapped record key (60) ‖ nonce (12) ‖ ciphertext ‖ tag (16)`.
 */
export interface Vault {
  /** The agency's keys, the first of them made where there is none; sealing and opening are then plain functions. */
  keysOf(tx: TxCtx, agencyId: string): Promise<AgencyKeys>;
  /**
   * Makes a new agency key and returns its version. It seals `keys.activation` later, when every process
   * has read it; old values still open, and `rotation.ts` moves them.
   */
  rotate(tx: TxCtx, agencyId: string): Promise<number>;
  /** The same keys bare, as this process knows them, for a thread of it. They never leave it. */
  lend(tx: TxCtx, agencyId: string): Promise<LentKeys>;
  /** Destroys the keys before `version`. What is still sealed under them is lost: see `rotation.ts`. */
  destroyBefore(tx: TxCtx, agencyId: string, version: number): Promise<number>;
  /** Wraps every agency key under a new root key. A key that already is, is left; may run again. */
  rewrapAgencyKeys(tx: TxCtx, next: RootKey): Promise<number>;
}

const memoryMs = limit(
  "keys.memory",
  5_000,
  "ms",
  "how long a process trusts what it read of an agency's keys",
);
/** Longer than the memory: nothing is sealed under a key that another process may not know yet. */
export const activationMs = limit(
  "keys.activation",
  10_000,
  "ms",
  "a new agency key opens at once and seals when every process has read it",
);

export interface AgencyKeys {
  version: number;
  seal(place: SealedPlace, plain: Uint8Array | string): Buffer;
  /** Throws when anything was altered or stands in another place. */
  open(place: SealedPlace, sealed: Uint8Array): Buffer;
  /**
   * The head of the same value under the newest agency key. The first `sealedHeadSize` bytes hold the
   * record's own key; that key and the text behind it stay as they are. Throws in another place.
   */
  rewrapHead(place: SealedPlace, head: Uint8Array): Buffer;
}

const format = 1;
const headSize = 3;
const wrappedSize = 60;
export const sealedHeadSize = headSize + wrappedSize;

export function openVault(root: RootKey): Vault {
  const cache = new Map<string, { held: LentKeys; at: number }>();
  // Transactions that changed keys: what they read may be undone with them, so it is not remembered.
  const changing = new WeakSet<object>();
  const load = async (tx: TxCtx, agencyId: string): Promise<LentKeys> => {
    const rows = await tx.tx
      .select()
      .from(agencyKeys)
      .where(eq(agencyKeys.agencyId, agencyId))
      .orderBy(desc(agencyKeys.version));
    const keys = new Map(
      rows.map((row) => [row.version, root.unwrap(keyPlace(agencyId, row.version), row.wrapped)]),
    );
    // The very first key seals at once: there is no older one.
    const active = rows.find(({ madeAt }) => isActive(madeAt, tx.clock.now())) ?? rows.at(-1);
    return { keys, newest: active?.version ?? 0 };
  };
  const vault: Vault = {
    async keysOf(tx, agencyId) {
      return keysOver(await vault.lend(tx, agencyId), tx.ids.random);
    },
    async lend(tx, agencyId) {
      const now = tx.clock.now().epochMilliseconds;
      const known = cache.get(agencyId);
      if (known && Math.abs(now - known.at) < memoryMs) return known.held;
      let held = await load(tx, agencyId);
      if (held.newest === 0) {
        await vault.rotate(tx, agencyId);
        held = await load(tx, agencyId);
      }
      if (!changing.has(tx.tx)) cache.set(agencyId, { held, at: now });
      return held;
    },
    async rotate(tx, agencyId) {
      const { keys } = await load(tx, agencyId);
      const version = Math.max(0, ...keys.keys()) + 1;
      const wrapped = root.wrap(keyPlace(agencyId, version), tx.ids.random(32), tx.ids.random(12));
      await tx.tx
        .insert(agencyKeys)
        .values({ agencyId, version, wrapped, madeAt: stamp(tx.clock.now()) });
      changing.add(tx.tx);
      cache.delete(agencyId);
      return version;
    },
    async destroyBefore(tx, agencyId, version) {
      const gone = await tx.tx
        .delete(agencyKeys)
        .where(and(eq(agencyKeys.agencyId, agencyId), lt(agencyKeys.version, version)))
        .returning({ version: agencyKeys.version });
      changing.add(tx.tx);
      cache.delete(agencyId);
      return gone.length;
    },
    async rewrapAgencyKeys(tx, next) {
      const rows = await tx.tx.select().from(agencyKeys).for("update");
      let moved = 0;
      for (const row of rows) {
        const place = keyPlace(row.agencyId, row.version);
        if (unwraps(next, place, row.wrapped)) continue;
        const wrapped = next.wrap(place, root.unwrap(place, row.wrapped), tx.ids.random(12));
        await tx.tx
          .update(agencyKeys)
          .set({ wrapped })
          .where(and(eq(agencyKeys.agencyId, row.agencyId), eq(agencyKeys.version, row.version)));
        moved += 1;
      }
      return moved;
    },
  };
  return vault;
}

/** An agency's keys in the clear, as a thread is given them. */
export interface LentKeys {
  keys: ReadonlyMap<number, Uint8Array>;
  /** The version that seals. */
  newest: number;
}

/** A vault over lent keys: it seals and opens for that agency, and changes no key. */
export function vaultOver(agencyId: string, lent: LentKeys): Vault {
  const notHere = () => Promise.reject(new Error("lent keys cannot be changed"));
  return {
    keysOf: (tx, asked) =>
      asked === agencyId ? Promise.resolve(keysOver(lent, tx.ids.random)) : notHere(),
    lend: notHere,
    rotate: notHere,
    destroyBefore: notHere,
    rewrapAgencyKeys: notHere,
  };
}

function isActive(madeAt: string, now: Temporal.Instant): boolean {
  const active = Temporal.Instant.from(madeAt).add({ milliseconds: activationMs });
  return Temporal.Instant.compare(active, now) <= 0;
}

export function unwraps(root: RootKey, place: SealedPlace, wrapped: Uint8Array): boolean {
  try {
    return root.unwrap(place, wrapped).length === 32;
  } catch {
    return false;
  }
}

/** A key is made ready for the cipher once, and not for every record. */
const ready = new WeakMap<Uint8Array, KeyObject>();

function readyKey(key: Uint8Array): KeyObject {
  const known = ready.get(key) ?? createSecretKey(key);
  ready.set(key, known);
  return known;
}

/** Lent keys at work: `random` gives what is sealed its own key and nonces. */
export function keysOver(held: LentKeys, random: (size: number) => Buffer): AgencyKeys {
  const keyOf = (version: number) => {
    const key = held.keys.get(version);
    if (!key) throw new Error(`agency key ${version} is not here`);
    return readyKey(key);
  };
  const wrapUnder = (version: number, place: Buffer, recordKey: Buffer) => [
    Buffer.from([format, version >> 8, version & 0xff]),
    ...encrypted(keyOf(version), random(12), place, recordKey),
  ];
  return {
    version: held.newest,
    seal(place, plain) {
      const at = associatedData(place);
      const recordKey = random(32);
      const body = encrypted(recordKey, random(12), at, plain);
      return Buffer.concat([...wrapUnder(held.newest, at, recordKey), ...body]);
    },
    open(place, sealed) {
      const at = associatedData(place);
      if (sealed.length < sealedHeadSize + 28) throw new Error("not a sealed value");
      const recordKey = recordKeyIn(sealed, at, keyOf);
      return decrypt(recordKey, at, sealed.subarray(sealedHeadSize));
    },
    rewrapHead(place, head) {
      const at = associatedData(place);
      return Buffer.concat(wrapUnder(held.newest, at, recordKeyIn(head, at, keyOf)));
    },
  };
}

function recordKeyIn(
  sealed: Uint8Array,
  at: Buffer,
  keyOf: (version: number) => KeyObject,
): Buffer {
  const head = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (head[0] !== format || head.length < sealedHeadSize) throw new Error("not a sealed value");
  return decrypt(keyOf(head.readUInt16BE(1)), at, head.subarray(headSize, sealedHeadSize));
}

export function encrypt(
  key: Uint8Array | KeyObject,
  nonce: Uint8Array,
  at: Uint8Array,
  plain: Uint8Array,
): Buffer {
  return Buffer.concat(encrypted(key, nonce, at, plain));
}

/** The same in its pieces, which whoever puts them together copies once. */
function encrypted(
  key: Uint8Array | KeyObject,
  nonce: Uint8Array,
  at: Uint8Array,
  plain: Uint8Array | string,
): Uint8Array[] {
  const cipher = createCipheriv("aes-256-gcm", keyObject(key), nonce).setAAD(at);
  const body = typeof plain === "string" ? cipher.update(plain, "utf8") : cipher.update(plain);
  cipher.final();
  return [nonce, body, cipher.getAuthTag()];
}

/** A cipher takes bare bytes as well, at ten microseconds more. */
function keyObject(key: Uint8Array | KeyObject): KeyObject {
  return key instanceof KeyObject ? key : createSecretKey(key);
}

export function decrypt(key: Uint8Array | KeyObject, at: Uint8Array, sealed: Uint8Array): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", keyObject(key), sealed.subarray(0, 12));
  decipher.setAAD(at).setAuthTag(sealed.subarray(-16));
  const plain = decipher.update(sealed.subarray(12, -16));
  // Nothing is left to come in this mode: it only throws where anything was altered.
  decipher.final();
  return plain;
}

function associatedData(place: SealedPlace): Buffer {
  return Buffer.from(`${place.table}\0${place.column}\0${place.agencyId}\0${place.rowId}`);
}

export function keyPlace(agencyId: string, version: number): SealedPlace {
  return { table: "agency_keys", column: "wrapped", agencyId, rowId: String(version) };
}
