import type { TxCtx } from "#platform/context.ts";
import { linkKey } from "#platform/crypto/link-keys.ts";

/** By what addresses of sign-ups are found and their links signed, within one agency. */
export interface SignUpKey {
  /** The same for the same address, and tells nobody without the key which address it is. */
  lookup(eventId: string, address: string): Buffer;
  /** 43 characters: which sign-up, and a proof that the agency wrote it. */
  link(id: string): string;
}

/** Made when the first person signs up. */
export async function signUpKey(tx: TxCtx): Promise<SignUpKey> {
  const { mac, link } = await linkKey(tx, "outreach_event_keys");
  return {
    lookup: (eventId, address) => mac(`lookup\0${eventId}\0${address.toLowerCase()}`),
    link: (id) => link(id, `give-up\0${id}`),
  };
}
