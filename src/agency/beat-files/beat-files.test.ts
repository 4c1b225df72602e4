import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { gunzipSync } from "node:zlib";
import { ZipFile } from "yazl";
import type { Ctx } from "#platform/context.ts";
import { Refusal } from "#platform/refusal.ts";
import { openTestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { allBeats } from "../places.ts";
import { importBeats } from "./importing.ts";
import { readBeats } from "./reading.ts";

let sheriff: Ctx;

before(async () => {
  const beat = await openTestBeat();
  const agencyId = await seedTinyCounty(beat.assembly);
  sheriff = await as(beat.assembly.ctx, agencyId, "harlan@tinycounty.example");
});

/** A square of a tenth of a degree, counted to the east. */
function square(n: number): [number, number][] {
  const west = -97.9 + n * 0.1;
  const east = west + 0.1;
  return [
    [west, 30.2],
    [west, 30.3],
    [east, 30.3],
    [east, 30.2],
    [west, 30.2],
  ];
}

function geoJson(...beats: { properties: object; ring: unknown }[]): Buffer {
  const features = beats.map(({ properties, ring }) => ({
    type: "Feature",
    properties,
    geometry: { type: "Polygon", coordinates: [ring] },
  }));
  return Buffer.from(JSON.stringify({ type: "FeatureCollection", features }));
}

function refused(code: string) {
  return (error: unknown) => error instanceof Refusal && error.code === code;
}

/** ESRI Shapefile Technical Description, July 1998: a header, then a polygon a record. */
function shapes(rings: readonly (readonly [number, number])[][]): Buffer {
  const records = rings.map((ring, at) => {
    const record = Buffer.alloc(8 + 48 + 16 * ring.length);
    record.writeInt32BE(at + 1, 0);
    record.writeInt32BE((record.length - 8) / 2, 4);
    record.writeInt32LE(5, 8);
    const [lons, lats] = [ring.map(([lon]) => lon), ring.map(([, lat]) => lat)];
    for (const [n, value] of [
      Math.min(...lons),
      Math.min(...lats),
      Math.max(...lons),
      Math.max(...lats),
    ].entries())
      record.writeDoubleLE(value, 12 + 8 * n);
    record.writeInt32LE(1, 44);
    record.writeInt32LE(ring.length, 48);
    record.writeInt32LE(0, 52);
    for (const [n, [lon, lat]] of ring.entries()) {
      record.writeDoubleLE(lon, 56 + 16 * n);
      record.writeDoubleLE(lat, 64 + 16 * n);
    }
    return record;
  });
  const header = Buffer.alloc(100);
  header.writeInt32BE(9994, 0);
  header.writeInt32BE((100 + Buffer.concat(records).length) / 2, 24);
  header.writeInt32LE(1000, 28);
  header.writeInt32LE(5, 32);
  return Buffer.concat([header, ...records]);
}

/** dBASE III with one text column of ten letters. */
function table(column: string, values: readonly string[]): Buffer {
  const header = Buffer.alloc(65);
  header[0] = 3;
  header.writeUInt32LE(values.length, 4);
  header.writeUInt16LE(65, 8);
  header.writeUInt16LE(11, 10);
  header.write(column, 32, "latin1");
  header.write("C", 43, "latin1");
  header[48] = 10;
  header[64] = 0x0d;
  return Buffer.concat([
    header,
    ...values.map((value) => Buffer.from(` ${value.padEnd(10)}`, "latin1")),
    Buffer.from([0x1a]),
  ]);
}

async function zipped(files: Record<string, Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, bytes] of Object.entries(files)) zip.addBuffer(bytes, name);
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

test("beats of a GeoJSON file are added, drawn anew where their ground changed, and never doubled", async () => {
  const first = await readBeats(
    geoJson(
      { properties: { BEAT: "1", NAME: "Mill" }, ring: square(0) },
      { properties: { BEAT: "2", NAME: "Falls" }, ring: square(1) },
    ),
  );
  assert.deepEqual(await importBeats(sheriff, first.beats), { new: 2, redrawn: 0, same: 0 });
  assert.deepEqual(await importBeats(sheriff, first.beats), { new: 0, redrawn: 0, same: 2 });
  const { beats } = await readBeats(geoJson({ properties: { beat: "2" }, ring: square(3) }));
  assert.deepEqual(await importBeats(sheriff, beats), { new: 0, redrawn: 1, same: 0 });
  assert.deepEqual(
    (await allBeats(sheriff)).map(({ code, name }) => [code, name]),
    [
      ["1", "Mill"],
      ["2", "Falls"],
    ],
  );
});

test("a zipped Shapefile says the same as GeoJSON does", async () => {
  const bytes = await zipped({
    "beats/beats.shp": shapes([square(0), square(1)]),
    "beats/beats.dbf": table("BEAT", ["A1", "A2"]),
    "beats/beats.txt": Buffer.from("made by the county"),
  });
  const { beats, faults } = await readBeats(bytes);
  assert.deepEqual(faults, []);
  assert.deepEqual(
    beats.map(({ code }) => code),
    ["A1", "A2"],
  );
  const [first] = beats;
  assert.equal(first?.area.type, "Polygon");
});

test("CSV as open-data portals give it is read by its column of shapes", async () => {
  const wkt = (n: number) =>
    `MULTIPOLYGON (((${square(n)
      .map((point) => point.join(" "))
      .join(", ")})))`;
  const csv = `the_geom,beat_num,label\n"${wkt(0)}",11,North\n"${wkt(1)}",12,South\nnothing,13,West\n`;
  const { beats, faults } = await readBeats(Buffer.from(csv));
  assert.deepEqual(
    beats.map(({ code, name }) => [code, name]),
    [
      ["11", "North"],
      ["12", "South"],
    ],
  );
  assert.match(faults[0]?.why ?? "", /Beat 13 has no shape/);
});

test("what is drawn crooked is told and the rest comes in", async () => {
  const [a, b, c, d] = square(0);
  const { beats, faults } = await readBeats(
    geoJson(
      { properties: { beat: "1" }, ring: [a, c, b, d, a] },
      { properties: { beat: "2" }, ring: square(1) },
      { properties: {}, ring: square(2) },
    ),
  );
  assert.deepEqual(
    beats.map(({ code }) => code),
    ["2"],
  );
  assert.match(faults[0]?.why ?? "", /crosses itself/);
  assert.match(faults[1]?.why ?? "", /no code/);
});

test("what is no file of beats is refused with its reason", async () => {
  await assert.rejects(readBeats(Buffer.from("%PDF-1.7 nothing")), refused("not-shapes"));
  await assert.rejects(readBeats(Buffer.from('{"type":"Point"}')), refused("not-shapes"));
  await assert.rejects(readBeats(Buffer.from("PK\u0003\u0004 broken")), refused("not-shapes"));
  await assert.rejects(
    readBeats(await zipped({ "readme.txt": Buffer.from("hello") })),
    refused("not-shapes"),
  );
  await assert.rejects(
    readBeats(geoJson({ properties: { colour: "red" }, ring: square(0) })),
    refused("beat-columns-unknown"),
  );
});

const chicago = join(
  import.meta.dirname,
  "../../../../shared/data/beats/chicago_police_beats.geojson.gz",
);
const why = existsSync(chicago) ? false : "the reference data is not beside the project";

test("the beats of a whole city come in, each of them", { skip: why }, async () => {
  const { beats, faults, features } = await readBeats(gunzipSync(readFileSync(chicago)));
  assert.ok(features > 270);
  assert.deepEqual(faults, []);
  assert.ok(beats.length > 270);
});
