import { createHash } from "node:crypto";
import type { SiteFacts } from "../site-facts.ts";

/** One word for what of the alerts a reader would want to know: it changes when any of that does. */
export function stateOf({ alerts }: Pick<SiteFacts, "alerts">): string {
  const told = alerts.alerts.map(({ id, state, nextUpdateBy, messages }) => [
    id,
    state,
    nextUpdateBy,
    messages.length,
  ]);
  return createHash("sha256").update(JSON.stringify(told)).digest("base64url").slice(0, 12);
}
