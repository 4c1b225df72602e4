import { Refusal } from "#platform/refusal.ts";
import type { RecordsLaw } from "./law.ts";
import { lawsFromMontana } from "./laws-mt-wy.ts";
import { lawsToMissouri } from "./laws-al-mo.ts";

/** Fifty states, the District and the federal act. */
export const recordsLaws: readonly RecordsLaw[] = [...lawsToMissouri, ...lawsFromMontana];

/** When the table was last compared with general works; nothing in it was compared with an official code. */
export const lawsComparedOn = "2026-11-21";

/** The records law of a state by its two letters, in either case. Refuses with `unknown-state`. */
export function lawOf(state: string): RecordsLaw {
  const known = recordsLaws.find((law) => law.state === state.trim().toUpperCase());
  if (known) return known;
  throw new Refusal(
    "unknown-state",
    `There is no records law of "${state}" here. Give two letters, such as WA; US is the federal act.`,
  );
}
