import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { sha256 } from "#platform/crypto/canonical.ts";
import { openTimestampAuthority } from "#test/networks/timestamps.ts";
import { parseRoots, readTimestamp, TimestampFault, timestampQuery } from "./timestamp.ts";

const authority = await openTimestampAuthority();
const other = await openTimestampAuthority();
after(() => authority[Symbol.asyncDispose]());
after(() => other[Symbol.asyncDispose]());
const data = Buffer.from("openbeat/riverside\n20\nroot\n");
const nonce = Buffer.from("0102030405060708", "hex");

async function stampOf(of = authority, what: Uint8Array = data): Promise<Buffer> {
  const body = await timestampQuery(sha256(what), nonce);
  const headers = { "content-type": "application/timestamp-query" };
  const answer = await fetch(of.url, { method: "POST", headers, body: Buffer.from(body) });
  return Buffer.from(await answer.arrayBuffer());
}

test("a stamp says when, by whom and until when, and openssl says the same", async () => {
  const token = await stampOf();
  const roots = await parseRoots(authority.root);
  const stamp = await readTimestamp(token, data, { nonce, roots });
  assert.equal(stamp.authority, "Test Time Stamps");
  assert.ok(stamp.isTrusted);
  assert.ok(Math.abs(Date.parse(stamp.stampedAt) - Date.now()) < 60_000);
  assert.ok(Date.parse(stamp.endsAt) - Date.now() > 20 * 86_400_000);
  const folder = mkdtempSync(join(tmpdir(), "stamp-"));
  writeFileSync(join(folder, "data"), data);
  writeFileSync(join(folder, "tsr"), token);
  const files = ["-data", join(folder, "data"), "-in", join(folder, "tsr")];
  const said = execFileSync("openssl", ["ts", "-verify", ...files, "-CAfile", authority.rootFile], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  assert.match(said.toString(), /Verification: OK/);
});

test("without roots a stamp is read, and said not to be trusted", async () => {
  assert.equal((await readTimestamp(await stampOf(), data)).isTrusted, false);
});

test("attack: a stamp of other bytes, of another's asking, or under a stranger's root is refused", async () => {
  const token = await stampOf();
  const roots = await parseRoots(authority.root);
  await assert.rejects(readTimestamp(token, Buffer.from("other"), { roots }), TimestampFault);
  await assert.rejects(readTimestamp(token, data, { nonce: Buffer.alloc(8, 9) }), /another asking/);
  const strangers = await parseRoots(other.root);
  await assert.rejects(readTimestamp(token, data, { roots: strangers }), TimestampFault);
  await assert.rejects(readTimestamp(await stampOf(other), data, { roots }), TimestampFault);
});

test("an authority that refuses says so in its own words", async () => {
  authority.play("refuse");
  await assert.rejects(readTimestamp(await stampOf(), data), /refused \(status 2\)/);
  authority.play("well");
});

test("attack: no byte of a stamp's signed part can be changed", async () => {
  const token = await stampOf();
  const roots = await parseRoots(authority.root);
  let passed = 0;
  for (let at = 0; at < token.length; at += 7) {
    const changed = Buffer.from(token);
    changed[at] = (changed[at] ?? 0) ^ 1;
    const same = await readTimestamp(changed, data, { nonce, roots }).then(
      (stamp) => stamp,
      (error: unknown) => assert.ok(error instanceof TimestampFault, String(error)),
    );
    // Text beside the token, and certificates nobody needs, are not signed; what is said must not change by it.
    if (same) {
      passed += 1;
      assert.equal(same.authority, "Test Time Stamps");
      assert.equal(same.stampedAt, (await readTimestamp(token, data, { nonce, roots })).stampedAt);
    }
  }
  assert.ok(passed < token.length / 7 / 2, `${passed} changes were passed over`);
});
