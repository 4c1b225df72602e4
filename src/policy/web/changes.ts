import type { LintRule, Policy, Tuned } from "./api.ts";

export interface Change {
  key: string;
  kind: "changed" | "added" | "removed";
  title: string;
  before: string;
  after: string;
}

type Content = Pick<Policy, "paragraphs" | "classes"> & Partial<Pick<Policy, "rules">>;
type Entry = { key: string; title: string; text: string };

/**
 * What differs between two versions, paragraph by paragraph, class by class and rule by rule, in the order of the
 * newer one with what was removed behind. `sentence` puts a class in words.
 */
export function changesBetween(
  before: Content,
  after: Content,
  sentence: (one: Policy["classes"][number]) => string,
  book: RuleBook = { rules: [], title: () => "", sentence: () => "" },
): Change[] {
  return [
    ...compare(paragraphs(before), paragraphs(after)),
    ...compare(classes(before, sentence), classes(after, sentence)),
    ...compare(ruled(before, book), ruled(after, book)),
  ];
}

/** The rules of the lint, and how one reads under a version. */
export interface RuleBook {
  rules: readonly LintRule[];
  title: (rule: LintRule) => string;
  sentence: (rule: LintRule, tuned: Tuned | undefined) => string;
}

function ruled(content: Content, { rules, title, sentence }: RuleBook): Entry[] {
  return rules.map((rule) => ({
    key: `r ${rule.code}`,
    title: title(rule),
    text: sentence(rule, content.rules?.[rule.code]),
  }));
}

function paragraphs({ paragraphs }: Content): Entry[] {
  return paragraphs.map(({ number, heading, body }) => ({
    key: `p ${number}`,
    title: `${number} ${heading}`,
    text: `${heading}. ${body}`,
  }));
}

function classes(content: Content, sentence: (one: Policy["classes"][number]) => string): Entry[] {
  return content.classes.map((one) => ({
    key: `c ${one.code}`,
    title: one.title,
    text: sentence(one),
  }));
}

function compare(before: readonly Entry[], after: readonly Entry[]): Change[] {
  const old = new Map(before.map((one) => [one.key, one]));
  const kept = new Set(after.map(({ key }) => key));
  const now = after.flatMap(({ key, title, text }): Change[] => {
    const was = old.get(key);
    if (!was) return [{ key, kind: "added", title, before: "", after: text }];
    if (was.text === text) return [];
    return [{ key, kind: "changed", title, before: was.text, after: text }];
  });
  const gone = before
    .filter(({ key }) => !kept.has(key))
    .map(({ key, title, text }): Change => ({
      key,
      kind: "removed",
      title,
      before: text,
      after: "",
    }));
  return [...now, ...gone];
}
