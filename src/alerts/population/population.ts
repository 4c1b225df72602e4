import { and, eq, gte, lte } from "drizzle-orm";
import { authorize, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { areaKm2, contains, type Position } from "#platform/ground/rings.ts";
import { Refusal } from "#platform/refusal.ts";
import { placesMax, type Block } from "./blocks.ts";
import { populationBlocks, populationCounts } from "./tables.ts";

const batchSize = 1_000;

export interface Count {
  source: string;
  year: number;
}

/** How many people live in an area, by the count in force. Whoever works there or drives through is not in it. */
export interface Estimate extends Count {
  people: number;
  /** Of blocks that lie wholly within, and of all that are touched. */
  least: number;
  most: number;
}

/** Takes in a count of the people who live here; the one before it is gone. Not one block less than the file has. */
export async function takeCount(ctx: Ctx, count: Count, blocks: readonly Block[]): Promise<void> {
  if (blocks.length === 0)
    throw new Refusal("no-blocks", "The file has no block with a number of people.");
  await transact(ctx, async (tx) => {
    authorize(tx, "agency.change");
    const agencyId = agencyOf(tx);
    await tx.tx.delete(populationBlocks).where(eq(populationBlocks.agencyId, agencyId));
    await tx.tx.delete(populationCounts).where(eq(populationCounts.agencyId, agencyId));
    const people = blocks.reduce((sum, block) => sum + block.people, 0);
    await tx.tx.insert(populationCounts).values({
      agencyId,
      ...count,
      blocks: blocks.length,
      people,
      takenBy: personOf(tx).personId,
      takenAt: stamp(tx.clock.now()),
    });
    for (let from = 0; from < blocks.length; from += batchSize)
      await tx.tx
        .insert(populationBlocks)
        .values(
          blocks
            .slice(from, from + batchSize)
            .map((block, at) => ({ agencyId, number: from + at, ...block })),
        );
    await tx.happenings.tell(tx, {
      kind: "alerts.population-taken",
      subject: { kind: "agency", id: agencyId },
      facts: { ...count, blocks: blocks.length, people },
    });
  });
}

/** Null: nobody has taken in a count. `rings` are closed, as GeoJSON has them; ground in several of them counts once. */
export async function peopleIn(
  tx: TxCtx,
  rings: readonly (readonly Position[])[],
): Promise<Estimate | null> {
  const agencyId = agencyOf(tx);
  const [count] = await tx.tx
    .select({ source: populationCounts.source, year: populationCounts.year })
    .from(populationCounts)
    .where(eq(populationCounts.agencyId, agencyId));
  if (!count) return null;
  const points = rings.flat();
  if (points.length === 0) return { ...count, people: 0, least: 0, most: 0 };
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  const near = await tx.tx
    .select()
    .from(populationBlocks)
    .where(
      and(
        eq(populationBlocks.agencyId, agencyId),
        lte(populationBlocks.west, Math.max(...lons)),
        gte(populationBlocks.east, Math.min(...lons)),
        lte(populationBlocks.south, Math.max(...lats)),
        gte(populationBlocks.north, Math.min(...lats)),
      ),
    );
  return { ...count, ...sumOf(near, rings, points) };
}

function sumOf(
  blocks: readonly Block[],
  rings: readonly (readonly Position[])[],
  points: readonly Position[],
) {
  const sum = { people: 0, least: 0, most: 0 };
  for (const block of blocks) {
    const { people, places } = block;
    const inside = places.filter((place) => rings.some((ring) => contains(ring, place))).length;
    sum.people += (people * inside) / places.length;
    // A corner of the drawing within a block touches it, even between its places.
    const isCut = points.some((point) => isWithin(block, point));
    if (inside === places.length && !isCut) sum.least += people;
    if (inside > 0 || isCut) sum.most += people;
  }
  if (sum.people === 0) sum.people = withinOne(blocks, rings, points);
  return { ...sum, people: Math.round(sum.people) };
}

/** A drawing so small that it lies between a block's places has its part of that block, by ground. */
function withinOne(
  blocks: readonly Block[],
  rings: readonly (readonly Position[])[],
  points: readonly Position[],
): number {
  const [first] = points;
  const around = blocks.filter((block) => first !== undefined && isWithin(block, first));
  const drawn = rings.reduce((sum, ring) => sum + areaKm2(ring), 0);
  const parts = around.map((block) => {
    const cell = boxKm2(block) / placesMax;
    // A larger one would have met a place: it lies in a hole, or beside the block.
    if (cell === 0 || drawn > 2 * cell) return 0;
    return block.people * Math.min(1, drawn / (cell * block.places.length));
  });
  return parts.reduce((sum, part) => sum + part, 0) / Math.max(1, parts.length);
}

function boxKm2({ west, south, east, north }: Block): number {
  const box: Position[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return areaKm2(box);
}

function isWithin({ west, south, east, north }: Block, [lon, lat]: Position): boolean {
  return lon >= west && lon <= east && lat >= south && lat <= north;
}
