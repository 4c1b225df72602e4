import type { Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { authorize } from "../permission.ts";
import { addBeat, allBeats, redrawBeat } from "../places.ts";
import type { ReadBeat } from "./reading.ts";

export interface ImportedBeats {
  new: number;
  redrawn: number;
  same: number;
}

/** Beats of a file: those that are not here are added, those whose ground is another are drawn anew. None is taken away. */
export async function importBeats(ctx: Ctx, beats: readonly ReadBeat[]): Promise<ImportedBeats> {
  return transact(ctx, async (tx) => {
    authorize(tx, "agency.change");
    const known = new Map((await allBeats(tx)).map((beat) => [beat.code, beat]));
    const told = { new: 0, redrawn: 0, same: 0 };
    for (const { code, name, area } of beats) {
      const before = known.get(code);
      if (!before) {
        await addBeat(tx, { code, name, area });
        told.new += 1;
      } else if (JSON.stringify(before.area) === JSON.stringify(area)) told.same += 1;
      else {
        await redrawBeat(tx, before.id, area);
        told.redrawn += 1;
      }
    }
    return told;
  });
}
