import { createHmac } from "node:crypto";
import { isEqual } from "#platform/crypto/equal.ts";

/** The gateway's own way: HMAC-SHA1 by its token, base64, over the address and every field, by name. */
export function isGatewaysOwn(
  token: string,
  url: string,
  form: URLSearchParams,
  given: string,
): boolean {
  const fields = [...form.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const text = url + fields.map(([name, value]) => name + value).join("");
  return isEqual(given, createHmac("sha1", token).update(text).digest("base64"));
}
