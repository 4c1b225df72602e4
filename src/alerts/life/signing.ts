import { eq } from "drizzle-orm";
import { ownAgency } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { found } from "#platform/refusal.ts";
import { makeSigningKey, type SigningKey } from "../cap/certificate.ts";
import { alertKeys } from "./tables.ts";

/** The key that signs the agency's messages; made with the first that goes out, sealed like every secret. */
export async function signingKey(tx: TxCtx): Promise<SigningKey> {
  const agencyId = agencyOf(tx);
  const own = () => tx.tx.select().from(alertKeys).where(eq(alertKeys.agencyId, agencyId));
  const place = { table: "alert_keys", column: "sealed", agencyId, rowId: agencyId };
  const keys = await tx.vault.keysOf(tx, agencyId);
  const [known] = await own();
  if (!known) {
    const { name } = await ownAgency(tx);
    const now = tx.clock.now();
    const made = await makeSigningKey(name, { now, serial: tx.ids.random(16) });
    const { certificate } = made;
    // Two messages may go out first at once: one key is kept.
    await tx.tx
      .insert(alertKeys)
      .values({ agencyId, certificate, sealed: keys.seal(place, made.key), madeAt: stamp(now) })
      .onConflictDoNothing();
  }
  const { certificate, sealed } = known ?? found((await own())[0], "alert key");
  return { certificate, key: keys.open(place, sealed).toString("utf8") };
}
