import type { Health } from "./account.ts";
import { SendError } from "./send-error.ts";

/** What a failed question after an account's health says; `fix` is for what only a person can mend. */
export function ailing(error: unknown, fix: string): Health {
  const says = error instanceof SendError ? error.message : "The account could not be checked.";
  const isBroken =
    error instanceof SendError && (error.class === "expired" || error.class === "refused");
  return isBroken
    ? { state: "broken", says, fix }
    : { state: "degraded", says, fix: "Wait: it is checked again by itself." };
}
