import { z } from "zod";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";

export const regionsMax = limit("media.regions", 100, "boxes", "covered by hand in one picture");
const sideMin = 4;

const place = {
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
};

/** A part of a picture that a person covers, in pixels of the picture it is drawn on. */
export const region = z.strictObject({
  shape: z.enum(["rectangle", "ellipse"]),
  how: z.enum(["solid", "pixelate"]),
  ...place,
});
/** What is left of a picture, in pixels of the picture it is cut from. */
export const crop = z.strictObject(place);

export type Region = z.infer<typeof region>;
export type Crop = z.infer<typeof crop>;

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The whole pixels of a box, rounded outward: what was drawn is covered, and never less. */
export function boxOf(given: Crop, picture: { width: number; height: number }): Box {
  const { x, y, width, height } = given;
  const isNumber = [x, y, width, height].every((one) => Number.isFinite(one));
  if (!isNumber || width < sideMin || height < sideMin)
    throw badBox(
      `A box has numbers for its place, and is at least ${sideMin} pixels wide and high.`,
    );
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, bottom] = [Math.ceil(x + width), Math.ceil(y + height)];
  if (left < 0 || top < 0 || right > picture.width || bottom > picture.height)
    throw badBox(`A box lies outside the picture, which is ${picture.width} × ${picture.height}.`);
  return { left, top, width: right - left, height: bottom - top };
}

/** The boxes of all regions, in their order. Refuses none at all and too many. */
export function boxesOf(regions: readonly Region[], picture: { width: number; height: number }) {
  if (regions.length > regionsMax)
    throw badBox(`At most ${regionsMax} boxes are covered in one picture.`);
  return regions.map((one) => ({ ...one, box: boxOf(one, picture) }));
}

function badBox(says: string): Refusal {
  return new Refusal("bad-box", says);
}
