import { z } from "zod";
import { roles } from "#agency";
import { Refusal } from "#platform/refusal.ts";
import { levels } from "./finding.ts";
import type { Tuned, Tuning } from "./lint.ts";
import { ruleOf, rules } from "./rules.ts";

/** What a version of the policy makes of the rules, by code. What it does not name stays as the code has it. */
export const tuning = z.record(
  z.string().max(40),
  z.strictObject({
    isOff: z.boolean().optional(),
    level: z.enum(levels).optional(),
    roles: z.array(z.enum(roles)).min(1).max(roles.length).optional(),
    paragraph: z.string().min(1).max(20).optional(),
  }),
);

/** The rules as a page of the policy shows them. */
export function ruleBook() {
  return rules.map(({ code, title, reason, level, roles: who, paragraph }) => ({
    code,
    title,
    reason,
    level,
    roles: who,
    paragraph,
  }));
}

/** A rule that is tuned exists, and what it cites is in the policy. */
export function checkTuning(given: Tuning, numbers: ReadonlySet<string>): void {
  for (const [code, { paragraph }] of Object.entries(given)) {
    if (!ruleOf(code)) throw new Refusal("no-rule", `There is no rule "${code}".`);
    if (paragraph !== undefined && !numbers.has(paragraph))
      throw new Refusal(
        "no-paragraph",
        `The rule "${ruleOf(code)?.title.en ?? code}" cites paragraph ${paragraph}, which is not in the policy.`,
      );
  }
}

/** The tuning without what says nothing, so that an unchanged rule is not kept as a change. */
export function sober(given: Readonly<Record<string, Tuned>>): Tuning {
  return Object.fromEntries(
    Object.entries(given)
      .map(([code, tuned]): [string, Tuned] => {
        const said = Object.entries(tuned).filter(
          ([, value]) => value !== undefined && value !== false,
        );
        return [code, Object.fromEntries(said)];
      })
      .filter(([, tuned]) => Object.keys(tuned).length > 0)
      .sort(([one], [other]) => one.localeCompare(other)),
  );
}
