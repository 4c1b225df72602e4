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

/** What a person says with something that is handed in. */
export interface HandedIn {
  /** Keys of the policy's warnings that were read. */
  acknowledged: string[];
  /** Of what is out already: what is new, in words for the public. */
  correction?: string;
}

/**
 * Hands something in under the policy: what it warns of is shown first, and the next press says that it was read.
 * `error` is what else stood in the way.
 */
export function useHandIn(send: (handedIn: HandedIn) => Promise<void>) {
  const { busy, error, act } = useAct();
  const [correction, setCorrection] = useState("");
  const [read, setRead] = useState<readonly string[]>([]);
  const warnings = warningsIn(error);
  const handIn = () =>
    act(async () => {
      const acknowledged = [...read, ...warnings.map(({ key }) => key)];
      setRead(acknowledged);
      await send({ acknowledged, ...(correction.trim() && { correction }) });
    });
  const other = warnings.length > 0 ? null : error;
  return { busy, error: other, warnings, correction, setCorrection, handIn };
}
