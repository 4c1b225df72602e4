import type { Shown } from "./attempt.ts";
import { SendError } from "./send-error.ts";
import { field } from "./exchange.ts";

/** What the network shows beside what was sent; white space is the network's own business. */
export function shownAs(text: string, ...sent: readonly string[]): Shown {
  const same = sent.some((one) => leveled(one) === leveled(text));
  return same ? { state: "same" } : { state: "changed", text };
}

/** `gone` for an answer that says so; every other failure goes on. */
export async function goneIf(
  reading: Promise<Shown | undefined>,
  isGone: (error: unknown) => boolean,
): Promise<Shown | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (isGone(error)) return { state: "gone" };
    throw error;
  }
}

export function isNotFound(error: unknown): boolean {
  return error instanceof SendError && field(error.answer, "status") === 404;
}

/** Of a picture's signed address, which is another one each time: what names the picture. */
export function pictureName(address: string): string {
  return address.replace(/[?#].*$/s, "");
}

function leveled(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim().normalize("NFC");
}
