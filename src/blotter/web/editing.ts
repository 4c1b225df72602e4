import type { Content } from "./api.ts";

type Rule = Content["rules"][number];
export type ShowRule = Extract<Rule, { does: "show" }>;
export type Protection = Extract<Rule, { does: "withhold" }>["protection"];

const wordsMax = 60;

/** The kinds under which calls are shown, each once: the widest rule of a kind stands for it. */
export function shownKinds(content: Content): ShowRule[] {
  const kinds = new Map<string, ShowRule>();
  for (const rule of content.rules)
    if (rule.does === "show" && (kinds.get(rule.kind)?.words.length ?? 0) < rule.words.length)
      kinds.set(rule.kind, rule);
  return [...kinds.values()];
}

/** What a type is to become: shown as a kind, or kept back for a reason. */
export type Wish = { show: string } | { withhold: Protection };

/**
 * Says of exactly this type what becomes of it, before all other rules. What was said of exactly this type before goes.
 */
export function withType(content: Content, type: string, wish: Wish): Content {
  const word = `=${type.trim()}`;
  const rules = content.rules
    .map((rule) => ({ ...rule, words: rule.words.filter((one) => one !== word) }))
    .filter(({ words }) => words.length > 0);
  const like = rules.findIndex(
    (rule) => isExact(rule) && isFor(rule, wish) && rule.words.length < wordsMax,
  );
  const found = rules[like];
  if (found) {
    rules[like] = { ...found, words: [...found.words, word] };
    return { ...content, rules };
  }
  const made = ruleFor(content, wish, word);
  return made ? { ...content, rules: [made, ...rules] } : content;
}

function isExact({ words }: Rule): boolean {
  return words.every((one) => one.startsWith("="));
}

function isFor(rule: Rule, wish: Wish): boolean {
  if (rule.does === "show") return "show" in wish && rule.kind === wish.show;
  return "withhold" in wish && rule.protection === wish.withhold;
}

function ruleFor(content: Content, wish: Wish, word: string): Rule | undefined {
  if ("withhold" in wish) return { does: "withhold", protection: wish.withhold, words: [word] };
  const kind = shownKinds(content).find((one) => one.kind === wish.show);
  return kind && { ...kind, words: [word] };
}

/** Changes every rule of a kind alike. */
export function withKind(content: Content, kind: string, change: Partial<ShowRule>): Content {
  return {
    ...content,
    rules: content.rules.map((rule) =>
      rule.does === "show" && rule.kind === kind ? { ...rule, ...change } : rule,
    ),
  };
}

export function isChanged(one: Content, other: Content): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}
