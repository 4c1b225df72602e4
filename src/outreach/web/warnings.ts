import { Problem } from "#ui/problem.ts";

export interface Warning {
  key: string;
  reason: { en: string; es: string };
}

/** What the policy warns of, as it came with the refusal. */
export function warningsIn(error: unknown): Warning[] {
  if (!(error instanceof Problem) || error.code !== "policy-warnings") return [];
  const { findings } = error.details;
  return Array.isArray(findings) ? (findings as Warning[]) : [];
}
