import { eq } from "drizzle-orm";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { stamp } from "#platform/clock.ts";
import { found } from "#platform/refusal.ts";
import { pushKeys } from "./schema.ts";

export interface PushKey {
  /** An uncompressed point of P-256, base64url: what a browser subscribes with. */
  publicKey: string;
  /** Base64url. Opened only where a notice is signed. */
  privateKey: string;
}

/** Loaded with the first notice. */
export const webPush = async () => (await import("web-push")).default;

/**
 * The public half of the agency's own pair, made when the first person asks. The private half is sealed like every
 * secret, so a backup brings it along; with another pair every device would have to be switched on again.
 */
export async function pushPublicKey(tx: TxCtx): Promise<string> {
  return (await storedKey(tx)).publicKey;
}

export async function pushKey(tx: TxCtx): Promise<PushKey> {
  const { publicKey, sealed } = await storedKey(tx);
  const keys = await tx.vault.keysOf(tx, agencyOf(tx));
  return { publicKey, privateKey: keys.open(placeIn(tx), sealed).toString("utf8") };
}

async function storedKey(tx: TxCtx) {
  const own = () =>
    tx.tx
      .select()
      .from(pushKeys)
      .where(eq(pushKeys.agencyId, agencyOf(tx)));
  const [known] = await own();
  if (known) return known;
  const { generateVAPIDKeys } = await webPush();
  const { publicKey, privateKey } = generateVAPIDKeys();
  const keys = await tx.vault.keysOf(tx, agencyOf(tx));
  const sealed = keys.seal(placeIn(tx), privateKey);
  // Two people may ask first at once: one pair is kept.
  await tx.tx
    .insert(pushKeys)
    .values({ agencyId: agencyOf(tx), publicKey, sealed, madeAt: stamp(tx.clock.now()) })
    .onConflictDoNothing();
  return found((await own())[0], "push key");
}

function placeIn(tx: TxCtx) {
  return { table: "push_keys", column: "sealed", agencyId: agencyOf(tx), rowId: agencyOf(tx) };
}
