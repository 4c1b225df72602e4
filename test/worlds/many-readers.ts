import { audienceKey } from "../../src/audience/keys.ts";
import { lookupOf, sealAddress } from "../../src/audience/addresses.ts";
import { subscribers, type Way } from "../../src/audience/schema.ts";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";

const pageMax = 1_000;

/** Confirmed subscribers of everything by the thousand, as the forms would leave them. */
export async function seedReaders(
  ctx: Ctx,
  way: Way,
  count: number,
  addressOf: (at: number) => string,
): Promise<void> {
  for (let from = 0; from < count; from += pageMax)
    await transact(ctx, async (tx) => {
      const key = await audienceKey(tx);
      const now = stamp(tx.clock.now());
      const rows = [];
      for (let at = from; at < Math.min(count, from + pageMax); at += 1) {
        const id = tx.ids.uuid();
        const address = addressOf(at);
        rows.push({
          agencyId: agencyOf(tx),
          id,
          way,
          lookup: lookupOf(key, way, address),
          sealed: await sealAddress(tx, id, address),
          language: "en",
          isWhole: true,
          beats: [],
          kinds: [],
          languages: [],
          askedAt: now,
          confirmedAt: now,
        });
      }
      await tx.tx.insert(subscribers).values(rows);
    });
}
