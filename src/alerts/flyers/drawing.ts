import { toBuffer } from "qrcode";
import { codeIn, codeOnPage } from "./gate.ts";
import { setFlyer, type Pictures } from "./setting.ts";
import { looks, type Format, type Made, type Sheet } from "./sheet.ts";

/** More of a photograph than this cannot be seen in any format. */
const photoPx = 1_200;

export interface FlyerAsk {
  sheet: Sheet;
  photo: Uint8Array | null;
  formats: readonly Format[];
}

/** Every format of one flyer, each looked at as a telephone would before it is handed out. */
export async function drawAll({ sheet, photo, formats }: FlyerAsk): Promise<Made[]> {
  const pictures: Pictures = { qr: await codeOf(sheet.url), photo: await shownOf(photo) };
  const made: Made[] = [];
  for (const format of formats) made.push(await draw(sheet, pictures, format));
  return made;
}

async function draw(sheet: Sheet, pictures: Pictures, format: Format): Promise<Made> {
  const set = setFlyer(sheet, pictures, format);
  if ("why" in set) return { format, unmade: set };
  const { width, height } = looks[format];
  const bytes = "pdf" in set ? set.pdf : await pngOf(set.svg);
  const read = "pdf" in set ? await codeOnPage(bytes) : await codeIn(bytes);
  if (read !== sheet.url) return { format, unmade: { why: "qr", field: "status" } };
  const type = "pdf" in set ? "application/pdf" : "image/png";
  return { format, flyer: { format, type, width, height, bytes } };
}

async function pngOf(svg: string): Promise<Buffer> {
  const { default: sharp } = await import("sharp");
  return sharp(Buffer.from(svg)).png({ palette: true, quality: 95 }).toBuffer();
}

/** Four modules of white around it (ISO/IEC 18004), so that it is found on any ground. */
function codeOf(url: string): Promise<Buffer> {
  return toBuffer(url, { errorCorrectionLevel: "M", margin: 4, scale: 8 });
}

async function shownOf(photo: Uint8Array | null): Promise<Buffer | null> {
  if (photo === null) return null;
  const { default: sharp } = await import("sharp");
  return sharp(photo)
    .rotate()
    .flatten({ background: "#ffffff" })
    .resize({ width: photoPx, height: photoPx, fit: "inside", withoutEnlargement: true })
    .jpeg({ quality: 88 })
    .toBuffer();
}
