import { createCipheriv, createDecipheriv, createSecretKey } from "node:crypto";
import { desc, eq } from "drizzle-orm";
import type { TxCtx } from "../context.ts";
import { agencyKeys } from "../db/schema.ts";
import { stamp } from "../clock.ts";
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
  /** Loads the agency's keys, making the first; sealing and opening are then plain functions. */
  keysOf(tx: TxCtx, agencyId: string): Promise<AgencyKeys>;
  /** Makes a new agency key. Old values still open; `rewrap` moves them to the new key. */
  rotate(tx: TxCtx, agencyId: string): Promise<number>;
  /** Wraps every agency key under a new root key. */
  rewrapAgencyKeys(tx: TxCtx, next: RootKey): Promise<number>;
}

export interface AgencyKeys {
  version: number;
  seal(place: SealedPlace, plain: Uint8Array | string): Buffer;
  /** Throws when anything was altered or stands in another place. */
  open(place: SealedPlace, sealed: Uint8Array): Buffer;
  /** The same value under the newest agency key; the record's own key and text stay as they are. */
  rewrap(place: SealedPlace, sealed: Uint8Array): Buffer;
}

const format = 1;
const headSize = 3;
const wrappedSize = 60;

export function openVault(root: RootKey): Vault {
  const cache = new Map<string, { keys: Map<number, Buffer>; newest: number }>();
  const load = async (tx: TxCtx, agencyId: string) => {
    const rows = await tx.tx
      .select()
      .from(agencyKeys)
      .where(eq(agencyKeys.agencyId, agencyId))
      .orderBy(desc(agencyKeys.version));
    const keys = new Map(
      rows.map((row) => [row.version, root.unwrap(keyPlace(agencyId, row.version), row.wrapped)]),
    );
    return { keys, newest: rows[0]?.version ?? 0 };
  };
  const vault: Vault = {
    async keysOf(tx, agencyId) {
      let held = cache.get(agencyId);
      if (!held) {
        held = await load(tx, agencyId);
        if (held.newest === 0) {
          await vault.rotate(tx, agencyId);
          held = await load(tx, agencyId);
          // Not cached: the transaction that made the key may still be undone.
          return agencyKeysOver(held, tx.ids.random);
        }
        cache.set(agencyId, held);
      }
      return agencyKeysOver(held, tx.ids.random);
    },
    async rotate(tx, agencyId) {
      const { newest } = await load(tx, agencyId);
      const version = newest + 1;
      const wrapped = root.wrap(keyPlace(agencyId, version), tx.ids.random(32), tx.ids.random(12));
      await tx.tx
        .insert(agencyKeys)
        .values({ agencyId, version, wrapped, madeAt: stamp(tx.clock.now()) });
      cache.delete(agencyId);
      return version;
    },
    async rewrapAgencyKeys(tx, next) {
      const rows = await tx.tx.select().from(agencyKeys);
      for (const row of rows) {
        const place = keyPlace(row.agencyId, row.version);
        const wrapped = next.wrap(place, root.unwrap(place, row.wrapped), tx.ids.random(12));
        await tx.tx.update(agencyKeys).set({ wrapped }).where(eq(agencyKeys.wrapped, row.wrapped));
      }
      return rows.length;
    },
  };
  return vault;
}

function agencyKeysOver(
  held: { keys: Map<number, Buffer>; newest: number },
  random: (size: number) => Buffer,
): AgencyKeys {
  const keyOf = (version: number) => {
    const key = held.keys.get(version);
    if (!key) throw new Error(`agency key ${version} is not here`);
    return key;
  };
  const wrapUnder = (version: number, place: Buffer, recordKey: Buffer) => {
    const head = Buffer.from([format, version >> 8, version & 0xff]);
    return Buffer.concat([head, encrypt(keyOf(version), random(12), place, recordKey)]);
  };
  return {
    version: held.newest,
    seal(place, plain) {
      const at = associatedData(place);
      const recordKey = random(32);
      const body = encrypt(
        recordKey,
        random(12),
        at,
        typeof plain === "string" ? Buffer.from(plain) : plain,
      );
      return Buffer.concat([wrapUnder(held.newest, at, recordKey), body]);
    },
    open(place, sealed) {
      const at = associatedData(place);
      const { recordKey, body } = split(sealed, at, keyOf);
      return decrypt(recordKey, at, body);
    },
    rewrap(place, sealed) {
      const at = associatedData(place);
      const { recordKey, body } = split(sealed, at, keyOf);
      return Buffer.concat([wrapUnder(held.newest, at, recordKey), body]);
    },
  };
}

function split(sealed: Uint8Array, at: Buffer, keyOf: (version: number) => Buffer) {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes[0] !== format || bytes.length < headSize + wrappedSize + 28)
    throw new Error("not a sealed value");
  const wrapped = bytes.subarray(headSize, headSize + wrappedSize);
  return {
    recordKey: decrypt(keyOf(bytes.readUInt16BE(1)), at, wrapped),
    body: bytes.subarray(headSize + wrappedSize),
  };
}

/** Raw bytes as a key make Node try, and throw, for other kinds of key first: twice the time of the cipher itself. */
export function encrypt(
  key: Uint8Array,
  nonce: Uint8Array,
  at: Uint8Array,
  plain: Uint8Array,
): Buffer {
  const cipher = createCipheriv("aes-256-gcm", createSecretKey(key), nonce).setAAD(at);
  const body = cipher.update(plain);
  cipher.final();
  return Buffer.concat([nonce, body, cipher.getAuthTag()]);
}

export function decrypt(key: Uint8Array, at: Uint8Array, sealed: Uint8Array): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", createSecretKey(key), sealed.subarray(0, 12));
  decipher.setAAD(at).setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
}

function associatedData(place: SealedPlace): Buffer {
  return Buffer.from(`${place.table}\0${place.column}\0${place.agencyId}\0${place.rowId}`);
}

function keyPlace(agencyId: string, version: number): SealedPlace {
  return { table: "agency_keys", column: "wrapped", agencyId, rowId: String(version) };
}
