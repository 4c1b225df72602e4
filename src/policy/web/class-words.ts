import type { ApprovalClass, ApprovalStep } from "./api.ts";
import { policyWords } from "./words/policy.ts";
import { roleLabels } from "#agency/web";
import { useLabel, useWords } from "#ui/words.ts";

/** Approval classes in words: a clock, a step, a whole class for comparing two versions. */
export function useClassWords() {
  const t = useWords(policyWords);
  const label = useLabel();
  const role = (name: string) => label(roleLabels[name] ?? { en: name, es: name });
  const roles = (names: readonly string[]) => names.map(role).join(", ");
  const clock = (minutes: number) => {
    if (minutes % 60 !== 0) return t("minutes", { count: minutes });
    const hours = minutes / 60;
    return hours > 24 && hours % 24 === 0
      ? t("days", { count: hours / 24 })
      : t("hours", { count: hours });
  };
  const step = (one: ApprovalStep) => ({
    who: t("people", { count: one.people, roles: roles(one.roles) }),
    within: t("within", { time: clock(one.withinMinutes) }),
    next: one.escalateTo.length > 0 ? t("afterwards", { roles: roles(one.escalateTo) }) : undefined,
  });
  const sentence = (one: ApprovalClass) =>
    [
      `${one.title} (${one.paragraph})${one.isLifeSafety ? `, ${t("lifeSafety")}` : ""}.`,
      ...one.steps.map((given, at) => {
        const { who, within, next } = step(given);
        return `${at + 1}. ${who}, ${within}${next ? `; ${next}` : ""}.`;
      }),
      `${t("validFor")} ${clock(one.validHours * 60)}.`,
    ].join(" ");
  return { clock, role, step, sentence };
}
