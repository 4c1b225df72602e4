import { allAgencies } from "#agency";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { isEqual } from "#platform/crypto/equal.ts";
import { knownAudienceKey, type AudienceKey } from "../keys.ts";

/** A letter that an address claims to be the return path of: whose, and of which fan-out, by its first half. */
export interface ProvenReturn {
  agencyId: string;
  subscriberId: string;
  /** Fan-outs from the one id to the other: it is one of them. */
  fanOutFrom: string;
  fanOutTo: string;
}

const macSize = 8;
const shape = /^[a-z2-7]{52}$/;

/**
 * The return path of one letter to one subscriber: who, for what, and a proof that the agency wrote it, so that nobody can
 * say that somebody else's letter came back. 52 small letters and digits: mail servers may change the case, and allow 64
 * before the "@" (RFC 5321, 2.4 and 4.5.3.1.1).
 */
export function returnPathOf(
  key: AudienceKey,
  domain: string,
  { subscriberId, fanOutId }: { subscriberId: string; fanOutId: string },
): string {
  const what = `${hexOf(subscriberId)}${hexOf(fanOutId).slice(0, 16)}`;
  return `${base32(Buffer.concat([Buffer.from(what, "hex"), proofOf(key, what)]))}@${domain}`;
}

/** Whose return path it is; undefined: nobody's, or forged. Nothing is looked up before the proof is checked. */
export async function provenReturn(
  ctx: Ctx,
  domain: string,
  address: string,
): Promise<ProvenReturn | undefined> {
  const [mailbox = "", at = ""] = address.toLowerCase().split("@");
  if (at !== domain || !shape.test(mailbox)) return undefined;
  const bytes = bytesOf(mailbox);
  const what = bytes.subarray(0, 24).toString("hex");
  for (const { agencyId } of await allAgencies(ctx)) {
    const key = await read(asSystem(ctx, "audience", agencyId), knownAudienceKey);
    // The proof is compared in the form that was sent: spare bits of its last sign are part of it.
    const own = key && base32(Buffer.concat([bytes.subarray(0, 24), proofOf(key, what)]));
    if (own === undefined || !isEqual(mailbox, own)) continue;
    const [fanOut, subscriberId] = [what.slice(32), uuidOf(what.slice(0, 32))];
    const [fanOutFrom, fanOutTo] = ["0", "f"].map((fill) => uuidOf(fanOut.padEnd(32, fill)));
    return { agencyId, subscriberId, fanOutFrom: fanOutFrom ?? "", fanOutTo: fanOutTo ?? "" };
  }
  return undefined;
}

function proofOf(key: AudienceKey, what: string): Buffer {
  return key.mac(`return\0${what}`).subarray(0, macSize);
}

const signs = "abcdefghijklmnopqrstuvwxyz234567";

/** RFC 4648, 6, in small letters and without padding. */
function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => signs[Number.parseInt(five.padEnd(5, "0"), 2)])
    .join("");
}

function bytesOf(text: string): Buffer {
  const bits = [...text].map((sign) => signs.indexOf(sign).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

function hexOf(uuid: string): string {
  return uuid.replaceAll("-", "");
}

function uuidOf(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
