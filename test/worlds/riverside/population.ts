import { takeCount } from "#alerts";
import type { Ctx } from "#platform/context.ts";
import { contains, type Position } from "#platform/ground/rings.ts";
import { beats } from "./people.ts";

/** 84,000 people, as the city counts itself. */
const residents: Readonly<Record<string, number>> = {
  "1": 27_000,
  "2": 24_000,
  "3": 25_000,
  "4": 8_000,
};
const blockDegrees = 0.002;

/** A made-up count: each beat's people spread evenly over blocks of some two hundred metres. */
export async function countPeople(administrator: Ctx): Promise<void> {
  const blocks = beats.flatMap(({ code, area }) => {
    const ring: readonly Position[] = area.coordinates[0] ?? [];
    const middles = placesIn(ring);
    const people = Math.round((residents[code] ?? 0) / middles.length);
    return middles.map(([lon, lat]) => {
      const half = blockDegrees / 2;
      const places = [-0.5, 0.5].flatMap((x) =>
        [-0.5, 0.5].map((y) => [lon + x * half, lat + y * half] as const),
      );
      const box = { west: lon - half, south: lat - half, east: lon + half, north: lat + half };
      return { people, ...box, places };
    });
  });
  await takeCount(administrator, { source: "City of Riverside Falls", year: 2020 }, blocks);
}

function placesIn(ring: readonly Position[]): Position[] {
  const lons = ring.map(([lon]) => lon);
  const lats = ring.map(([, lat]) => lat);
  const places: Position[] = [];
  for (let lon = Math.min(...lons); lon < Math.max(...lons); lon += blockDegrees)
    for (let lat = Math.min(...lats); lat < Math.max(...lats); lat += blockDegrees) {
      const place = [lon + blockDegrees / 2, lat + blockDegrees / 2] as const;
      if (contains(ring, place)) places.push(place);
    }
  return places;
}
