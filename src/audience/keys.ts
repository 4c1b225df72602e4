import { createHmac, timingSafeEqual } from "node:crypto";
import { eq } from "drizzle-orm";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { found } from "#platform/refusal.ts";
import { audienceKeys, type Way } from "./schema.ts";

/** What a link is for: one for confirming confirms nothing else. */
export type LinkPurpose = "confirm" | "manage";

/** What addresses are found and links are signed by, within one agency. */
export interface AudienceKey {
  /** The same for the same address, and tells nobody without the key which address it is. */
  lookup(way: Way, address: string): Buffer;
  /** 43 characters: who, and a proof that the agency wrote it. `round` makes earlier ones void. */
  link(purpose: LinkPurpose, id: string, round?: string): string;
  /** Six digits that are texted and typed. */
  code(id: string, round: string): string;
  mac(text: string): Buffer;
}

/** Made when the first person subscribes; sealed like every secret, so that a backup brings it along. */
export async function audienceKey(tx: TxCtx): Promise<AudienceKey> {
  const sealed = await storedKey(tx);
  const keys = await tx.vault.keysOf(tx, agencyOf(tx));
  return keyOver(keys.open(keyPlace(tx), sealed));
}

/** The key, where somebody subscribed ever: for whoever looks and makes none. */
export async function knownAudienceKey(tx: TxCtx): Promise<AudienceKey | undefined> {
  const sealed = await keyRow(tx);
  const keys = sealed && (await tx.vault.keysOf(tx, agencyOf(tx)));
  return keys && keyOver(keys.open(keyPlace(tx), sealed));
}

async function keyRow(tx: TxCtx): Promise<Buffer | undefined> {
  const rows = await tx.tx
    .select({ sealed: audienceKeys.sealed })
    .from(audienceKeys)
    .where(eq(audienceKeys.agencyId, agencyOf(tx)));
  return rows[0]?.sealed;
}

async function storedKey(tx: TxCtx): Promise<Buffer> {
  const known = await keyRow(tx);
  if (known) return known;
  const keys = await tx.vault.keysOf(tx, agencyOf(tx));
  const sealed = keys.seal(keyPlace(tx), tx.ids.random(32));
  // Two people may be the first at once: one key is kept.
  await tx.tx
    .insert(audienceKeys)
    .values({ agencyId: agencyOf(tx), sealed, madeAt: stamp(tx.clock.now()) })
    .onConflictDoNothing();
  return found(await keyRow(tx), "audience key");
}

function keyPlace(tx: TxCtx) {
  const agencyId = agencyOf(tx);
  return { table: "audience_keys", column: "sealed", agencyId, rowId: agencyId };
}

const macSize = 16;

function keyOver(key: Uint8Array): AudienceKey {
  const mac = (text: string) => createHmac("sha256", key).update(text).digest();
  return {
    mac,
    lookup: (way, address) => mac(`lookup\0${way}\0${address}`),
    link: (purpose, id, round = "") => {
      const proof = mac(`${purpose}\0${id}\0${round}`).subarray(0, macSize);
      return Buffer.concat([idBytes(id), proof]).toString("base64url");
    },
    code: (id, round) =>
      String(mac(`code\0${id}\0${round}`).readUIntBE(0, 6) % 1_000_000).padStart(6, "0"),
  };
}

/** Whose link this claims to be; undefined where it is no link at all. Nothing is proved yet. */
export function claimedId(link: string): string | undefined {
  if (!/^[A-Za-z0-9_-]{43}$/.test(link)) return undefined;
  const hex = Buffer.from(link, "base64url").subarray(0, 16).toString("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export function isSameText(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function idBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll("-", ""), "hex");
}
