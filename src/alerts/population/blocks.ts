import { featuresIn, isObject, type Feature } from "#platform/ground/shape-files/features.ts";
import { contains, type Position } from "#platform/ground/rings.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";

const blocksMax = limit("population.blocks", 120_000, "blocks", "of one count: a county has fewer");
const pointsMax = limit("population.points", 5_000, "points", "of one block's ground");
/** Places over a block, each way: a part of its ground is known to some two percent. */
const gridSize = 7;
export const placesMax = gridSize ** 2;

/** A block of a count: its people live at its places, as many at each. */
export interface Block {
  people: number;
  west: number;
  south: number;
  east: number;
  north: number;
  places: Position[];
}

export interface ReadBlocks {
  blocks: Block[];
  /** What is no block, counted from one, and why. */
  faults: { feature: number; why: string }[];
}

/**
 * Blocks with how many people live in each, from GeoJSON, a zipped Shapefile or CSV. `column` names what holds the
 * figure; without it the Census Bureau's own names are looked for. Throws a Refusal where nothing can be read.
 */
export async function readBlocks(bytes: Buffer, column?: string): Promise<ReadBlocks> {
  const features = await featuresIn(bytes);
  if (features.length > blocksMax)
    throw new Refusal(
      "too-many-blocks",
      `The file has ${features.length} blocks; ${blocksMax} are the most. Take your county, or block groups.`,
    );
  const name = columnOf(features, column);
  const blocks: Block[] = [];
  const faults: ReadBlocks["faults"] = [];
  for (const [at, feature] of features.entries()) {
    const read = blockOf(feature, name);
    if (typeof read === "string") faults.push({ feature: at + 1, why: read });
    else blocks.push(read);
  }
  return { blocks, faults };
}

/** Of the Census Bureau's block files, its centres of population, and what portals call it. */
const columnNames = [
  "pop20",
  "pop30",
  "pop10",
  "population",
  "totpop",
  "total_pop",
  "pop",
  "people",
];

function columnOf(features: readonly Feature[], given: string | undefined): string {
  const names = [...new Set(features.slice(0, 50).flatMap((one) => Object.keys(one.properties)))];
  const known =
    given === undefined
      ? columnNames.flatMap((guess) => names.find((name) => name.toLowerCase() === guess) ?? [])[0]
      : names.find((name) => name === given);
  if (known !== undefined) return known;
  throw new Refusal(
    "population-column-unknown",
    `Say which column holds how many people live there. The file has: ${names.join(", ") || "none"}.`,
    { details: { columns: names } },
  );
}

function blockOf({ geometry, properties }: Feature, column: string): Block | string {
  const people = Number(properties[column]);
  const isFigure = String(properties[column] ?? "").trim() !== "" && Number.isInteger(people);
  if (!isFigure || people < 0 || people > 10_000_000) return "It has no number of people.";
  const rings = ringsOf(geometry);
  const points = rings.flat();
  if (points.length === 0 || !points.every(isOnEarth)) return "It has no ground that can be read.";
  if (points.length > pointsMax) return `Its ground has more than ${pointsMax} points.`;
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  const box = {
    west: Math.min(...lons),
    south: Math.min(...lats),
    east: Math.max(...lons),
    north: Math.max(...lats),
  };
  return { people, ...box, places: placesIn(rings, box) };
}

/** The rings of a polygon or polygons; of a point a ring of one. */
function ringsOf(geometry: unknown): Position[][] {
  if (!isObject(geometry) || !Array.isArray(geometry["coordinates"])) return [];
  const coordinates: unknown[] = geometry["coordinates"];
  if (geometry["type"] === "Point") return isPosition(coordinates) ? [[coordinates]] : [];
  const rings = geometry["type"] === "MultiPolygon" ? coordinates.flat(1) : coordinates;
  return rings.map((ring) => (Array.isArray(ring) ? ring.filter(isPosition) : []));
}

function isPosition(value: unknown): value is Position {
  return Array.isArray(value) && typeof value[0] === "number" && typeof value[1] === "number";
}

function isOnEarth([lon, lat]: Position): boolean {
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
}

/** Places spread evenly over the ground; of a ground too thin for any, its middle. */
function placesIn(rings: readonly Position[][], box: Omit<Block, "people" | "places">): Position[] {
  const { west, south, east, north } = box;
  const places: Position[] = [];
  for (let column = 0; column < gridSize; column += 1)
    for (let row = 0; row < gridSize; row += 1) {
      const place: Position = [
        rounded(west + ((column + 0.5) / gridSize) * (east - west)),
        rounded(south + ((row + 0.5) / gridSize) * (north - south)),
      ];
      // A hole is a ring within a ring.
      if (rings.filter((ring) => contains(ring, place)).length % 2 === 1) places.push(place);
    }
  return places.length > 0 ? places : [[rounded((west + east) / 2), rounded((south + north) / 2)]];
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
