import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { and, eq } from "drizzle-orm";
import { writeDurably } from "#platform/blobs/blobs.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { archiveCosignatures } from "../schema.ts";

/** What is under way in a folder: whoever writes its checkpoint waits for whoever does. */
const turns = new Map<string, Promise<unknown>>();

/** Publishes a log's newest head, as its signer gave it, with what witnesses said of it already. */
export async function publishCheckpoint(ctx: Ctx, folder: string, signed: string, size: number) {
  const lines = await cosignatureLines(ctx, size);
  await inTurn(folder, () => writeDurably(placeOf(folder), signed + lines.join("")));
}

/** Adds a witness's line to the published head, if that is still the one that the witness was shown. */
export async function publishCosignatures(
  ctx: Ctx,
  folder: string,
  signed: string,
  size: number,
): Promise<void> {
  const whole = signed + (await cosignatureLines(ctx, size)).join("");
  await inTurn(folder, async () => {
    const now = await readFile(placeOf(folder), "utf8").catch(() => "");
    if (now.startsWith(signed) && now !== whole) await writeDurably(placeOf(folder), whole);
  });
}

/** What witnesses said of the checkpoint of a size: lines of its note, always in the same order. */
async function cosignatureLines(ctx: Ctx, size: number): Promise<string[]> {
  const rows = await read(ctx, (tx) =>
    tx.tx
      .select({ line: archiveCosignatures.line })
      .from(archiveCosignatures)
      .where(
        and(eq(archiveCosignatures.agencyId, agencyOf(tx)), eq(archiveCosignatures.size, size)),
      )
      .orderBy(archiveCosignatures.witness),
  );
  return rows.map(({ line }) => line);
}

function placeOf(folder: string): string {
  return join(folder, "checkpoint");
}

async function inTurn(folder: string, act: () => Promise<void>): Promise<void> {
  const turn = (turns.get(folder) ?? Promise.resolve()).catch(() => undefined).then(act);
  turns.set(folder, turn);
  await turn;
}
