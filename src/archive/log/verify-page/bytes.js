/* Bytes, text and hashes, with what every browser has. */

export const utf8 = new TextEncoder();

/** A fault in the package, to be named and counted; any other error is a mistake in this program. */
export class Fault extends Error {}

export async function readBytes(files, path) {
  const blob = files.get(path);
  if (blob === undefined) throw new Fault(`The package has no ${path}.`);
  return new Uint8Array(await blob.arrayBuffer());
}

export async function readText(files, path) {
  return decode(await readBytes(files, path));
}

export function decode(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Fault("this is not UTF-8 text.");
  }
}

export function parseJson(text) {
  try {
    const value = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value;
  } catch {
    // Said below, with all that is no object.
  }
  throw new Fault("this is not JSON.");
}

export function fromBase64(text) {
  try {
    const binary = atob(text);
    if (btoa(binary) === text) return Uint8Array.from(binary, (char) => char.charCodeAt(0));
  } catch {
    // Said below, with what is base64 in a wrong spelling.
  }
  throw new Fault("this is not base64.");
}

export function concat(...pieces) {
  const joined = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

export function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

export async function verifySignature(raw, signature, text) {
  try {
    const key = await crypto.subtle.importKey("raw", raw, { name: "Ed25519" }, false, ["verify"]);
    return await crypto.subtle.verify({ name: "Ed25519" }, key, signature, utf8.encode(text));
  } catch {
    return false;
  }
}

/** Browsers before about 2025 have no Ed25519. The key is a test key of RFC 8032 section 7.1. */
export async function hasEd25519() {
  const raw = fromBase64("11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
  try {
    await crypto.subtle.importKey("raw", raw, { name: "Ed25519" }, false, ["verify"]);
    return true;
  } catch {
    return false;
  }
}
