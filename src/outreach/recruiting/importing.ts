import { and, eq } from "drizzle-orm";
import { authorize, ownAgency, personOf } from "#agency";
import type { Said } from "#policy";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { judge } from "./judging.ts";
import { addOpening, changeOpening, stateOf, type Opening } from "./openings.ts";
import type { OpeningContent } from "./opening.ts";
import { readOpenings, type Line } from "./table.ts";
import { openings } from "./tables.ts";

export interface ImportLine {
  line: number;
  title: string;
  /** What became of it, or would. */
  outcome: "new" | "changed" | "same" | "bad";
  problems: Said[];
}

/** Reads the agency's own list. Every line is told of; with `isDry` nothing is changed. */
export async function importOpenings(
  ctx: Ctx,
  bytes: Uint8Array,
  { isDry }: { isDry: boolean },
): Promise<{ lines: ImportLine[]; ignored: string[] }> {
  return transact(ctx, async (tx) => {
    authorize(tx, "opening.write");
    const { lines, ignored } = readOpenings(bytes);
    const { timeZone } = await ownAgency(tx);
    const today = tx.clock.now().toZonedDateTimeISO(timeZone).toPlainDate().toString();
    const seen = new Set<string>();
    const told: ImportLine[] = [];
    for (const one of lines) {
      const { title = "" } = one.cells;
      const key = keyOf(one);
      const { content, problems } = judge({ ...rawOf(one), key }, today);
      if (one.isOver)
        problems.push({
          en: "has more fields than the head",
          es: "tiene más campos que la cabecera",
        });
      if (seen.has(key)) problems.push(repeated);
      seen.add(key);
      const outcome =
        content && problems.length === 0 ? await take(tx, key, content, isDry) : ("bad" as const);
      told.push({ line: one.line, title: title.slice(0, 160), outcome, problems });
    }
    return { lines: told, ignored };
  });
}

export const repeated: Said = {
  en: "an earlier one has the same number",
  es: "una anterior tiene el mismo número",
};

async function take(
  tx: TxCtx,
  reference: string,
  content: OpeningContent,
  isDry: boolean,
): Promise<ImportLine["outcome"]> {
  const key = `table ${reference}`;
  const known = await openingCalled(tx, key);
  const writtenBy = personOf(tx).personId;
  if (!known || stateOf(known) === "closed") {
    // One that was closed and is on the list again is a new one: its old page stays what it is.
    if (!isDry) {
      if (known) await forget(tx, known);
      await addOpening(tx, content, { origin: "table", feedId: null, writtenBy, key });
    }
    return "new";
  }
  if (JSON.stringify(known.content) === JSON.stringify(content)) return "same";
  const before = known.hash;
  if (isDry) return "changed";
  return (await changeOpening(tx, known, content, writtenBy)) === before ? "same" : "changed";
}

export async function openingCalled(tx: TxCtx, key: string): Promise<Opening | undefined> {
  const [row] = await tx.tx
    .select()
    .from(openings)
    .where(and(eq(openings.agencyId, agencyOf(tx)), eq(openings.key, key)))
    .for("update");
  return row;
}

/** Its name is free again. */
export async function forget(tx: TxCtx, { id }: Opening): Promise<void> {
  await tx.tx
    .update(openings)
    .set({ key: id })
    .where(and(eq(openings.agencyId, agencyOf(tx)), eq(openings.id, id)));
}

/** The agency's own number; without one, the title and where it is. */
function keyOf({ cells }: Line): string {
  return (cells.reference || `${cells.title ?? ""} ${cells.unit ?? ""}`.trim()).slice(0, 80);
}

function rawOf({ cells }: Line) {
  const of = (name: keyof Line["cells"]) => cells[name] ?? "";
  return {
    title: of("title"),
    titleEs: of("titleEs"),
    about: of("about"),
    unit: of("unit"),
    place: of("place"),
    work: of("work"),
    payFrom: of("payFrom"),
    payTo: of("payTo"),
    payPer: of("payPer"),
    closesOn: of("closesOn"),
    applyUrl: of("applyUrl"),
  };
}
