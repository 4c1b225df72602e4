import { healthWords } from "./health-words.ts";
import { StateBadge } from "#ui/StateBadge.tsx";
import { useWords } from "#ui/words.ts";

const healthStates = ["healthy", "degraded", "broken", "unknown"] as const;
export type HealthState = (typeof healthStates)[number];

export interface HealthFacts {
  state: HealthState;
  says: string;
  fix: string | undefined;
}

/** The row keeps the connector's last answer as JSON; what is not an answer counts as never checked. */
export function healthOf(health: unknown): HealthFacts {
  if (typeof health !== "object" || health === null)
    return { state: "unknown", says: "", fix: undefined };
  const { state, says, fix } = health as { state?: unknown; says?: unknown; fix?: unknown };
  return {
    state: healthStates.find((one) => one === state) ?? "unknown",
    says: typeof says === "string" ? says : "",
    fix: typeof fix === "string" ? fix : undefined,
  };
}

const meanings = { healthy: "good", degraded: "wait", broken: "bad", unknown: "neutral" } as const;

export function HealthBadge({ state }: { state: HealthState }) {
  const t = useWords(healthWords);
  return <StateBadge meaning={meanings[state]} label={t(state)} />;
}
