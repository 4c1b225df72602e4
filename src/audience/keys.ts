import type { TxCtx } from "#platform/context.ts";
import { linkKey } from "#platform/crypto/link-keys.ts";
import type { Way } from "./schema.ts";

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

/** Made when the first person subscribes. */
export async function audienceKey(tx: TxCtx): Promise<AudienceKey> {
  const { mac, link } = await linkKey(tx, "audience_keys");
  return {
    mac,
    lookup: (way, address) => mac(`lookup\0${way}\0${address}`),
    link: (purpose, id, round = "") => link(id, `${purpose}\0${id}\0${round}`),
    code: (id, round) =>
      String(mac(`code\0${id}\0${round}`).readUIntBE(0, 6) % 1_000_000).padStart(6, "0"),
  };
}
