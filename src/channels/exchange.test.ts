import assert from "node:assert/strict";
import { test } from "node:test";
import { assert as check, property, string } from "fast-check";
import { RequestFailed } from "#platform/http/safe-failure.ts";
import { SendError } from "./send-error.ts";
import { type Answer, cleaned, lost, refusal, retryAfterMs } from "./exchange.ts";
import { mediaFindings } from "./media-findings.ts";

const now = 1_790_000_000_000;

function answer(status: number, headers: Record<string, string> = {}, body: unknown = {}): Answer {
  return { status, headers: new Headers(headers), body, receivedAtMs: now };
}

test("each answer has one class", () => {
  const classes = (isAct: boolean) =>
    [400, 401, 403, 404, 408, 409, 422, 425, 429, 500, 502, 503, 504].map(
      (status) => `${status} ${refusal(answer(status), isAct, { why: "" }).class}`,
    );
  assert.deepEqual(classes(true), [
    "400 refused",
    "401 expired",
    "403 refused",
    "404 refused",
    "408 later",
    "409 refused",
    "422 refused",
    "425 later",
    "429 later",
    "500 unknown",
    "502 unknown",
    "503 later",
    "504 unknown",
  ]);
  assert.ok(
    classes(false)
      .slice(-4)
      .every((each) => each.endsWith("later")),
  );
});

test("what a failed request proves decides between not-sent and unknown", () => {
  const unsent = new RequestFailed("not-connected", "refused", { sent: false });
  const sent = new RequestFailed("reset", "reset", { sent: true });
  assert.deepEqual(
    [unsent, sent, new Error("?")].map((each) => lost(each).class),
    ["not-sent", "unknown", "unknown"],
  );
  const own = new SendError("refused", "no");
  assert.equal(lost(own), own);
});

test("networks write the time to wait in five ways", () => {
  const wait = (headers: Record<string, string>) => retryAfterMs(answer(429, headers));
  assert.equal(wait({ "retry-after": "7" }), 7_000);
  assert.equal(wait({ "retry-after": "Mon, 21 Sep 2026 14:13:30 GMT" }), 10_000);
  assert.equal(wait({ "ratelimit-reset": String(now / 1_000 + 60) }), 60_000);
  assert.equal(wait({ "x-ratelimit-reset": "2026-09-21T14:14:20.000Z" }), 60_000);
  assert.equal(wait({ "x-ratelimit-reset": "45" }), 45_000);
});

test("a network out of order is tried soon, whatever window its limits have", () => {
  const header = { "x-ratelimit-reset": String(now / 1_000 + 300) };
  assert.equal(retryAfterMs(answer(503, header)), 30_000);
  assert.equal(retryAfterMs(answer(503, { ...header, "retry-after": "90" })), 90_000);
});

test("a broken, past or endless time to wait is brought within bounds", () => {
  check(
    property(string(), (text) => {
      const value = text.replace(/[^\x21-\x7e]/g, "");
      const ms = retryAfterMs(answer(429, { "retry-after": value }));
      assert.ok(ms >= 1_000 && ms <= 86_400_000, `${value} gave ${ms}`);
    }),
  );
  for (const value of ["999999999", "0", "Thu, 01 Jan 1970 00:00:00 GMT", "soon"]) {
    const ms = retryAfterMs(answer(429, { "retry-after": value }));
    assert.ok(ms >= 1_000 && ms <= 86_400_000);
  }
});

test("a secret that a network echoes is struck out of sentence and record", () => {
  const secret = 'pa"ss\\word';
  const error = refusal(answer(422, {}, { echo: [`Bearer ${secret}`] }), true, {
    why: `bad token ${secret}`,
    secrets: [secret],
  });
  assert.ok(!JSON.stringify(error.answer).includes(JSON.stringify(secret).slice(1, -1)));
  check(
    property(string({ minLength: 4 }), string(), (hidden, around) => {
      const kept = JSON.stringify(cleaned({ a: around + hidden, b: [hidden] }, [hidden]));
      const parsed: unknown = JSON.parse(kept);
      assert.ok(!JSON.stringify(parsed).includes(JSON.stringify({ b: [hidden] }).slice(1, -1)));
    }),
  );
});

test("each fault of a picture has its sentence", () => {
  const limits = {
    types: ["image/png"],
    itemsMax: 1,
    sizeBytesMax: 10,
    altTextRequired: true,
    altTextMax: 3,
  };
  const picture = { sha256: "", type: "image/tiff", sizeBytes: 11, alt: "long" };
  const message = { text: "", media: [picture, { ...picture, alt: "" }] };
  const codes = new Set(mediaFindings(message, limits).map((each) => each.code));
  assert.deepEqual([...codes].sort(), [
    "alt-missing",
    "alt-too-long",
    "media-too-large",
    "media-type",
    "too-many-media",
  ]);
});
