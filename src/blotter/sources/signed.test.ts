import assert from "node:assert/strict";
import { before, test } from "node:test";
import { addBeat } from "#agency";
import type { Ctx } from "#platform/context.ts";
import { signature } from "#platform/http/signed-body.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { listCalls } from "../desk.ts";
import { listCallSources } from "./list.ts";
import { addCallSource, callSourceDraft, endCallSource, rotateCallSource } from "./sources.ts";

const clock = new StoryClock();
let beat: TestBeat;
let sheriff: Ctx;
let source: { id: string; secret: string | null };

before(async () => {
  beat = await openTestBeat({ clock });
  const agencyId = await seedTinyCounty(beat.assembly);
  sheriff = await as(beat.assembly.ctx, agencyId, "harlan@tinycounty.example");
  await addBeat(sheriff, { code: "3", name: "Eastgate" });
  source = await addCallSource(sheriff, callSourceDraft.parse({ kind: "api", name: "CAD" }));
});

const seconds = () => String(Math.floor(clock.now().epochMilliseconds / 1_000));
const row = (number: string, more: object = {}) => ({
  number,
  takenAt: clock.now().toString(),
  type: "NOISE - GENERAL",
  beat: "3",
  ...more,
});

interface Changed {
  timestamp?: string;
  signature?: string;
  id?: string;
  secret?: string;
}

/** As a dispatch system sends it: over the whole app. */
async function send(body: string, changed: Changed = {}) {
  const timestamp = changed.timestamp ?? seconds();
  const bytes = new Uint8Array(Buffer.from(body));
  const answer = await beat.assembly.app.request("/api/ingest/v1/calls", {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-openbeat-source": changed.id ?? source.id,
      "x-openbeat-timestamp": timestamp,
      "x-openbeat-signature":
        changed.signature ?? signature(changed.secret ?? source.secret ?? "", timestamp, bytes),
    },
    body: bytes,
  });
  const told: { results?: object[]; code?: string } = await answer.json();
  return { status: answer.status, ...told };
}

test("each row of a signed batch is answered for, and what is no call is refused alone with its reason", async () => {
  const { status, results } = await send(
    JSON.stringify({
      calls: [row("1"), { type: "NOISE" }, row("2", { takenAt: "soon" }), "no row", row("3")],
    }),
  );
  assert.equal(status, 200);
  assert.deepEqual(results, [
    { row: 1, number: "1", status: "new" },
    { row: 2, number: null, status: "refused", why: "no-number" },
    { row: 3, number: null, status: "refused", why: "bad-time" },
    { row: 4, number: null, status: "refused", why: "no-number" },
    { row: 5, number: "3", status: "new" },
  ]);
  clock.advance(1_000);
  const again = await send(
    JSON.stringify({
      calls: [row("1", { takenAt: "2026-01-01T00:00:00Z" }), row("3", { type: "DV" })],
    }),
  );
  assert.deepEqual(
    again.results?.map((one) => ("status" in one ? one.status : "")),
    ["same", "changed"],
  );
  assert.equal((await listCalls(sheriff, {})).length, 2);
  const [{ runs, calls }] = (await listCallSources(sheriff)) as [
    Awaited<ReturnType<typeof listCallSources>>[number],
  ];
  assert.deepEqual(
    [calls, runs.map(({ rows, refused }) => [rows, refused])],
    [
      2,
      [
        [2, 0],
        [5, 3],
      ],
    ],
  );
});

test("the same request twice is refused, its calls signed anew are not", async () => {
  clock.advance(1_000);
  const body = JSON.stringify({ calls: [row("4")] });
  assert.equal((await send(body)).status, 200);
  const twice = await send(body);
  assert.deepEqual([twice.status, twice.code], [409, "taken-before"]);
  clock.advance(1_000);
  assert.deepEqual((await send(body)).results, [{ row: 1, number: "4", status: "same" }]);
});

test("two requests with the same new call at once make one call of it", async () => {
  clock.advance(1_000);
  const bodies = ["a", "b", "c"].map((mark) =>
    JSON.stringify({ calls: [row("5", { disposition: mark })] }),
  );
  const answers = await Promise.all(bodies.map((body) => send(body)));
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200],
  );
  assert.equal((await listCalls(sheriff, {})).filter(({ number }) => number === "5").length, 1);
});

test("a signature that is wrong, old or from the future, of another source or of an old secret opens nothing", async () => {
  const body = JSON.stringify({ calls: [row("9")] });
  const old = String(Number(seconds()) - 301);
  const soon = String(Number(seconds()) + 301);
  const other = await addCallSource(sheriff, callSourceDraft.parse({ kind: "api", name: "Other" }));
  const drop = await addCallSource(sheriff, callSourceDraft.parse({ kind: "drop", name: "Drop" }));
  const tries: Changed[] = [
    { secret: "obc_wrong" },
    { secret: "" },
    { signature: "v1=" },
    { signature: "" },
    { timestamp: old },
    { timestamp: soon },
    { timestamp: `${seconds()}.5` },
    { id: other.id },
    { id: drop.id, secret: "" },
    { id: "' or 1=1 --" },
    { id: beat.assembly.ctx.ids.uuid() },
  ];
  for (const one of tries) {
    const { status, code } = await send(body, one);
    assert.deepEqual([status, code], [403, "not-signed"], JSON.stringify(one));
  }
  const { secret } = await rotateCallSource(sheriff, source.id);
  assert.equal((await send(body)).status, 403);
  source = { ...source, secret };
  assert.equal((await send(body)).status, 200);
  await endCallSource(sheriff, other.id);
  assert.equal((await send(body, { id: other.id, secret: other.secret ?? "" })).status, 403);
});

test("an empty list is a sign of life; what is no list, too many or too large is refused in a sentence", async () => {
  clock.advance(1_000);
  assert.deepEqual((await send('{"calls":[]}')).results, []);
  for (const body of ["", "{}", '{"calls":7}', "<calls/>"])
    assert.equal((await send(body)).code, "no-batch", body);
  const many = JSON.stringify(Array.from({ length: 501 }, (_one, at) => row(`many-${at}`)));
  assert.equal((await send(many)).code, "batch-too-large");
  assert.equal((await send(`{"calls":[${" ".repeat(2_097_152)}]}`)).code, "too-large");
});

test("a source may name its columns in its own words", async () => {
  const own = await addCallSource(
    sheriff,
    callSourceDraft.parse({
      kind: "api",
      name: "Old CAD",
      columns: { number: "EVT", takenAt: "RCVD", type: "NATURE_CD" },
    }),
  );
  const { results } = await send(
    JSON.stringify([{ EVT: 12, RCVD: "11/04/2026 6:08 PM", NATURE_CD: "NOISE", id: "other" }]),
    { id: own.id, secret: own.secret ?? "" },
  );
  assert.deepEqual(results, [{ row: 1, number: "12", status: "new" }]);
});
