import { createHmac } from "node:crypto";
import type { Clock } from "#platform/clock.ts";
import { isEqual } from "#platform/crypto/equal.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";

const windowSeconds = limit(
  "intake.window",
  300,
  "seconds",
  "a signed request that is older or from the future is a replay",
);

/** One answer for every reason: who guesses learns nothing. */
export function notSigned(): Refusal {
  return new Refusal("not-signed", "This request does not carry the source's signature.", {
    status: 403,
  });
}

/** `v1=` and HMAC-SHA256 in hexadecimal, over the timestamp, a full stop and the body's bytes. */
export function signature(secret: string, timestamp: string, body: Uint8Array): string {
  const sum = createHmac("sha256", secret).update(`${timestamp}.`).update(body).digest("hex");
  return `v1=${sum}`;
}

/** Throws the one refusal unless the source signed these very bytes, not long ago. */
export function mustBeSigned(
  clock: Clock,
  secret: string,
  { timestamp, given, body }: { timestamp: string; given: string; body: Uint8Array },
): void {
  const isTime = /^\d{10}$/.test(timestamp);
  const age = Math.abs(clock.now().epochMilliseconds / 1_000 - Number(timestamp));
  const isOurs = isEqual(given, signature(secret, timestamp, body));
  if (!isTime || !isOurs || age > windowSeconds) throw notSigned();
}
