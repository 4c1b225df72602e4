import { createPrivateKey, sign } from "node:crypto";
import { canonicalize, sha256 } from "#platform/crypto/canonical.ts";
import type { Account } from "../account.ts";
import { SendError } from "../send-error.ts";
import type { Addresses } from "./addresses.ts";
import { importKey, privateNames } from "./keys.ts";
import type { Json } from "./note.ts";

type Keys = Pick<Account, "credential" | "settings">;

export interface RequestKey {
  keyId: URL;
  key: CryptoKey;
}

export function actorOf({ settings }: Pick<Account, "settings">): string {
  return settings["actor"] ?? "";
}

/** What an actor signs its requests with. */
export async function requestKey(at: Addresses, account: Keys): Promise<RequestKey> {
  const key = await importKey("rsa", "sign", keyText(account, privateNames.rsa));
  return { keyId: new URL(at.mainKey(actorOf(account))), key };
}

/**
 * An activity with the actor's proof in it (FEP-8b32, eddsa-jcs-2022 of the W3C), so that it holds where it is passed on:
 * the hash of the proof's settings and the hash of the document, both in canonical form, signed with Ed25519.
 */
export function proved(at: Addresses, account: Keys, activity: Json, created: string): string {
  const text = keyText(account, privateNames.ed25519);
  const settings = {
    type: "DataIntegrityProof",
    cryptosuite: "eddsa-jcs-2022",
    verificationMethod: at.proofKey(actorOf(account)),
    proofPurpose: "assertionMethod",
    // To the second: a reader who writes the time anew must come to the same text.
    created: created.replace(/\.\d+Z$/, "Z"),
  };
  const own = { "@context": activity["@context"], ...settings };
  const signed = sign(
    null,
    Buffer.concat([hashOf(own), hashOf(activity)]),
    createPrivateKey({ key: JSON.parse(text), format: "jwk" }),
  );
  return JSON.stringify({ ...activity, proof: { ...settings, proofValue: `z${base58(signed)}` } });
}

function hashOf(document: Json): Buffer {
  return sha256(canonicalize(document));
}

function keyText({ credential }: Keys, name: string): string {
  const text = credential[name];
  if (!text) throw new SendError("expired", "The key of this actor is gone: connect it again.");
  return text;
}

const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** As multibase writes "z" (base58btc). */
function base58(bytes: Uint8Array): string {
  let rest = BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
  let text = "";
  for (; rest > 0n; rest /= 58n) text = `${alphabet[Number(rest % 58n)]}${text}`;
  const zeros = bytes.findIndex((one) => one !== 0);
  return "1".repeat(zeros === -1 ? bytes.length : zeros) + text;
}
