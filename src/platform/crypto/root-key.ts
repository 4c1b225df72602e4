import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { decrypt, encrypt, type SealedPlace } from "./vault.ts";

/** The one key that is not in the database. Lose it and everything sealed is lost with it. */
export interface RootKey {
  wrap(place: SealedPlace, key: Uint8Array, nonce: Uint8Array): Buffer;
  unwrap(place: SealedPlace, wrapped: Uint8Array): Buffer;
}

export function rootKeyOf(key: Uint8Array): RootKey {
  if (key.length !== 32) throw new Error("The root key has 32 bytes.");
  const at = (p: SealedPlace) => Buffer.from(`${p.table}\0${p.column}\0${p.agencyId}\0${p.rowId}`);
  return {
    wrap: (place, plain, nonce) => encrypt(key, nonce, at(place), plain),
    unwrap: (place, wrapped) => decrypt(key, at(place), wrapped),
  };
}

/** From a file of mode 600, made at the first start. */
export function rootKeyFromFile(path: string): RootKey {
  if (!existsSync(path)) writeRootKey(path, randomBytes(32));
  if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
  return rootKeyOf(Buffer.from(readFileSync(path, "utf8").trim(), "base64"));
}

/** Durable before it has its name: a root key is whole or not there. */
export function writeRootKey(path: string, key: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.new`, `${Buffer.from(key).toString("base64")}\n`, {
    mode: 0o600,
    flush: true,
  });
  renameSync(`${path}.new`, path);
}

/** From a command that prints the key in base64 (a key service, a hardware module's tool). */
export function rootKeyFromCommand(command: string): RootKey {
  const asked = spawnSync("/bin/sh", ["-c", command], { encoding: "utf8", timeout: 30_000 });
  if (asked.status !== 0)
    throw new Error("OPENBEAT_ROOT_KEY_COMMAND failed: run it by hand to see why.");
  return rootKeyOf(Buffer.from(asked.stdout.trim(), "base64"));
}
