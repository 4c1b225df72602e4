import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "../refusal.ts";
import { rateLimiter } from "./security.ts";

/** How fast somebody may ask, and that nobody makes us forget how often he did. */
const address = "192.0.2.7";

function isFull(take: () => void): boolean {
  try {
    take();
    return false;
  } catch (error) {
    assert.ok(error instanceof Refusal && error.status === 429);
    return true;
  }
}

test("a flood of strangers does not make the limiter forget who is guessing", () => {
  const limiter = rateLimiter({ now: () => 0 });
  for (let n = 0; n < 60_000; n++) {
    limiter.take(`stranger ${n}`);
    if (n % 1_000 === 0 && n < 30_000) limiter.takeSignIn(address);
  }
  assert.ok(isFull(() => limiter.takeSignIn(address)));
});

test("all addresses of one IPv6 network are one caller, whatever is counted", () => {
  const limiter = rateLimiter({ now: () => 0, perMinute: 3 });
  for (const host of [":1", ":abcd:2", "1:2:3:4"]) limiter.takeStranger(`2001:db8:1:2:${host}`);
  assert.ok(isFull(() => limiter.takeStranger("2001:db8:1:2::ffff")));
  limiter.takeStranger("2001:db8:1:3::1");
});

test("a clock that is put back keeps nobody out", () => {
  let now = 3_600_000;
  const limiter = rateLimiter({ now: () => now, perMinute: 5 });
  limiter.take("somebody");
  now = 0;
  limiter.take("somebody");
});

test("a minute later the caller may ask again", () => {
  let now = 0;
  const limiter = rateLimiter({ now: () => now, perMinute: 1 });
  limiter.take("somebody");
  assert.ok(isFull(() => limiter.take("somebody")));
  now = 60_000;
  limiter.take("somebody");
});
