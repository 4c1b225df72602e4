import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { NameLists, Suggestion } from "./detector.ts";
import { suggest, suggestSet, textMax } from "./suggest.ts";

const shown = (text: string, spans: readonly Suggestion[]): string[] =>
  spans.map(({ type, start, end }) => `${type} ${text.slice(start, end)}`);
const found = (text: string, lists: NameLists = {}): string[] => shown(text, suggest(text, lists));

test("a resident's comment is looked through for everything at once, in its order", () => {
  const text = "My name is Ana Ruiz 😀, 503-555-0148, ana@example.org, 12 Oak St. DOB 4/17/1991.";
  assert.deepEqual(found(text), [
    "PERSON Ana Ruiz",
    "PHONE 503-555-0148",
    "EMAIL ana@example.org",
    "ADDRESS 12 Oak St",
    "DATE_OF_BIRTH 4/17/1991",
  ]);
});

test("numbers that carry a check are believed by their check", () => {
  assert.deepEqual(found("it was 4111 1111 1111 1111"), ["CREDIT_CARD 4111 1111 1111 1111"]);
  assert.deepEqual(found("it was 4111 1111 1111 1112"), []);
  assert.deepEqual(found("on 1HGCM82633A004352 today"), ["VIN 1HGCM82633A004352"]);
  assert.deepEqual(found("on 1HGCM82633A004353 today"), []);
  assert.deepEqual(found("to DE89370400440532013000 now"), ["IBAN DE89370400440532013000"]);
  assert.deepEqual(found("to DE89370400440532013001 now"), []);
  assert.deepEqual(found("routing 021000021"), ["ROUTING_NUMBER 021000021"]);
  assert.deepEqual(found("routing 021000022"), []);
});

test("a Social Security number follows the areas, bare only with its word", () => {
  assert.deepEqual(found("it is 219-09-9999"), ["SSN 219-09-9999"]);
  for (const never of ["000-12-3456", "666-12-3456", "900-12-3456", "219-00-9999", "219-09-0000"])
    assert.deepEqual(found(`it is ${never}`), [], never);
  assert.deepEqual(found("my SSN is 219099999"), ["SSN 219099999"]);
  assert.deepEqual(found("part 219099999"), []);
});

test("a date is a birthday only where the words around say so", () => {
  assert.deepEqual(found("born June 3, 1988"), ["DATE_OF_BIRTH June 3, 1988"]);
  assert.deepEqual(found("opened June 3, 1988"), []);
});

test("a street named after somebody, a friendly officer and a shop are nobody", () => {
  for (const text of [
    "Grant Street is closed near Jefferson Park.",
    "Officer Friendly came to our school.",
    "Meet at Trader Joe's after the Johnson County Fair.",
    "Will you be there in May? Mark your calendars.",
  ])
    assert.deepEqual(found(text), [], text);
});

test("a name that often stands for nobody may be somebody's, and is suggested", () => {
  assert.deepEqual(found("Call Jane Doe at noon."), ["PERSON Jane Doe"]);
  assert.deepEqual(found("The man, a John Doe, fled."), ["PERSON John Doe"]);
});

test("whoever the agency lists is found in any case, and by one name alone", () => {
  const lists = { minors: ["Zuri Quill"], people: ["Bao Threet"], officers: ["Ng"] };
  assert.deepEqual(found("i saw zuri m. quill and threet there", lists), [
    "JUVENILE zuri m. quill",
    "PERSON threet",
  ]);
  assert.deepEqual(found("QUILL, ZURI was there", lists), ["JUVENILE QUILL, ZURI"]);
  assert.deepEqual(found("we met at Quill Park", lists), []);
});

test("a name read in full in one message is found by its surname in the others of the set", () => {
  const texts = ["Reported by Tomasz Wieczorek.", "Tell them that Wieczorek did it."];
  const [, second] = suggestSet(texts);
  assert.deepEqual(shown(texts[1] ?? "", second ?? []), ["PERSON Wieczorek"]);
});

test("a text beyond the limit is refused with what to do", () => {
  assert.throws(() => suggest("a".repeat(textMax + 1)), { code: "text-too-long" });
});

const pieces = fc.constantFrom(
  ..."12 Oak St, |1 A |Mia Torres, |my name is |@|a@b.co|503-|555-0148|4111 |plate |DOB |ssn |: |::1|rue de |corner of A and ".split(
    "|",
  ),
  ..."\n|> |é|😀|\ud800|\u200d|(|)|-|'|. |Apt 1|OR 97477|JOHN |Officer |de |born |x at y dot com|9 y/o |#1|/|\t".split(
    "|",
  ),
);

test("no text makes it fail; places lie inside the text, in order, apart and between whole characters", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 60 }), (parts) => {
      const text = parts.join("");
      let last = 0;
      for (const { start, end, confidence } of suggest(text)) {
        assert.ok(start >= last && end > start && end <= text.length, JSON.stringify(text));
        assert.ok(confidence > 0 && confidence <= 1);
        last = end;
      }
    }),
    { numRuns: 300 },
  );
});

/** Milliseconds of this thread's own work: what else the machine does takes no part in it. */
const took = (piece: string, length: number): number => {
  const text = piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
  const before = process.threadCpuUsage();
  suggest(text);
  return process.threadCpuUsage(before).user / 1_000;
};

test("twice as many characters made to be slow take about twice as long", () => {
  for (const piece of ["12 Oak St, Aaa ", "Mia Torres, ", "a", "1", " ", "@a", "\n>", "Aa-"]) {
    const [half, whole] = [took(piece, 40_000), took(piece, 80_000)];
    assert.ok(whole < 4 * half + 500, `${half} ms, then ${whole} ms of ${JSON.stringify(piece)}`);
  }
});

test("a million characters made to be slow take seconds", () => {
  const whole = took("12 Oak St, Aaa ", textMax);
  assert.ok(whole < 40_000, `${whole} ms`);
});
