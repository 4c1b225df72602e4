import { authorize } from "#agency";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { mediaStanding, type MediaStanding } from "./rights.ts";
import { usesOf, type MediaUse, type UsesQuestion } from "./uses.ts";

const lookedAtMax = limit("media.still-out", 50_000, "items", "in use, looked through for rights");

/** An item that may not be used any more, and what stands in public with it. */
export interface StillOut {
  sha256: string;
  name: string;
  standing: MediaStanding;
  uses: MediaUse[];
}

/** Work that a withdrawal, or a right that ran out, leaves: what still stands in public and is to be recalled. */
export async function itemsStillOut(
  ctx: Ctx,
  questions: readonly UsesQuestion[],
): Promise<StillOut[]> {
  authorize(ctx, "media.read");
  return read(ctx, async (tx) => {
    const found: StillOut[] = [];
    for (const { sha256, name, standing } of await barredInUse(tx)) {
      const uses = (await usesOf(tx, questions, sha256)).filter(({ isOut }) => isOut);
      if (uses.length > 0) found.push({ sha256, name, standing, uses });
    }
    return found;
  });
}

async function barredInUse(tx: TxCtx): Promise<Omit<StillOut, "uses">[]> {
  const now = tx.clock.now();
  // Most of the time there is nothing of the kind: that is asked first.
  const rows = await tx.tx.raw<{ sha256: string; name: string }>(
    `select i.sha256, i.name from media_items i where i.agency_id = $1
       and exists (select from media_uses u where u.agency_id = i.agency_id and u.sha256 = i.sha256)
       and (exists (select from media_withdrawals w where w.agency_id = $1)
         or exists (select from media_rights r where r.agency_id = $1 and r.until <= $2))
     order by i.uploaded_at desc, i.sha256 limit ${lookedAtMax}`,
    [agencyOf(tx), now.toString()],
  );
  const standings = await mediaStanding(
    tx,
    rows.map(({ sha256 }) => sha256),
    now,
  );
  return rows.flatMap((row) => {
    const standing = standings.get(row.sha256);
    return standing === "expired" || standing === "withdrawn" ? [{ ...row, standing }] : [];
  });
}
