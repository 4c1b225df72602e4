import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type * as typesetter from "@myriaddreamin/typst-ts-node-compiler";
import type { NodeCompiler, NodeTypstDocument } from "@myriaddreamin/typst-ts-node-compiler";
import { Refusal } from "#platform/refusal.ts";
import { fontFiles, fontNames, lettersMissing } from "./fonts.ts";
import { looks, scales, type Format, type Sheet, type Unmade } from "./sheet.ts";

/** Nothing but the flyer itself lies here: Typst reads no file outside its own folder. */
const folder = join(import.meta.dirname, "typst");

let compiler: NodeCompiler | undefined;

/** The compiler with our fonts. Its program exists for Linux on x64 alone (docs/dependencies.md). */
function typst(): NodeCompiler {
  if (compiler) return compiler;
  try {
    const require = createRequire(import.meta.url);
    const made: typeof typesetter = require("@myriaddreamin/typst-ts-node-compiler");
    compiler = made.NodeCompiler.create({
      workspace: folder,
      fontArgs: [{ fontBlobs: fontFiles() }],
    });
  } catch (cause) {
    throw new Refusal(
      "no-flyers-here",
      "Flyers cannot be made on this kind of machine: their typesetter exists for Linux on x64 alone.",
      { status: 503, cause },
    );
  }
  return compiler;
}

/** Pictures that a flyer shows. */
export interface Pictures {
  photo: Uint8Array | null;
  qr: Uint8Array;
}

export type SetFlyer = { pdf: Uint8Array } | { svg: string };

/**
 * Sets a flyer as large as it fits. What does not fit at the smallest size is not cut off: it is refused, with the field
 * that is too long.
 */
export function setFlyer(sheet: Sheet, pictures: Pictures, format: Format): SetFlyer | Unmade {
  const strange = wordsOf(sheet).find(({ text }) => lettersMissing(text).length > 0);
  if (strange) return { why: "letters", field: strange.key };
  const engine = typst();
  engine.resetShadow();
  engine.mapShadow(join(folder, "qr"), Buffer.from(pictures.qr));
  if (pictures.photo) engine.mapShadow(join(folder, "photo"), Buffer.from(pictures.photo));
  try {
    for (const scale of scales) {
      const set = compile(engine, sheet, format, scale);
      if (!set.isWhole) continue;
      if (looks[format].form !== "page") return { svg: engine.plainSvg(set.document) };
      return { pdf: engine.pdf(set.document, { pdfStandard: "ua-1" }) };
    }
    return { why: "too-long", field: tooLong(engine, sheet, format) };
  } finally {
    engine.resetShadow();
  }
}

interface Compiled {
  document: NodeTypstDocument;
  isWhole: boolean;
  tooWide: string[];
}

function compile(engine: NodeCompiler, sheet: Sheet, format: Format, scale: number): Compiled {
  const look = { ...looks[format], scale, fonts: fontNames };
  const made = engine.compile({
    mainFileContent: readFileSync(join(folder, "flyer.typ"), "utf8"),
    inputs: { sheet: JSON.stringify(sheet), look: JSON.stringify(look) },
  });
  const document = made.result;
  if (!document) throw new Error(`a flyer was not set: ${faults(made.takeDiagnostics())}`);
  const found: unknown = engine.query(document, { selector: "<too-wide>" });
  const tooWide = (Array.isArray(found) ? found : []).flatMap((one: unknown) =>
    typeof one === "object" && one !== null && "value" in one ? [String(one.value)] : [],
  );
  return { document, tooWide, isWhole: document.numOfPages === 1 && tooWide.length === 0 };
}

function faults(error: { shortDiagnostics: unknown[] } | null): string {
  return JSON.stringify(error?.shortDiagnostics ?? []);
}

/** The longest field without which all the rest would fit; else the longest there is. */
function tooLong(engine: NodeCompiler, sheet: Sheet, format: Format): string {
  const smallest = scales.at(-1) ?? 1;
  const [wide] = compile(engine, sheet, format, smallest).tooWide;
  if (wide) return wide;
  const longest = wordsOf(sheet)
    .filter(({ key }) => !fixed.has(key))
    .sort((one, other) => other.text.length - one.text.length);
  const one = longest.find(
    ({ key }) => compile(engine, without(sheet, key), format, smallest).isWhole,
  );
  return one?.key ?? longest[0]?.key ?? "name";
}

/** What comes out of a catalogue, or is no writer's to shorten. */
const fixed = new Set(["kind", "agency", "status", "until", "photo", "case", "phone"]);

/** Every word of a flyer by the field that it came from. */
function wordsOf(sheet: Sheet): { key: string; text: string }[] {
  return [
    { key: "kind", text: `${sheet.kind} ${sheet.draft ?? ""}` },
    { key: "agency", text: sheet.agency },
    { key: "name", text: sheet.name },
    ...[...sheet.facts, ...sheet.seen].flatMap(({ key, label, value }) => [
      { key, text: `${label} ${value}` },
    ]),
    ...sheet.notes,
    { key: "details", text: sheet.details },
    { key: "photo", text: sheet.photo?.taken ?? "" },
    { key: "phone", text: `${sheet.call.label} ${sheet.call.phone}` },
    { key: "tip", text: sheet.tip ?? "" },
    { key: "case", text: sheet.case },
    { key: "until", text: sheet.until },
    { key: "status", text: sheet.status },
  ];
}

function without(sheet: Sheet, key: string): Sheet {
  const others = <Row extends { key: string }>(rows: readonly Row[]) =>
    rows.filter((row) => row.key !== key);
  return {
    ...sheet,
    name: key === "name" ? "–" : sheet.name,
    details: key === "details" ? "" : sheet.details,
    tip: key === "tip" ? null : sheet.tip,
    facts: others(sheet.facts),
    seen: others(sheet.seen),
    notes: others(sheet.notes),
  };
}
