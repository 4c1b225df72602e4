import { useState } from "react";
import { Problem } from "./problem.ts";
import { useAct } from "./use-act.ts";
import type { Label } from "./words.ts";

/** One thing that the agency's policy says about what somebody wrote. */
export interface PolicyWarning {
  key: string;
  reason: Label;
  paragraph: string;
}

/** What the policy warns of, as it came with the refusal. */
export function warningsIn(error: unknown): PolicyWarning[] {
  if (!(error instanceof Problem) || error.code !== "policy-warnings") return [];
  const { findings } = error.details;
  return Array.isArray(findings) ? (findings as PolicyWarning[]) : [];
}

/**
 * Hands something in under the policy: what it warns of is shown first, and the next press says that it was read. Keys
 * of the warnings read go to `send`; `error` is what else stood in the way.
 */
export function useHandIn(send: (acknowledged: string[]) => Promise<void>) {
  const { busy, error, act } = useAct();
  const [read, setRead] = useState<readonly string[]>([]);
  const warnings = warningsIn(error);
  const handIn = () =>
    act(async () => {
      const acknowledged = [...read, ...warnings.map(({ key }) => key)];
      setRead(acknowledged);
      await send(acknowledged);
    });
  return { busy, error: warnings.length > 0 ? null : error, warnings, handIn };
}
