import { and, eq } from "drizzle-orm";
import { nowMs, millisecondsOf, stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { canonicalize, sha256 } from "#platform/crypto/canonical.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import type { Account, Profile } from "../account.ts";
import type { Connector, Net } from "../connector.ts";
import { channelProfiles } from "../schema.ts";
import { pictureName } from "../shown.ts";

const hoursMin = limit("looks.profile", 6, "hours", "between two looks at one account's profile");

/** How the account presents itself goes on the record when it is first seen and each time it changed. */
export async function lookAtProfile(
  ctx: Ctx,
  connector: Connector,
  net: Net,
  account: Account,
): Promise<void> {
  if (!connector.profile) return;
  const last = await read(ctx, (tx) => rowOf(tx, account.id));
  if (last && nowMs(ctx.clock) - millisecondsOf(last.lookedAt) < hoursMin * 3_600_000) return;
  const profile = await connector.profile(net, account).catch(() => undefined);
  if (profile) await transact(ctx, (tx) => keepProfile(tx, account, profile));
}

async function keepProfile(
  tx: TxCtx,
  { id, handle }: Account,
  { administrators: _not, ...profile }: Profile,
): Promise<void> {
  const shown = {
    handle,
    name: profile.name ?? null,
    description: profile.description ?? null,
    picture: profile.picture === undefined ? null : pictureName(profile.picture),
  };
  const digest = sha256(canonicalize(shown)).toString("hex");
  const lookedAt = stamp(tx.clock.now());
  const [added] = await tx.tx
    .insert(channelProfiles)
    .values({ agencyId: agencyOf(tx), channelId: id, digest: "", lookedAt })
    .onConflictDoNothing()
    .returning();
  const before = added ?? (await rowOf(tx, id, true));
  await tx.tx.update(channelProfiles).set({ digest, lookedAt }).where(at(tx, id));
  if (before?.digest === digest) return;
  await tx.happenings.tell(tx, {
    kind: "channels.profile-seen",
    subject: { kind: "channel", id },
    facts: { isFirst: added !== undefined },
    record: {
      direction: "out",
      channelId: id,
      text: [shown.name, `@${handle}`, shown.description].filter(Boolean).join("\n"),
      payload: shown,
    },
  });
}

async function rowOf(tx: TxCtx, channelId: string, isLocked = false) {
  const asked = tx.tx.select().from(channelProfiles).where(at(tx, channelId));
  const [row] = await (isLocked ? asked.for("update") : asked);
  return row;
}

function at(tx: TxCtx, channelId: string) {
  return and(eq(channelProfiles.agencyId, agencyOf(tx)), eq(channelProfiles.channelId, channelId));
}
