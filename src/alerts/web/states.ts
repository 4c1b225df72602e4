import type { AlertRow } from "./api.ts";
import type { Meaning } from "#ui/StateBadge.tsx";

/** Red is for what concerns life now. */
export const meanings: Record<AlertRow["state"], Meaning> = {
  draft: "neutral",
  active: "bad",
  cancelled: "good",
  expired: "neutral",
  dropped: "neutral",
};
