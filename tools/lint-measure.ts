import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { labelledDrafts } from "../src/policy/lint/labelled/read.ts";
import {
  heldOutPart,
  precision,
  recall,
  scored,
  totalOf,
  tuningPart,
  type Score,
} from "../src/policy/lint/labelled/score.ts";
import { ruleOf } from "../src/policy/lint/rules.ts";

/** Measures the lint on its labelled set and writes the tables into docs/lint.md; a test holds the page to them. */
const page = join(import.meta.dirname, "../docs/lint.md");
const [begins, ends] = ["<!-- measured -->", "<!-- /measured -->"];

export function measuredPage(): string {
  const text = readFileSync(page, "utf8");
  const [head = "", rest = ""] = text.split(begins);
  return `${head}${begins}\n\n${tables()}\n${ends}${rest.split(ends)[1] ?? ""}`;
}

function tables(): string {
  const all = labelledDrafts();
  const clean = all.filter(({ expected }) => expected.length === 0).length;
  const spanish = all.filter(({ draft }) => draft.language === "es").length;
  const [tuned, held] = [tuningPart(), heldOutPart()];
  const [one, other] = [scored(tuned), scored(held)];
  const rows = one.scores.map((score, at) => row(score, other.scores[at] ?? score));
  return [
    `${all.length} drafts, ${clean} of them clean (${Math.round((100 * clean) / all.length)} %), ${spanish} in Spanish; ` +
      `${tuned.length} seen while the rules were tuned, ${held.length} held out.`,
    "",
    "| rule | found, wrong, missed | precision | recall | held out: found, wrong, missed | precision | recall |",
    "|---|---|---|---|---|---|---|",
    ...rows,
    row(totalOf(one.scores), totalOf(other.scores)),
    "",
    "Mistakes that stand, on the drafts seen while tuning:",
    "",
    ...one.mistakes.map(
      ({ kind, rule, words, line }) =>
        `- ${kind} \`${rule}\`${words === "" ? "" : ` at “${words}”`}: ${said(line)}`,
    ),
    "",
  ].join("\n");
}

function row(score: Score, held: Score): string {
  const cells = (one: Score) =>
    `${one.found}, ${one.wrong}, ${one.missed} | ${share(precision(one))} | ${share(recall(one))}`;
  const name = ruleOf(score.rule) ? `\`${score.rule}\`` : "**all**";
  return `| ${name} | ${cells(score)} | ${cells(held)} |`;
}

const share = (value: number | undefined) => (value === undefined ? "–" : value.toFixed(2));

function said(line: string): string {
  const words = (line.split(" || ")[1] ?? "").replaceAll(/\[\[[a-z-]+:(.*?)(?:::.*?)?\]\]/g, "$1");
  return words.length > 140 ? `${words.slice(0, 140)}…` : words;
}

if (import.meta.main) writeFileSync(page, measuredPage());
