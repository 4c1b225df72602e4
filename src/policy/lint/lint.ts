import type { Role } from "#agency";
import { limit } from "#platform/limits.ts";
import {
  noLists,
  type Finding,
  type Level,
  type LintContext,
  type LintDraft,
  type Match,
  type Part,
  type Rule,
} from "./finding.ts";
import { rules } from "./rules.ts";

const textMax = limit(
  "lint.text",
  20_000,
  "characters",
  "read of one field; no post is longer, and no rule takes longer than its length asks",
);
const findingsMax = limit("lint.findings", 100, "findings", "told of one draft");

/** What the agency made of a rule; what it leaves out is the rule's own default. */
export interface Tuned {
  isOff?: boolean | undefined;
  level?: Level | undefined;
  roles?: readonly Role[] | undefined;
  paragraph?: string | undefined;
}

export type Tuning = Readonly<Record<string, Tuned>>;

/**
 * What the written policy has to say about a draft. Pure: no network, no clock, no database, no model; the same words
 * give the same findings. Offsets are UTF-16, the end exclusive; they are null where a finding has no place.
 */
export function lint(
  draft: LintDraft,
  tuning: Tuning = {},
  context: LintContext = { state: undefined, lists: noLists },
): Finding[] {
  const parts = partsOf(draft);
  const found: Finding[] = [];
  for (const part of parts)
    for (const rule of rules) {
      const tuned = tuning[rule.code] ?? {};
      if (tuned.isOff || !rule.fields.includes(part.field)) continue;
      for (const match of rule.find({ draft, context, part }))
        found.push(findingOf(rule, tuned, match, part));
    }
  return found.sort(byPlace).slice(0, findingsMax);
}

/** The places of `part`, read to the declared length. */
function partsOf(draft: LintDraft): Part[] {
  const parts: Part[] = [{ field: "text", text: cut(draft.text) }];
  if (draft.title) parts.push({ field: "title", text: cut(draft.title) });
  for (const [of, own] of Object.entries(draft.variants ?? {}))
    for (const text of [own.text, own.title])
      if (text && text !== draft.text && text !== draft.title)
        parts.push({ field: "variant", of, text: cut(text) });
  (draft.media ?? []).forEach(({ alt }, of) => {
    if (alt.trim() !== "") parts.push({ field: "alt", of, text: cut(alt) });
  });
  const { link } = draft;
  if (link?.title || link?.description)
    parts.push({ field: "link", text: cut(`${link.title ?? ""}\n${link.description ?? ""}`) });
  parts.push({ field: "post", text: "" });
  return parts;
}

const cut = (text: string) => text.slice(0, textMax);

/** A rule's own level is what an agency tunes; where the rule itself relents, the agency cannot be stricter by accident. */
function findingOf(rule: Rule, tuned: Tuned, match: Match, part: Part): Finding {
  const level = tuned.level ?? match.level ?? rule.level;
  const { field, of } = match.place ?? part;
  return {
    rule: rule.code,
    title: rule.title,
    level,
    roles: level === "needs-role" ? (tuned.roles ?? match.roles ?? rule.roles) : [],
    paragraph: tuned.paragraph ?? match.paragraph ?? rule.paragraph,
    field,
    ...(of === undefined ? {} : { of }),
    start: match.start,
    end: match.end,
    reason: match.reason ?? rule.reason,
    fix: match.fix ?? null,
  };
}

const rank: Readonly<Record<Level, number>> = { block: 0, "needs-role": 1, warn: 2 };

function byPlace(one: Finding, other: Finding): number {
  return rank[one.level] - rank[other.level] || (one.start ?? -1) - (other.start ?? -1);
}
