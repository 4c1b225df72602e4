import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sharedOut, sumOf } from "./account.ts";
import { sampleFiles, tarGzOf, zipOf } from "#test/import-files.ts";
import { memorySource } from "./source.ts";
import { survey } from "./survey.ts";

const samples = await sampleFiles();
const contents = Object.fromEntries(samples.slice(0, 6).map(({ name, bytes }) => [name, bytes]));
const packages = [
  { name: "all.zip", format: "zip", bytes: await zipOf(contents) },
  { name: "all.tar.gz", format: "tar", bytes: await tarGzOf(contents) },
];

interface Harm {
  cut: number;
  flips: { at: number; to: number }[];
  doubled: number;
}

const harm = fc.record<Harm>({
  cut: fc.double({ min: 0, max: 1, noNaN: true }),
  flips: fc.array(
    fc.record({ at: fc.double({ min: 0, max: 0.999, noNaN: true }), to: fc.nat(255) }),
    { maxLength: 6 },
  ),
  doubled: fc.double({ min: 0, max: 0.999, noNaN: true }),
});

function harmed(bytes: Buffer, { cut, flips, doubled }: Harm): Buffer {
  const kept = Buffer.from(bytes.subarray(0, Math.max(1, Math.round(bytes.length * cut))));
  for (const { at, to } of flips) kept[Math.floor(at * kept.length)] = to;
  const from = Math.floor(doubled * kept.length);
  return Buffer.concat([kept, kept.subarray(from, from + 40)]);
}

for (const { name, format, bytes } of [...samples, ...packages]) {
  test(`a damaged file of ${format} (${name}) breaks nothing, and every byte of it is accounted for`, async () => {
    const isSlow = format === "imessage" || format === "zip" || format === "tar";
    await fc.assert(
      fc.asyncProperty(harm, async (done) => {
        const broken = harmed(bytes, done);
        const report = await survey(memorySource(broken, name), { format, timeZone: "UTC" });
        assert.equal(report.bytesTotal, broken.length);
        assert.equal(report.bytesAccounted, broken.length);
        assert.ok(
          Object.values(report.bytes).every((count) => count >= 0 && Number.isInteger(count)),
        );
        assert.ok(!report.losses.some(({ reason }) => reason === "unread"));
        if (report.records === 0 && report.bytes.loss === 0)
          assert.ok(broken.length < 400, "all of it vanished");
      }),
      { numRuns: isSlow ? 40 : 150 },
    );
  });
}

test("shares of a packed file are whole bytes, and hide no loss", () => {
  fc.assert(
    fc.property(
      fc.nat(10_000),
      fc.tuple(fc.nat(1_000_000), fc.nat(1_000_000), fc.nat(1_000_000), fc.nat(10)),
      (size, [record, structure, duplicate, loss]) => {
        const shares = sharedOut(size, { record, structure, duplicate, loss });
        assert.equal(sumOf(shares), size);
        if (loss > 0 && size > 4) assert.ok(shares.loss > 0);
      },
    ),
  );
});
