import { createHmac } from "node:crypto";
import { stamp } from "../clock.ts";
import { agencyOf, type TxCtx } from "../context.ts";
import { found } from "../refusal.ts";

/** What a slice finds addresses and signs links by, within one agency. */
export interface LinkKey {
  /** HMAC-SHA256: the same for the same text, and nobody without the key can make it. */
  mac(text: string): Buffer;
  /** 43 characters of base64url: which row, and a proof over `purpose` that the agency wrote it. */
  link(id: string, purpose: string): string;
}

const proofSize = 16;

/**
 * The agency's own key in `table` (columns `agency_id`, `sealed`, `made_at`), made when it is first asked for; sealed
 * like every secret, so that a backup brings it along. Another key would break every link.
 */
export async function linkKey(tx: TxCtx, table: string): Promise<LinkKey> {
  const agencyId = agencyOf(tx);
  const place = { table, column: "sealed", agencyId, rowId: agencyId };
  const keys = await tx.vault.keysOf(tx, agencyId);
  const own = async () => {
    const rows = await tx.tx.raw<{ sealed: Buffer }>(
      `select sealed from ${table} where agency_id = $1`,
      [agencyId],
    );
    return rows[0]?.sealed;
  };
  let sealed = await own();
  if (!sealed) {
    // Two people may be the first at once: one key is kept.
    await tx.tx.raw(
      `insert into ${table} (agency_id, sealed, made_at) values ($1, $2, $3) on conflict do nothing`,
      [agencyId, keys.seal(place, tx.ids.random(32)), stamp(tx.clock.now())],
    );
    sealed = await own();
  }
  const key = keys.open(place, found(sealed, "link key"));
  const mac = (text: string) => createHmac("sha256", key).update(text).digest();
  return {
    mac,
    link: (id, purpose) => {
      const proof = mac(purpose).subarray(0, proofSize);
      const bytes = Buffer.from(id.replaceAll("-", ""), "hex");
      return Buffer.concat([bytes, proof]).toString("base64url");
    },
  };
}

/** Whose link this claims to be; undefined where it is no link at all. Nothing is proved yet. */
export function claimedId(link: string): string | undefined {
  if (!/^[A-Za-z0-9_-]{43}$/.test(link)) return undefined;
  const hex = Buffer.from(link, "base64url").subarray(0, 16).toString("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
