import assert from "node:assert/strict";
import { test } from "node:test";
import { read, transact } from "#platform/db/database.ts";
import { openTestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { recordMedia, recordsOf } from "./records.ts";

test("P4: looks at a thing's records and at a record's pictures are audited, once for a page of them", async () => {
  const clock = new StoryClock();
  const { assembly } = await openTestBeat({ clock });
  const agencyId = await seedTinyCounty(assembly);
  const sergeant = await as(assembly.ctx, agencyId, "ames@tinycounty.example");
  const sheriff = await as(assembly.ctx, agencyId, "harlan@tinycounty.example");
  const subject = { kind: "test", id: "1" };
  const media = [
    await assembly.ctx.blobs.put(Buffer.from("one")),
    await assembly.ctx.blobs.put(Buffer.from("two")),
  ];
  const [told] = await transact(sheriff, (tx) =>
    tx.happenings.tell(tx, {
      kind: "test.said",
      subject,
      facts: {},
      record: { payload: {}, text: "With two pictures", media, direction: "out" },
    }),
  );
  assert.ok(told);
  const looks = (of: { kind: string; id: string }) =>
    read(sheriff, (tx) =>
      tx.tx.raw(
        `select actor_id from audit_events where agency_id = $1 and kind = 'agency.sensitive-read'
           and subject_kind = $2 and subject_id = $3`,
        [agencyId, of.kind, of.id],
      ),
    ).then(({ length }) => length);

  assert.equal((await recordsOf(sergeant, subject)).length, 1);
  assert.equal(await looks(subject), 1);
  await recordsOf(sergeant, subject);
  assert.equal(await looks(subject), 1, "the same person, a moment later");
  await recordsOf(sheriff, subject);
  assert.equal(await looks(subject), 2, "somebody else");
  clock.advance(6 * 60_000);
  await recordsOf(sergeant, subject);
  assert.equal(await looks(subject), 3, "a new look");

  for (const sha256 of media) await recordMedia(sergeant, told.id, sha256);
  assert.equal(await looks({ kind: "record", id: told.id }), 1);
});
