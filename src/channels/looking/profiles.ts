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
import { storedBytes } from "./bytes.ts";

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
  if (!profile) return;
  const { shown, digest } = shownIn(account, profile);
  const picture =
    digest === last?.digest
      ? undefined
      : await pictureNow(ctx, net, { connector, account }, profile.pictureUrl);
  await transact(ctx, (tx) => keepProfile(tx, account.id, { shown, digest, picture }));
}

type Shown = ReturnType<typeof shownIn>["shown"];

function shownIn({ handle }: Account, profile: Profile) {
  const { name = null, description = null, website } = profile;
  const picture = profile.picture === undefined ? null : pictureName(profile.picture);
  // Only where the network tells of links: elsewhere nothing changed when we began to ask.
  const shown = {
    handle,
    name,
    description,
    picture,
    ...(website === undefined ? {} : { website }),
  };
  return { shown, digest: sha256(canonicalize(shown)).toString("hex") };
}

interface Picture {
  sha256: string;
  type: string;
}

/** The bytes of the picture that the account shows, asked for only when something changed; what cannot be had is said. */
async function pictureNow(
  ctx: Ctx,
  net: Net,
  whose: { connector: Connector; account: Account },
  url: string | undefined,
): Promise<Picture | { why: string } | undefined> {
  if (url === undefined || url === "") return undefined;
  const from = { ...whose, netNow: () => net };
  const got = await storedBytes(ctx.blobs, from, { remoteId: "", url, tries: 0 });
  return "why" in got ? { why: got.why } : { sha256: got.sha256, type: got.type };
}

interface Seen {
  shown: Shown;
  digest: string;
  picture: Picture | { why: string } | undefined;
}

async function keepProfile(tx: TxCtx, id: string, { shown, digest, picture }: Seen): Promise<void> {
  const lookedAt = stamp(tx.clock.now());
  const [added] = await tx.tx
    .insert(channelProfiles)
    .values({ agencyId: agencyOf(tx), channelId: id, digest: "", lookedAt })
    .onConflictDoNothing()
    .returning();
  const before = added ?? (await rowOf(tx, id, true));
  await tx.tx.update(channelProfiles).set({ digest, lookedAt }).where(at(tx, id));
  if (before?.digest === digest) return;
  const { handle, name, description, website } = shown;
  const isKept = picture !== undefined && "sha256" in picture;
  const files = isKept ? [{ name: "picture", ...picture }] : [];
  const missing = picture !== undefined && "why" in picture ? { pictureMissing: picture.why } : {};
  await tx.happenings.tell(tx, {
    kind: "channels.profile-seen",
    subject: { kind: "channel", id },
    facts: { isFirst: added !== undefined },
    record: {
      direction: "out",
      channelId: id,
      text: [name, `@${handle.replace(/^@/, "")}`, description, website].filter(Boolean).join("\n"),
      media: files.map((file) => file.sha256),
      payload: { ...shown, ...(isKept ? { files } : {}), ...missing },
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
