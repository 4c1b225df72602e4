import type { Ctx } from "#platform/context.ts";
import { searchArchive } from "../search.ts";

/** The subjects' numbers of everything that a search finds among records of a test, page after page, the newest first. */
export async function everyNumber(ctx: Ctx, words: string): Promise<number[]> {
  const found: number[] = [];
  let before: number | undefined;
  do {
    const page = await searchArchive(ctx, {
      words,
      kind: "test.",
      ...(before === undefined ? {} : { before }),
    });
    found.push(...page.results.map(({ subject }) => Number(subject.id)));
    before = page.next === undefined ? undefined : Number(page.next);
  } while (before !== undefined);
  return found;
}
