import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import {
  otherFailure,
  videoErrors,
  videoFailures,
} from "../../src/channels/bluesky/video-errors.ts";
import { connectors } from "../../src/channels/registry.ts";
import { smppErrors } from "../../src/channels/sms/smpp/errors.ts";
import { tellRefusal, tellSentence } from "../../ui/told-sentences.ts";
import { spanish } from "./told.ts";

const root = join(import.meta.dirname, "../..");
const sources = (pattern: string) =>
  globSync(pattern, { cwd: root })
    .filter((name) => !name.includes(".test.") && !name.includes("/web/"))
    .map((name) => ({ name, text: readFileSync(join(root, name), "utf8") }));
/** A literal of the source as it may be said: `${…}` is filled with something. */
const said = (literal: string) => literal.replaceAll(/\$\{[^}]*\}?/g, "Bluesky");
const isSpanish = (text: string) => tellSentence(spanish, text, "es").lang === undefined;

test("every refusal of the server has a Spanish sentence", () => {
  const codes = new Map<string, string>();
  for (const { name, text } of sources("src/**/*.ts")) {
    const found = [
      ...text.matchAll(/new Refusal\(\s*"([a-z-]+)"/g),
      ...text.matchAll(/\bdeny\(\s*"([a-z-]+)"/g),
      ...text.matchAll(/\bcode: "([a-z-]+)",\s*reason:/g),
    ];
    // What only the command line says is English, as the command line is.
    if (!name.startsWith("src/commands/")) for (const [, code = ""] of found) codes.set(code, name);
  }
  assert.ok(codes.size > 80, `${codes.size} codes were read`);
  const missing = [...codes].filter(([code]) => !(code in spanish.refusals));
  assert.deepEqual(missing, []);
});

test("every reason that a delivery can have from us has a Spanish sentence", () => {
  const reasons = sources("src/publish/*.ts").flatMap(({ text }) =>
    [...text.matchAll(/\breason(?: =|:) (?:["`])([^"`]+)["`]/g)].flatMap(([whole, reason = ""]) =>
      text.includes(`code: "`) && isDenial(text, whole) ? [] : [reason],
    ),
  );
  assert.ok(reasons.length > 12, `${reasons.length} reasons were read`);
  const missing = reasons.map(said).filter((one) => !isSpanish(one));
  assert.deepEqual(missing, []);
});

/** A denial is told by its code. */
function isDenial(text: string, whole: string): boolean {
  const before = text.slice(0, text.indexOf(whole));
  return /code: "[a-z-]+",\s*$/.test(before);
}

test("every field of every connection has its name and its help in Spanish", () => {
  const missing = [...connectors.values()].flatMap(({ network, settings }) =>
    settings
      .flatMap(({ label, help, choices = [] }) => [label, help, ...choices.map((one) => one.label)])
      .filter((one) => !isSpanish(one))
      .map((one) => `${network}: ${one}`),
  );
  assert.deepEqual(missing, []);
});

test("what a network allows and forbids has a Spanish sentence", () => {
  const notices = [...connectors.values()].flatMap(
    ({ capabilities: { notices: own = [], placeTargeting } }) =>
      placeTargeting ? [...own, placeTargeting.says] : own,
  );
  assert.ok(notices.length > 30, `${notices.length} notices were read`);
  assert.deepEqual(
    notices.filter((one) => !isSpanish(one)),
    [],
  );
});

test("what an account's health says and asks for has a Spanish sentence", () => {
  const literals = sources("src/channels/**/*.ts").flatMap(({ text }) => [
    ...text.matchAll(/state: "(?:healthy|degraded|broken)",\s*says: (?:"([^"]+)"|`([^`]+)`)/g),
    ...text.matchAll(/\bfix(?: =|:) "([^"]+)"/g),
  ]);
  assert.ok(literals.length > 15, `${literals.length} sentences were read`);
  const missing = literals
    .map(([, plain, filled]) => said(plain ?? filled ?? ""))
    .filter((one) => !isSpanish(one));
  assert.deepEqual(missing, []);
});

test("every status that a text message's gateway answers by SMPP has a Spanish sentence", () => {
  const missing = smppErrors
    .map(({ says, code }) => `${says} (${code})`)
    .filter((one) => !isSpanish(one));
  assert.deepEqual(missing, []);
});

test("every row of every network's table of errors has a Spanish sentence", () => {
  const rows = [
    ...[...connectors.values()].flatMap(({ network, errors }) =>
      errors.map(({ code, says }) => ({ name: `${network} ${code}`, says })),
    ),
    ...videoErrors.map(({ code, says }) => ({ name: `bluesky ${code}`, says })),
    ...Object.entries(videoFailures).map(([name, { says }]) => ({ name, says })),
    { name: "bluesky", says: otherFailure.says },
  ];
  assert.ok(rows.length > 380, `${rows.length} rows were read`);
  // A pattern would hide one that nobody wrote: each stands there by itself.
  const missing = rows.filter(({ says }) => spanish.sentences[says] === undefined);
  assert.deepEqual(missing, []);
});

test("every other reason that a connector gives has a Spanish sentence", () => {
  const literals = sources("src/channels/**/*.ts").flatMap(({ text }) => [
    ...text.matchAll(/new SendError\(\s*(?:"[a-z-]+"|\w+),\s*(?:"([^"]+)"|`([^`]+)`)/g),
    ...text.matchAll(
      /(?:says|why|sentence) = (?:"([^"]+)"|`([^`]+)`);\s*(?:throw new S|return new S|return \{ found: f)/g,
    ),
    ...text.matchAll(/absent: false, why: (?:"([^"]+)"|`([^`]+)`)/g),
  ]);
  assert.ok(literals.length > 100, `${literals.length} sentences were read`);
  const filled = literals.map(([, plain, pattern]) =>
    (plain ?? pattern ?? "")
      .replace("${counts}", "4 accepted, 3 refused, 2 unknown, 1 waiting")
      .replace("${rest}", ""),
  );
  const missing = filled.map(said).filter((one) => !isSpanish(one));
  assert.deepEqual(missing, []);
});

test("gaps are filled, translated in their turn, and left out where a fact is missing", () => {
  const reason = "Given up after 12 tries: The network answered 503: no reason given";
  assert.equal(
    tellSentence(spanish, reason, "es").text,
    "Se desistió tras 12 intentos: La red respondió 503, sin dar razón",
  );
  const told = (text: string) => tellSentence(spanish, text, "es").text;
  assert.equal(
    told("Too many calls. (Rate limit hit)"),
    "Demasiadas llamadas. (Rate limit hit)",
    "a network's own words stay",
  );
  assert.equal(
    told("The gateway asks to wait. (Busy) In all: 4 accepted, 0 refused, 1 unknown, 9 waiting."),
    "La pasarela pide esperar. (Busy) En total: 4 aceptadas, 0 rechazadas, 1 sin saberse, 9 en espera.",
  );
  assert.equal(
    told(
      "The account used 95 of 100 posts that the network allows in 24 hours. The last 5 are kept for life safety.",
    ),
    "La cuenta usó 95 de 100 publicaciones que la red permite en 24 horas. Las últimas 5 se guardan para emergencias con vidas en juego.",
  );
  const denied = { code: "not-your-step", text: "", facts: {} };
  assert.equal(tellRefusal(spanish, denied, "es").text, "Este paso lo da otra función.");
  const facts = { roles: "Mando" };
  assert.match(tellRefusal(spanish, { ...denied, facts }, "es").text, /Hace falta: Mando\.$/);
  const why = { why: "The port is a number from 1 to 65535, such as 2775." };
  assert.equal(
    tellRefusal(spanish, { code: "not-authorized", text: "", facts: why }, "es").text,
    "La red no aceptó estos datos. El puerto es un número de 1 a 65535, como 2775. Revíselos y conecte de nuevo.",
  );
  const foreign = tellSentence(spanish, "Quota exceeded for quota metric", "es");
  assert.deepEqual(foreign, { text: "Quota exceeded for quota metric", lang: "en" });
});
