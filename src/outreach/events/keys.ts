import { createHmac, timingSafeEqual } from "node:crypto";
import { eq } from "drizzle-orm";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { found } from "#platform/refusal.ts";
import { outreachEventKeys } from "./sign-up-tables.ts";

/** By what addresses of sign-ups are found and their links signed, within one agency. */
export interface SignUpKey {
  /** The same for the same address, and tells nobody without the key which address it is. */
  lookup(eventId: string, address: string): Buffer;
  /** 43 characters: which sign-up, and a proof that the agency wrote it. */
  link(id: string): string;
}

const macSize = 16;

/** Made when the first person signs up; sealed like every secret, so that a backup brings it along. */
export async function signUpKey(tx: TxCtx): Promise<SignUpKey> {
  const sealed = await storedKey(tx);
  const keys = await tx.vault.keysOf(tx, agencyOf(tx));
  const key = keys.open(keyPlace(tx), sealed);
  const mac = (text: string) => createHmac("sha256", key).update(text).digest();
  return {
    lookup: (eventId, address) => mac(`lookup\0${eventId}\0${address.toLowerCase()}`),
    link: (id) => {
      const proof = mac(`give-up\0${id}`).subarray(0, macSize);
      const bytes = Buffer.from(id.replaceAll("-", ""), "hex");
      return Buffer.concat([bytes, proof]).toString("base64url");
    },
  };
}

async function storedKey(tx: TxCtx): Promise<Buffer> {
  const own = async () => {
    const rows = await tx.tx
      .select({ sealed: outreachEventKeys.sealed })
      .from(outreachEventKeys)
      .where(eq(outreachEventKeys.agencyId, agencyOf(tx)));
    return rows[0]?.sealed;
  };
  const known = await own();
  if (known) return known;
  const keys = await tx.vault.keysOf(tx, agencyOf(tx));
  const sealed = keys.seal(keyPlace(tx), tx.ids.random(32));
  // Two people may be the first at once: one key is kept.
  await tx.tx
    .insert(outreachEventKeys)
    .values({ agencyId: agencyOf(tx), sealed, madeAt: stamp(tx.clock.now()) })
    .onConflictDoNothing();
  return found(await own(), "sign-up key");
}

function keyPlace(tx: TxCtx) {
  const agencyId = agencyOf(tx);
  return { table: "outreach_event_keys", column: "sealed", agencyId, rowId: agencyId };
}

/** Whose link this claims to be; undefined where it is no link at all. Nothing is proved yet. */
export function claimedSignUp(link: string): string | undefined {
  if (!/^[A-Za-z0-9_-]{43}$/.test(link)) return undefined;
  const hex = Buffer.from(link, "base64url").subarray(0, 16).toString("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export function isSameLink(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
