import { beatArea, type allBeats, type Area } from "#agency";
import { contains, type Position } from "#platform/ground/rings.ts";

/** A beat as the map has it. */
export interface DrawnBeat {
  id: string;
  code: string;
  polygons: readonly Polygon[];
}

/** The first ring goes round a polygon, the others round its holes (RFC 7946 §3.1.6). */
type Polygon = readonly (readonly Position[])[];

export function drawnBeats(beats: Awaited<ReturnType<typeof allBeats>>): DrawnBeat[] {
  return beats.map(({ id, code, area }) => {
    const drawn = beatArea.safeParse(area);
    return { id, code, polygons: drawn.success ? polygonsOf(drawn.data) : [] };
  });
}

function polygonsOf(area: Area): readonly Polygon[] {
  return area.type === "Polygon" ? [area.coordinates] : area.coordinates;
}

/** The beat of a call: by the code that the dispatch system names, else by the map. */
export function beatOf(
  beats: readonly DrawnBeat[],
  { beat, lat, lon }: { beat?: string; lat?: number; lon?: number },
): DrawnBeat | undefined {
  const named = beat === undefined ? undefined : beats.find(({ code }) => isSame(code, beat));
  if (named || lat === undefined || lon === undefined) return named;
  return beats.find(({ polygons }) => polygons.some((one) => isWithin(one, [lon, lat])));
}

/** "B3", "Beat 3" and "3" are one. */
function isSame(one: string, other: string): boolean {
  const bare = (code: string) =>
    code.toLowerCase().replaceAll(/^b(?:eat)?(?=[^a-z])|[^a-z0-9]/g, "");
  return bare(one) === bare(other);
}

function isWithin([outer, ...holes]: Polygon, place: Position): boolean {
  return (
    outer !== undefined && contains(outer, place) && !holes.some((hole) => contains(hole, place))
  );
}
