import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { fontFile, fontParts, hasLetter, isUnseen, type FontPart } from "#platform/text/fonts.ts";

/*
 * Typst reads TrueType alone and finds a font by the name within it; the packages bring WOFF, one file for each group of
 * letters, all of one name. Each file is unpacked and given a name of its own, so that their order is the order.
 */
const weights = [400, 600, 700] as const;
const nameOf = ([family, group]: FontPart) => `flyer ${family} ${group}`;

/** The names under which words are set, the first that has a letter sets it. */
export const fontNames = fontParts.map(nameOf);

/** Every font as TrueType. */
export function fontFiles(): Buffer[] {
  return fontParts.flatMap((part) =>
    weights.map((weight) => trueType(readFileSync(fontFile(part, weight)), nameOf(part), weight)),
  );
}

/** Letters of a text that no font here has, or that do not belong on paper; signs that only join others are not looked for. */
export function lettersMissing(text: string): string[] {
  const fonts = fontParts.map((part) => fontFile(part, 400));
  return [...new Set(text.toWellFormed())].filter((sign) => {
    // A sign that turns words around could make a name read as another.
    if (/[\u202a-\u202e\u2066-\u2069]|(?!\s)\p{Cc}/u.test(sign)) return true;
    if (isUnseen(sign) || /\s/u.test(sign)) return false;
    return !fonts.some((font) => hasLetter(font, sign));
  });
}

/** WOFF 1.0 (W3C): a directory of tables, each deflated or as it is. */
function trueType(woff: Buffer, family: string, weight: number): Buffer {
  const tables = Array.from({ length: woff.readUInt16BE(12) }, (_, at) => {
    const entry = 44 + at * 20;
    const [from, packed, whole] = [4, 8, 12].map((part) => woff.readUInt32BE(entry + part));
    const raw = woff.subarray(from, (from ?? 0) + (packed ?? 0));
    const tag = woff.toString("latin1", entry, entry + 4);
    const data = tag === "name" ? nameTable(family, weight) : raw;
    return { tag, data: tag !== "name" && (packed ?? 0) < (whole ?? 0) ? inflateSync(raw) : data };
  });
  const head = Buffer.alloc(12 + 16 * tables.length);
  head.writeUInt32BE(woff.readUInt32BE(4), 0);
  head.writeUInt16BE(tables.length, 4);
  let at = head.length;
  const bodies = tables.map(({ tag, data }, index) => {
    const entry = 12 + 16 * index;
    head.write(tag, entry, "latin1");
    head.writeUInt32BE(at, entry + 8);
    head.writeUInt32BE(data.length, entry + 12);
    const padded = Buffer.alloc(Math.ceil(data.length / 4) * 4);
    data.copy(padded);
    at += padded.length;
    return padded;
  });
  return Buffer.concat([head, ...bodies]);
}

/** OpenType "name", format 0: family, style and the whole name, for Windows in Unicode. */
function nameTable(family: string, weight: number): Buffer {
  const style = weight === 700 ? "Bold" : "Regular";
  const whole = `${family} ${weight}`;
  const names = [
    [1, family],
    [2, style],
    [4, whole],
    [6, whole.replaceAll(" ", "")],
  ] as const;
  const head = Buffer.alloc(6 + 12 * names.length);
  head.writeUInt16BE(names.length, 2);
  head.writeUInt16BE(head.length, 4);
  let at = 0;
  const texts = names.map(([id, text], index) => {
    const bytes = Buffer.from(text, "utf16le").swap16();
    [3, 1, 0x409, id, bytes.length, at].forEach((value, part) =>
      head.writeUInt16BE(value, 6 + 12 * index + 2 * part),
    );
    at += bytes.length;
    return bytes;
  });
  return Buffer.concat([head, ...texts]);
}
