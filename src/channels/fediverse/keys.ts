import { createPrivateKey, createPublicKey, generateKeyPair, type JsonWebKey } from "node:crypto";
import { promisify } from "node:util";
import { z } from "zod";

/**
 * An actor's two key pairs. RSA signs requests, because every server can check it (2,048 bits, as the largest of them
 * uses: 4,096 would make a fan-out several times slower); Ed25519 signs what is said, so that it can be passed on.
 */
const bits = 2_048;
const generate = promisify(generateKeyPair);

export const privateNames = { rsa: "rsaPrivate", ed25519: "ed25519Private" };
export const publicNames = { rsa: "rsaPublic", ed25519: "ed25519Public" };

export async function freshKeys(): Promise<{
  credential: Record<string, string>;
  settings: Record<string, string>;
}> {
  const rsa = await generate("rsa", { modulusLength: bits });
  const ed25519 = await generate("ed25519");
  const text = (key: { export(options: { format: "jwk" }): JsonWebKey }) =>
    JSON.stringify(key.export({ format: "jwk" }));
  return {
    credential: { rsaPrivate: text(rsa.privateKey), ed25519Private: text(ed25519.privateKey) },
    settings: { rsaPublic: text(rsa.publicKey), ed25519Public: text(ed25519.publicKey) },
  };
}

const jwk = z.record(z.string(), z.unknown());
const rsaAlgorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
const edAlgorithm = { name: "Ed25519" };

type Kind = "rsa" | "ed25519";

/** A key as Web Crypto holds it: what Fedify signs with, and what it shows on the actor. */
export async function importKey(
  kind: Kind,
  use: "sign" | "verify",
  text: string,
): Promise<CryptoKey> {
  const { ext: _ext, key_ops: _ops, ...key } = jwk.parse(JSON.parse(text));
  const algorithm = kind === "rsa" ? rsaAlgorithm : edAlgorithm;
  return crypto.subtle.importKey("jwk", key, algorithm, true, [use]);
}

/** Whether the private half is the public half's. */
export function isPair(credential: Readonly<Record<string, string>>, publicText: string): boolean {
  const own = credential[privateNames.rsa];
  if (!own) return false;
  const shown = createPublicKey({ key: jwk.parse(JSON.parse(publicText)), format: "jwk" });
  const held = createPrivateKey({ key: jwk.parse(JSON.parse(own)), format: "jwk" });
  return createPublicKey(held).equals(shown);
}
