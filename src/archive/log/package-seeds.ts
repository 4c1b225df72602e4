import { z } from "zod";
import { base64 } from "./package.ts";
import { PackageFault } from "./package-zip.ts";
import { seedSizeBytes } from "./words.ts";

/** Where a package keeps what the salts of its texts' words are made of. */
export const seedsPath = "seeds.jsonl";
const shape = z.object({ index: z.number().int().min(0), seed: z.base64() });

export function seedLine(index: number, seed: Uint8Array): string {
  return `${JSON.stringify({ index, seed: base64(seed) })}\n`;
}

/** The seeds by their records' places in the log. Throws a PackageFault for a line that is none. */
export function readSeeds(text: string): Map<number, Buffer> {
  const seeds = new Map<number, Buffer>();
  for (const line of text.split("\n").filter(Boolean)) {
    const read = shape.safeParse(JSON.parse(line));
    const seed = Buffer.from(read.data?.seed ?? "", "base64");
    if (!read.success || seed.length !== seedSizeBytes)
      throw new PackageFault(`${seedsPath} has a line that is no seed`);
    seeds.set(read.data.index, seed);
  }
  return seeds;
}
