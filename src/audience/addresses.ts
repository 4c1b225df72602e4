import { z } from "zod";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { isMailbox, numbersIn } from "#channels";
import { Refusal } from "#platform/refusal.ts";
import type { AudienceKey } from "./keys.ts";
import type { Way } from "./schema.ts";

/** An address as it is written to. Throws a Refusal (`audience-address`) for what is none. */
export function checkedAddress(way: Way, typed: string): string {
  const address = way === "text" ? telephone(typed) : typed.trim();
  const isOne = way === "email" ? isMailbox(address) : address !== "";
  if (isOne) return address;
  throw new Refusal(
    "audience-address",
    way === "email"
      ? "This is no e-mail address. Write it like name@example.com."
      : "This is no telephone number. Write it like (555) 010-0123 or +1 555 010 0123.",
  );
}

/** Ten digits are a number of the United States, as people there write it. */
function telephone(typed: string): string {
  const digits = typed.replaceAll(/[\s().-]/g, "");
  const whole = /^[2-9]\d{9}$/.test(digits) ? `+1${digits}` : digits.replace(/^1(?=\d{10}$)/, "+1");
  return numbersIn(whole)[0] ?? "";
}

/** By what the same address is found again, however its letters are written. */
export function lookupOf(key: AudienceKey, way: Way, address: string): Buffer {
  return key.lookup(way, way === "email" ? address.toLowerCase() : endpointOf(way, address));
}

const browser = z.object({ endpoint: z.string() });

/** A browser is the same as long as its push service knows it by the same address. */
function endpointOf(way: Way, address: string): string {
  return way === "push" ? browser.parse(JSON.parse(address)).endpoint : address;
}

/** Where an address is sealed. */
export function sealedPlace(agencyId: string, rowId: string) {
  return { table: "audience_subscribers", column: "sealed", agencyId, rowId };
}

export async function sealAddress(tx: TxCtx, id: string, address: string): Promise<Buffer> {
  const keys = await tx.vault.keysOf(tx, agencyOf(tx));
  return keys.seal(sealedPlace(agencyOf(tx), id), address);
}
