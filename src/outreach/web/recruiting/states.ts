import type { OpeningRow } from "./api.ts";
import type { Meaning } from "#ui/StateBadge.tsx";

export const meanings: Record<OpeningRow["state"], Meaning> = {
  waiting: "wait",
  changed: "wait",
  open: "info",
  closed: "neutral",
};
