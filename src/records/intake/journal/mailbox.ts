import type { Ctx } from "#platform/context.ts";
import { isEqual } from "#platform/crypto/equal.ts";
import { sourceById } from "../handing-in.ts";

const codeSizeBytes = 12;
const shape = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})\.[0-9a-f]{24}$/;

/**
 * What stands before the "@" of a source's address: the source, and a secret. Small letters and digits alone, as mail
 * servers may change the case, and shorter than the 64 characters of RFC 5321.
 */
export function freshMailbox(ids: Ctx["ids"], sourceId: string): string {
  return `${sourceId.replaceAll("-", "")}.${ids.random(codeSizeBytes).toString("hex")}`;
}

/**
 * The standing source of mail that an address is of; undefined: of none. Any domain will do: which of them lead here
 * is for the agency to say.
 */
export async function sourceAt(ctx: Ctx, address: string) {
  const mailbox = address.slice(0, Math.max(0, address.lastIndexOf("@"))).toLowerCase();
  const id = shape.exec(mailbox)?.slice(1).join("-");
  const known = id === undefined ? undefined : await sourceById(ctx, id);
  if (known?.source.kind !== "mail") return undefined;
  return isEqual(mailbox, known.secret) ? known : undefined;
}
