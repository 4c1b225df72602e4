import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { test } from "node:test";
import { asSystem } from "#platform/context.ts";
import { keysOver } from "#platform/crypto/vault.ts";
import { transact } from "#platform/db/database.ts";
import { openTestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { LogKeeper, verifyArchive } from "../index.ts";
import { parseEntry, verifyPart } from "../log/entry.ts";
import { randomSizeOf, sealRows, type SealingJob, type Unsealed } from "./sealed-rows.ts";
import { sealed, SealingThread } from "./sealing.ts";

const agencyId = randomUUID();
const at = "2026-11-23T10:00:00.000000Z";

function jobOf(texts: readonly string[]): SealingJob {
  const records = texts.map((text, n): Unsealed => ({
    id: randomUUID(),
    kind: "test.said",
    occurredAt: at,
    previous: n === 1 ? randomUUID() : undefined,
    texts: { subject: "{}", payload: JSON.stringify({ text }), text, filing: "{}" },
    media: n === 2 ? [medium()] : [],
  }));
  return {
    agencyId,
    capturedAt: at,
    keys: { keys: new Map([[1, randomBytes(32)]]), newest: 1 },
    random: new Uint8Array(randomBytes(randomSizeOf(records))),
    records,
  };
}

function medium() {
  const [salt, commitment] = [randomBytes(32), randomBytes(32)];
  return {
    blob: randomBytes(32).toString("hex"),
    salt: new Uint8Array(salt),
    commitment: new Uint8Array(commitment),
  };
}

const sayings = Array.from({ length: 120 }, (_, n) =>
  n % 7 === 3 ? "" : `Said ${n}: the bridge is closed, el puente está cerrado 🚧`,
);

test("the thread makes the same rows of records as the process itself, and they open and are proved", async () => {
  await using thread = new SealingThread();
  assert.equal(await thread.seal(jobOf(sayings)), undefined, "it does not take work yet");
  assert.ok(await thread.ready);
  const job = jobOf(sayings);
  const [made, own] = [await thread.seal(job), await sealRows(job)];
  assert.deepEqual(made, own);
  assert.ok(made);
  const keys = keysOver(job.keys, () => Buffer.alloc(0));
  for (const [n, { id, texts }] of job.records.entries()) {
    const piece = ({ bytes, starts, sizes }: typeof made.bodies) =>
      bytes.subarray((starts[n] ?? 1) - 1, (starts[n] ?? 1) - 1 + (sizes[n] ?? 0));
    const place = { table: "archive_records", column: "sealed", agencyId, rowId: id };
    const body = JSON.parse(keys.open(place, piece(made.bodies)).toString()) as {
      parts: { text: { salt: string; text: string }; words?: object };
    };
    assert.equal(body.parts.text.text, texts.text);
    assert.equal("words" in body.parts, texts.text !== "");
    const part = {
      salt: Buffer.from(body.parts.text.salt, "base64"),
      bytes: Buffer.from(texts.text),
    };
    assert.ok(verifyPart(parseEntry(piece(made.entries)), "text", part));
  }
});

test("no salt, seed or nonce serves twice, and of the randomness nothing is left in memory", async () => {
  const job = jobOf(["one", "one", "one"]);
  const random = new Uint8Array(job.random);
  const { bodies } = await sealed(job);
  assert.ok(job.random.every((byte) => byte === 0));
  const keys = keysOver(job.keys, () => Buffer.alloc(0));
  const drawn = job.records.flatMap(({ id }, n) => {
    const start = (bodies.starts[n] ?? 1) - 1;
    const body = bodies.bytes.subarray(start, start + (bodies.sizes[n] ?? 0));
    const place = { table: "archive_records", column: "sealed", agencyId, rowId: id };
    const { parts } = JSON.parse(keys.open(place, body).toString()) as {
      parts: Record<string, { salt: string; seed?: string }>;
    };
    const salts = Object.values(parts).flatMap(({ salt, seed }) => (seed ? [salt, seed] : [salt]));
    // The nonce of the record's wrapped key, and that of its body (`platform/crypto/vault.ts`).
    return [...salts, body.toString("hex", 3, 15), body.toString("hex", 63, 75)];
  });
  assert.equal(drawn.length, 3 * (5 + 1 + 2) + 1, "five parts a record, one with a medium");
  assert.equal(new Set(drawn).size, drawn.length);
  const short = { ...jobOf(["one"]), random: random.subarray(1, 200) };
  await assert.rejects(sealRows(short), /randomness is used up/);
});

test("what the thread cannot seal, or what was with it when it died, is sealed by whoever asked", async () => {
  const thread = new SealingThread();
  assert.ok(await thread.ready);
  assert.equal(await thread.seal(jobOf(["x".repeat(5 * 1024 * 1024)])), undefined);
  assert.ok(await thread.seal(jobOf(sayings)), "it goes on");
  const left = thread.seal(jobOf(sayings));
  await thread[Symbol.asyncDispose]();
  assert.equal(await left, undefined);
  assert.ok(thread.isOver);
  assert.equal(await thread.seal(jobOf(sayings)), undefined);
});

test("hundreds captured together, sealed in the thread, are a log without a fault; one too large is refused with them all", async () => {
  const beat = await openTestBeat();
  const { assembly } = beat;
  const agency = await seedTinyCounty(assembly);
  const ctx = asSystem(assembly.ctx, "test", agency);
  const say = (texts: readonly string[]) =>
    transact(ctx, (tx) =>
      tx.happenings.tell(
        tx,
        ...texts.map((text, n) => ({
          kind: "test.said",
          subject: { kind: "test", id: String(n) },
          facts: {},
          record: { payload: { n }, text, direction: "in" as const },
        })),
      ),
    );
  const keeper = new LogKeeper(ctx, assembly.signer, join(assembly.logFolder, agency));
  while ((await keeper.turn()) > 0);
  for (let n = 0; n < 20; n++) await say(sayings);
  await assert.rejects(say([...sayings, "x".repeat(5 * 1024 * 1024)]), {
    code: "record-too-large",
  });
  let kept = 0;
  for (let added = 0; (added = await keeper.turn()) > 0;) kept += added;
  assert.equal(kept, 20 * sayings.length);
  const verdict = await verifyArchive(ctx, assembly.signer, assembly.logFolder);
  assert.deepEqual(verdict.faults, []);
});
