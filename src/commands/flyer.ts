import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { flyersCalled, formats, languages, type Format, type LanguageFlyers } from "#alerts";
import { Refusal } from "#platform/refusal.ts";
import { asPerson, firstAdministrator } from "./acting.ts";
import { withOpenbeat, type Running } from "./running.ts";

interface Wish {
  out: string;
  as?: string;
  language?: string[];
  format?: string[];
  json?: boolean;
}

/** `openbeat flyer NOTICE --out DIR`: every flyer of a notice, its codes read back, or why there is none. */
export function addFlyer(program: Command): void {
  program
    .command("flyer <notice>")
    .description("draw the flyers of a notice, named by its id, its code or its case number")
    .requiredOption("--out <folder>", "where the files are written")
    .option("--as <email>", "who asks; else the agency's first administrator")
    .option("--language <code...>", "only these languages; else those of the notice")
    .option("--format <name...>", `only these of ${formats.join(", ")}`)
    .option("--json", "print what was made as JSON")
    .action((notice: string, wish: Wish) =>
      withOpenbeat((running) => drawFlyersOf(running, notice, wish)),
    );
}

/** Draws the flyers of a notice into a folder; fails where one cannot be made, after all others were. */
export async function drawFlyersOf(
  { assembly, config }: Pick<Running, "assembly" | "config">,
  notice: string,
  wish: Wish,
): Promise<void> {
  const ctx = await asPerson(assembly.ctx, wish.as ?? (await firstAdministrator(assembly.ctx)));
  const drawn = await flyersCalled(ctx, config.origin, notice, {
    ...(wish.language ? { languages: wish.language.map((one) => chosen(languages, one)) } : {}),
    ...(wish.format ? { formats: wish.format.map((one) => chosen(formats, one)) } : {}),
  });
  await mkdir(wish.out, { recursive: true });
  const told = [];
  for (const one of drawn) told.push(...(await write(wish.out, one)));
  if (wish.json) console.log(JSON.stringify({ flyers: told }));
  else for (const { file, says } of told) console.log(file ?? says);
  const refused = told.find(({ file }) => file === null);
  if (refused) throw new Refusal("flyer-refused", refused.says);
}

interface Written {
  language: string;
  format: Format | null;
  file: string | null;
  says: string;
}

async function write(
  folder: string,
  { language, lacks, made }: LanguageFlyers,
): Promise<Written[]> {
  if (lacks !== null)
    return [{ language, format: null, file: null, says: `${language}: ${lacking[lacks]}` }];
  const written = [];
  for (const one of made) {
    if ("unmade" in one) {
      const { why, field } = one.unmade;
      const says = `${language} ${one.format}: ${reasons[why]} (${field})`;
      written.push({ language, format: one.format, file: null, says });
      continue;
    }
    const ending = one.flyer.type === "application/pdf" ? "pdf" : "png";
    const file = join(folder, `flyer-${language}-${one.format}.${ending}`);
    await writeFile(file, one.flyer.bytes);
    written.push({ language, format: one.format, file, says: "" });
  }
  return written;
}

const lacking: Record<NonNullable<LanguageFlyers["lacks"]>, string> = {
  written: "nobody has written its words in this language",
  certified: "nobody has certified its words in this language",
  "photo-rights": "the consent for a picture was withdrawn, or its rights have ended",
};
const reasons = {
  "too-long": "the words do not fit; shorten this field",
  letters: "there are no letters here to set this field with",
  qr: "its code could not be read back",
  picture: "its picture could not be read",
};

function chosen<One extends string>(all: readonly One[], name: string): One {
  const one = all.find((each) => each === name);
  if (one === undefined)
    throw new Refusal("unknown-choice", `There is no "${name}". Choose of ${all.join(", ")}.`);
  return one;
}
