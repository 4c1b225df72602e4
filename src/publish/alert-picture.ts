import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Ctx } from "#platform/context.ts";
import { limit } from "#platform/limits.ts";

const widthPx = 1_080;
/** 4:5, the tallest that every network shows whole. */
const heightPx = 1_350;
const wordsMax = limit("picture.words", 700, "characters", "more cannot be read on a telephone");

const keptMax = limit("picture.kept", 20, "pictures", "drawn lately");

/** What is drawn: words that were typed or certified, and nothing besides. */
export interface PictureWords {
  agency: string;
  title: string;
  text: string;
  /** When it was written, in the agency's zone. */
  at: string;
  /** Where it can be checked: the newsroom's address. */
  address: string;
  isLifeSafety: boolean;
}

/** Why no picture is drawn; the post goes without one. */
export type Undrawn = "letters" | "too-long";

interface Node {
  type: string;
  key: null;
  props: Record<string, unknown>;
}

/** Letters of the fonts that are at hand: Latin with all its marks, digits and signs. */
const drawable = /^[\p{Script=Latin}\p{M}\p{N}\p{P}\p{Zs}\n$+<=>^`|~°©®™×÷€£¥¢¼½¾]*$/u;
const scales = [1, 0.9, 0.8, 0.7, 0.6, 0.52];

/**
 * A picture of the words, as a PNG: for networks where a text without one is seen by few. The words become smaller until
 * all of them fit; where they do not, or hold letters that no font here has, there is none: half an alert is none.
 */
export function drawPicture(words: PictureWords): Promise<Buffer | Undrawn> {
  const key = JSON.stringify(words);
  const known = drawnLately.get(key) ?? draw(words);
  drawnLately.delete(key);
  drawnLately.set(key, known);
  known.catch(() => drawnLately.delete(key));
  for (const oldest of drawnLately.keys())
    if (drawnLately.size > keptMax) drawnLately.delete(oldest);
  return known;
}

/** What was looked at is what goes out a moment later: it is not drawn twice. */
const drawnLately = new Map<string, Promise<Buffer | Undrawn>>();

async function draw(words: PictureWords): Promise<Buffer | Undrawn> {
  const all = [words.agency, words.title, words.text, words.at].join("\n");
  if (!drawable.test(all)) return "letters";
  if ([...words.text].length > wordsMax) return "too-long";
  const { default: satori } = await import("satori");
  for (const scale of scales) {
    // Without a height it grows with its words, and tells how tall they are.
    const drawn = await satori(page(words, scale), { width: widthPx, fonts: fonts() });
    const tall = Number(/ height="([\d.]+)"/.exec(drawn)?.[1] ?? Number.NaN);
    if (!(tall <= heightPx)) continue;
    const whole = await satori(page(words, scale, heightPx), {
      width: widthPx,
      height: heightPx,
      fonts: fonts(),
    });
    const { default: sharp } = await import("sharp");
    return sharp(Buffer.from(whole)).png({ palette: true }).toBuffer();
  }
  return "too-long";
}

function page(words: PictureWords, scale: number, height?: number): Node {
  const px = (size: number) => Math.round(size * scale);
  const band = words.isLifeSafety ? "#b50909" : "#1a4480";
  return box(
    {
      flexDirection: "column",
      width: widthPx,
      ...(height === undefined ? {} : { height }),
      backgroundColor: "#ffffff",
      color: "#1b1b1b",
      fontFamily: "Public Sans",
    },
    [
      box({ backgroundColor: band, color: "#ffffff", padding: "44px 72px", fontWeight: 700 }, [
        line({ fontSize: 48 }, words.agency),
      ]),
      box({ flexDirection: "column", flexGrow: 1, padding: "64px 72px 40px" }, [
        line({ fontSize: px(88), fontWeight: 700, lineHeight: 1.12 }, words.title),
        line({ fontSize: px(56), lineHeight: 1.35, marginTop: px(40) }, words.text),
      ]),
      box(
        {
          flexDirection: "column",
          padding: "36px 72px 44px",
          borderTop: "3px solid #dfe1e2",
          fontSize: 38,
          color: "#3d4551",
        },
        [line({}, words.at), line({ marginTop: 8 }, words.address)],
      ),
    ],
  );
}

function box(style: object, children: readonly Node[]): Node {
  return { type: "div", key: null, props: { style: { display: "flex", ...style }, children } };
}

function line(style: object, text: string): Node {
  return {
    type: "div",
    key: null,
    props: { style: { whiteSpace: "pre-wrap", ...style }, children: text },
  };
}

let known: { name: string; data: Buffer; weight: 400 | 700 }[] | undefined;

/** Read once: satori sets words as outlines, so that no font of the machine matters. */
function fonts() {
  const { resolve } = createRequire(import.meta.url);
  known ??= ([400, 700] as const).flatMap((weight) =>
    ["latin", "latin-ext", "vietnamese"].map((letters) => ({
      name: "Public Sans",
      weight,
      data: readFileSync(
        resolve(`@fontsource/public-sans/files/public-sans-${letters}-${weight}-normal.woff`),
      ),
    })),
  );
  return known;
}

/** The time of writing as the picture says it, in the language of its words. */
export function writtenAt(ctx: Ctx, language: string, zone: string): string {
  return ctx.clock.now().toZonedDateTimeISO(zone).toLocaleString(language, {
    dateStyle: "medium",
    timeStyle: "short",
  });
}
