import type { Sharp, SharpOptions } from "sharp";
import { limit } from "#platform/limits.ts";
import { qualityOf } from "./pictures.ts";
import { boxesOf, boxOf, type Box, type Crop, type Region } from "./regions.ts";

const channels = 4;
/** Squares of at least this share of a box's shorter side: a face of one box is six squares wide. */
const squaresMax = 6;
const squareMin = limit(
  "media.square",
  12,
  "pixels",
  "the least square of a pixelated part: smaller ones can be read back",
);
const decodeSeconds = limit("media.cover", 30, "s", "then the picture is refused");

interface Raster {
  data: Buffer;
  width: number;
  height: number;
}

/**
 * A new picture with parts covered and the rest cut off. What lies under a solid box is replaced by black; of what
 * lies under a pixelated one, only the mean of each square is left, and that is blurred: nothing of the original's
 * bytes under a box reaches the encoder. Throws a Refusal for a box that is none.
 */
export async function coverPicture(
  bytes: Uint8Array,
  format: "jpeg" | "png" | "webp",
  given: { regions: readonly Region[]; crop?: Crop | null | undefined },
): Promise<{ data: Buffer; width: number; height: number }> {
  const { default: sharp } = await import("sharp");
  const raster = await rasterOf(sharp(bytes, { failOn: "error" }));
  const cut = given.crop ? boxOf(given.crop, raster) : undefined;
  for (const { box, how, shape } of boxesOf(given.regions, raster)) {
    const patch = how === "solid" ? black(box) : await squares(sharp, raster, box);
    paint(raster, box, patch, shape);
  }
  const painted = fromRaster(sharp, raster);
  const { data, info } = await (cut ? painted.extract(cut) : painted)
    .toFormat(format, qualityOf(format, 90))
    .timeout({ seconds: decodeSeconds })
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

async function rasterOf(picture: Sharp): Promise<Raster> {
  const { data, info } = await picture
    .timeout({ seconds: decodeSeconds })
    .toColourspace("srgb")
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

type OpenPicture = (input: Buffer, options: SharpOptions) => Sharp;

function fromRaster(sharp: OpenPicture, { data, width, height }: Raster): Sharp {
  return sharp(data, { raw: { width, height, channels } });
}

function black({ width, height }: Box): Buffer {
  const patch = Buffer.alloc(width * height * channels);
  for (let at = 3; at < patch.length; at += channels) patch[at] = 255;
  return patch;
}

/** How wide a square is for a box: coarse enough that a face or a plate cannot be read back from it. */
export function squareSide({ width, height }: { width: number; height: number }): number {
  return Math.max(Math.ceil(Math.min(width, height) / squaresMax), squareMin);
}

async function squares(sharp: OpenPicture, raster: Raster, box: Box): Promise<Buffer> {
  const side = squareSide(box);
  const patch = black(box);
  for (let top = 0; top < box.height; top += side)
    for (let left = 0; left < box.width; left += side) {
      const width = Math.min(side, box.width - left);
      const height = Math.min(side, box.height - top);
      const square = { left: box.left + left, top: box.top + top, width, height };
      fill(patch, box.width, { left, top, width, height }, meanOf(raster, square));
    }
  const { width, height } = box;
  const blurred = await fromRaster(sharp, { data: patch, width, height })
    .blur(Math.max(1, side / 3))
    .raw()
    .toBuffer();
  return blurred;
}

function meanOf({ data, width }: Raster, box: Box): [number, number, number] {
  const sum: [number, number, number] = [0, 0, 0];
  for (let y = box.top; y < box.top + box.height; y++)
    for (let x = box.left; x < box.left + box.width; x++) {
      const at = (y * width + x) * channels;
      sum[0] += data[at] ?? 0;
      sum[1] += data[at + 1] ?? 0;
      sum[2] += data[at + 2] ?? 0;
    }
  const count = box.width * box.height;
  return [Math.round(sum[0] / count), Math.round(sum[1] / count), Math.round(sum[2] / count)];
}

function fill(patch: Buffer, rowWidth: number, box: Box, colour: [number, number, number]): void {
  for (let y = box.top; y < box.top + box.height; y++)
    for (let x = box.left; x < box.left + box.width; x++)
      patch.set(colour, (y * rowWidth + x) * channels);
}

/** Lays a patch over the picture; of an ellipse every pixel that it touches is covered. */
function paint({ data, width }: Raster, box: Box, patch: Buffer, shape: Region["shape"]): void {
  const isInside = shape === "ellipse" ? insideEllipse(box) : () => true;
  for (let y = 0; y < box.height; y++)
    for (let x = 0; x < box.width; x++) {
      if (!isInside(x, y)) continue;
      const from = (y * box.width + x) * channels;
      patch.copy(data, ((box.top + y) * width + box.left + x) * channels, from, from + channels);
    }
}

function insideEllipse({ width, height }: Box): (x: number, y: number) => boolean {
  const [radiusX, radiusY] = [width / 2, height / 2];
  const nearest = (at: number, middle: number) => Math.min(Math.max(middle, at), at + 1) - middle;
  return (x, y) => {
    const [dx, dy] = [nearest(x, radiusX) / radiusX, nearest(y, radiusY) / radiusY];
    return dx * dx + dy * dy <= 1;
  };
}
