import { and, eq } from "drizzle-orm";
import { allAgencies } from "#agency";
import { openChannels, ownPostsSince, type Channel, type Networks, type Profile } from "#channels";
import { knownOn } from "#publish";
import { instantOf } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { raiseAlarm, type AlarmDraft } from "./alarms.ts";
import { keptProfile, profileNow } from "./profiles.ts";
import { watchedChannels } from "./schema.ts";
import { stillOurs, tamperedPosts } from "./tampering.ts";

const textMax = 5_000;
/** A transaction that captured something may end after a later one did. */
const overlapSeconds = 60;

/** Looks through what the polls captured on every account; what did not come from here is an alarm. */
export async function lookAtAll(ctx: Ctx, networks: Networks): Promise<number> {
  let raised = 0;
  for (const { agencyId } of await allAgencies(ctx)) {
    const inAgency = asSystem(ctx, "account watch", agencyId);
    for (const channel of await openChannels(inAgency))
      raised += await lookAtChannel(inAgency, networks, channel).catch((error: unknown) => {
        ctx.log.warn({ err: error, channelId: channel.id }, "an account could not be looked at");
        return 0;
      });
  }
  return raised;
}

async function lookAtChannel(ctx: Ctx, networks: Networks, channel: Channel): Promise<number> {
  const before = await watchedAs(ctx, channel);
  const { alarms, lookedUntil } = await strangePosts(ctx, channel, before.lookedUntil);
  const looks = await profileNow(ctx, networks, channel, before);
  const tampered = await tamperedPosts(ctx, networks, channel, before.comparedAt);
  return transact(ctx, async (tx) => {
    let raised = 0;
    // A version of ours may have gone out while the network was asked: then the question was about the old one.
    const still = await stillOurs(tx, channel, tampered.found);
    for (const draft of [...alarms, ...looks.alarms, ...still])
      if (await raiseAlarm(tx, draft)) raised += 1;
    const { profile, profiledAt } = looks;
    const row = { lookedUntil, profile, profiledAt, comparedAt: tampered.comparedAt };
    await tx.tx
      .insert(watchedChannels)
      .values({ agencyId: agencyOf(tx), channelId: channel.id, ...row })
      .onConflictDoUpdate({
        target: [watchedChannels.agencyId, watchedChannels.channelId],
        set: row,
      });
    return raised;
  });
}

async function watchedAs(ctx: Ctx, channel: Channel): Promise<Watched> {
  const [row] = await read(ctx, (tx) =>
    tx.tx
      .select()
      .from(watchedChannels)
      .where(
        and(eq(watchedChannels.agencyId, agencyOf(ctx)), eq(watchedChannels.channelId, channel.id)),
      ),
  );
  return {
    lookedUntil: row?.lookedUntil ?? channel.connectedAt,
    profile: keptProfile(row?.profile),
    profiledAt: row?.profiledAt ?? null,
    comparedAt: row?.comparedAt ?? null,
  };
}

interface Watched {
  lookedUntil: string;
  profile: Profile | undefined;
  profiledAt: string | null;
  comparedAt: string | null;
}

/**
 * Posts under the account's name that are no delivery of ours. What stood there before the account was connected is
 * history; while something of ours is under way, nobody can say of a new one, and it is looked at again.
 */
async function strangePosts(ctx: Ctx, channel: Channel, since: string) {
  const from = instantOf(since).subtract({ seconds: overlapSeconds }).toString();
  const items = await ownPostsSince(ctx, channel.id, from);
  const ids = items.flatMap(({ remoteId, url }) => [remoteId, url ?? ""]);
  const { known, isUnderWay } = await knownOn(ctx, channel.id, ids);
  const strange = items.filter(
    ({ remoteId, url, occurredAt }) =>
      !known.has(remoteId) && !(url !== null && known.has(url)) && occurredAt > channel.connectedAt,
  );
  if (isUnderWay && strange.length > 0) return { alarms: [], lookedUntil: since };
  const alarms = strange.map((item): AlarmDraft => ({
    channelId: channel.id,
    kind: "post",
    key: item.remoteId,
    evidence: {
      text: item.text.slice(0, textMax),
      url: item.url,
      author: item.authorName,
      occurredAt: item.occurredAt,
    },
  }));
  return { alarms, lookedUntil: items.at(-1)?.capturedAt ?? since };
}
