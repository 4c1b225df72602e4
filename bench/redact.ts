import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { suggest } from "../src/records/redaction/detectors/suggest.ts";
import {
  policeStyle,
  presidioTexts,
  type LabelledText,
} from "../src/records/redaction/labelled/read.ts";
import { scored, share, type SetScore } from "../src/records/redaction/labelled/score.ts";
import { sayAim, sayMachine } from "./parts/figures.ts";

/**
 * Redaction suggestions: recall and precision per type on the project's own set and on Presidio's synthetic sentences
 * where they lie beside the project. Rules are tuned on the even-numbered texts alone; the odd ones are told by themselves.
 *   npm run bench redact -- [--presidio presidio_synth_v2_750.json]
 */
const fileOfPresidio = "../shared/data/pii/presidio_synth_v2_750.json";

function presidio(): LabelledText[] | undefined {
  const flag = process.argv.indexOf("--presidio");
  const given = flag < 0 ? undefined : process.argv[flag + 1];
  if (given !== undefined) return presidioTexts(readFileSync(given, "utf8"));
  for (let at = import.meta.dirname; dirname(at) !== at; at = dirname(at)) {
    const file = join(at, fileOfPresidio);
    if (existsSync(file)) return presidioTexts(readFileSync(file, "utf8"));
  }
  return undefined;
}

const percent = (part: number, whole: number): string => {
  const value = share(part, whole);
  return value === undefined ? "–" : value.toFixed(3);
};

/** Only types that the set labels: of the others it cannot say what is right. */
function table(name: string, { types, words, lost }: SetScore): void {
  console.log(`\n${name}`);
  console.log(
    "type             labels  value gone  wholly gone  precision  exact recall  exact precision",
  );
  for (const one of types.filter(({ labels, suggestions }) => labels > 0 && suggestions > 0))
    console.log(
      [
        one.type.padEnd(16),
        String(one.labels).padStart(6),
        percent(one.gone, one.labels).padStart(11),
        percent(one.whole, one.labels).padStart(12),
        percent(one.right, one.suggestions).padStart(10),
        percent(one.exact, one.exactOf).padStart(13),
        percent(one.exact, one.suggestions).padStart(16),
      ].join(" "),
    );
  console.log(`other words lost: ${lost} of ${words}, ${((100 * lost) / words).toFixed(2)} %`);
}

function measure(name: string, texts: readonly LabelledText[]): SetScore {
  const even = texts.filter((_one, at) => at % 2 === 0);
  const odd = texts.filter((_one, at) => at % 2 === 1);
  table(`${name}, even texts, seen while tuning (${even.length})`, scored(even));
  const unseen = scored(odd);
  table(`${name}, odd texts (${odd.length})`, unseen);
  table(`${name}, all (${texts.length})`, scored(texts));
  return unseen;
}

function aims(name: string, { types, words, lost }: SetScore): void {
  const recall = (type: string, kind: "whole" | "gone" = "whole"): number => {
    const one = types.find((score) => score.type === type);
    return share(one?.[kind] ?? 0, one?.labels ?? 0) ?? 1;
  };
  const person = types.find(({ type }) => type === "PERSON");
  const precise = share(person?.right ?? 0, person?.suggestions ?? 0) ?? 0;
  sayAim(
    `${name}: PERSON wholly gone 0.80 at a precision above 0.685`,
    recall("PERSON") >= 0.8 && precise > 0.685,
  );
  sayAim(`${name}: ADDRESS value gone 0.85`, recall("ADDRESS", "gone") >= 0.85);
  sayAim(`${name}: ADDRESS wholly gone 0.85`, recall("ADDRESS") >= 0.85);
  sayAim(`${name}: PHONE wholly gone 0.95`, recall("PHONE") >= 0.95);
  const checked = ["EMAIL", "SSN", "CREDIT_CARD", "IP_ADDRESS"];
  sayAim(
    `${name}: e-mail, SSN, card and IP all`,
    checked.every((type) => recall(type) === 1),
  );
  sayAim(`${name}: less than 1 % of other words lost`, lost / words < 0.01);
}

function speed(texts: readonly LabelledText[]): void {
  const kilobytes = texts.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1024;
  for (const { text } of texts) suggest(text);
  const rates = Array.from({ length: 5 }, () => {
    const before = performance.now();
    for (const { text } of texts) suggest(text);
    return kilobytes / ((performance.now() - before) / 1000);
  }).sort((a, b) => a - b);
  console.log(`\nspeed, text by text, warm: ${Math.round(rates[2] ?? 0)} KB/s (middle of 5 runs)`);
}

sayMachine();
const own = policeStyle();
aims("own odd texts", measure("the project's own police-style set", own));
const theirs = presidio();
if (theirs) aims("Presidio's odd texts", measure("Presidio's synthetic sentences", theirs));
else console.log(`\nPresidio's sentences are not at ${fileOfPresidio}: that half is skipped.`);
speed(theirs ?? own);
