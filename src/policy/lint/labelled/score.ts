import type { Finding } from "../finding.ts";
import { lint } from "../lint.ts";
import { ruleCodes } from "../rules.ts";
import { labelledDrafts, type Expected, type Labelled } from "./read.ts";

/** Counts of one rule over one part of the set. Precision is found / (found + wrong), recall found / (found + missed). */
export interface Score {
  rule: string;
  found: number;
  wrong: number;
  missed: number;
}

export interface Mistake {
  kind: "wrong" | "missed";
  rule: string;
  line: string;
  words: string;
}

/** A finding is right if the draft expects its rule at a place that it shares a character with, or without a place. */
export function scored(drafts: readonly Labelled[]): { scores: Score[]; mistakes: Mistake[] } {
  const scores = new Map(
    ruleCodes.map((rule): [string, Score] => [rule, { rule, found: 0, wrong: 0, missed: 0 }]),
  );
  const mistakes: Mistake[] = [];
  for (const one of drafts) {
    const findings = lint(one.draft, {}, one.context);
    const open = [...one.expected];
    for (const finding of findings) {
      const at = open.findIndex((expected) => isRight(finding, expected));
      const score = scores.get(finding.rule);
      if (!score) continue;
      if (at >= 0) {
        open.splice(at, 1);
        score.found += 1;
      } else if (!one.expected.some((expected) => isRight(finding, expected))) {
        score.wrong += 1;
        mistakes.push({ ...mistakeOf(one, finding), kind: "wrong" });
      }
    }
    for (const expected of open) {
      const score = scores.get(expected.rule);
      if (!score) throw new Error(`${one.line}: there is no rule ${expected.rule}`);
      score.missed += 1;
      mistakes.push({ ...mistakeOf(one, expected), kind: "missed" });
    }
  }
  return { scores: [...scores.values()], mistakes };
}

function isRight(finding: Finding, expected: Expected): boolean {
  if (finding.rule !== expected.rule) return false;
  const start = finding.field === "text" ? finding.start : null;
  if (expected.start === null || start === null) return expected.start === start;
  return start < (expected.end ?? 0) && expected.start < (finding.end ?? 0);
}

function mistakeOf({ line, draft }: Labelled, at: Expected): Omit<Mistake, "kind"> {
  const words = at.start === null ? "" : draft.text.slice(at.start, at.end ?? at.start);
  return { rule: at.rule, line, words };
}

export function totalOf(scores: readonly Score[]): Score {
  return scores.reduce(
    (sum, one) => ({
      rule: "all",
      found: sum.found + one.found,
      wrong: sum.wrong + one.wrong,
      missed: sum.missed + one.missed,
    }),
    { rule: "all", found: 0, wrong: 0, missed: 0 },
  );
}

/** From 0 to 1; undefined where there is nothing to divide. */
export const precision = ({ found, wrong }: Score): number | undefined =>
  found + wrong === 0 ? undefined : found / (found + wrong);
export const recall = ({ found, missed }: Score): number | undefined =>
  found + missed === 0 ? undefined : found / (found + missed);

export function tuningPart(): Labelled[] {
  return labelledDrafts().filter(({ isHeldOut }) => !isHeldOut);
}

export function heldOutPart(): Labelled[] {
  return labelledDrafts().filter(({ isHeldOut }) => isHeldOut);
}
