import { transact } from "#platform/db/database.ts";
import { answerGap, unansweredGaps } from "../../../src/channels/completeness/answering.ts";
import { who } from "./people.ts";
import type { Story } from "./story.ts";

/**
 * The heartbeats of the polls of each minute since an account was last read, as one row an hour: a month of minutes is
 * told, not lived. The last minute is left to the true poll that follows.
 */
export async function polledSince(story: Story, channelId: string): Promise<void> {
  const until = story.clock.now().subtract({ minutes: 1 }).toString();
  await transact(story.system, async (tx) => {
    await tx.tx.raw(
      `insert into capture_hours (agency_id, channel_id, hour, first_at, last_at, polls, silent_seconds)
       select c.agency_id, c.id, h, greatest(h, s.since), least(h + interval '1 hour', $3::timestamptz),
         ceil(extract(epoch from least(h + interval '1 hour', $3::timestamptz) - greatest(h, s.since)) / 60)::int, 60
       from channels c, lateral (select coalesce(c.received_at, c.connected_at) as since) s,
         generate_series(date_trunc('hour', s.since), $3::timestamptz, interval '1 hour') h
       where c.agency_id = $1 and c.id = $2 and s.since < $3::timestamptz and greatest(h, s.since) < $3::timestamptz
       on conflict (agency_id, channel_id, hour) do update
         set last_at = excluded.last_at, polls = capture_hours.polls + excluded.polls`,
      [story.agencyId, channelId, until],
    );
    await tx.tx.raw(
      `update channels set received_at = $3 where agency_id = $1 and id = $2 and coalesce(received_at, connected_at) < $3::timestamptz`,
      [story.agencyId, channelId, until],
    );
  });
}

const daysAgo = 9;

/** One night an account's token ended; it was connected again in the morning, and somebody answered for the gap. */
export function liveGap(story: Story): void {
  const { id, handle, name } = story.channel("X (practice)");
  const only = () => [story.channel(name)];
  story.at(story.day(daysAgo, "02:14"), () => story.receive(only()));
  story.at(story.day(daysAgo, "02:31"), async () => {
    story.silent.add(id);
    story.network.control({ expireTokens: true, onlyFor: handle.replace("@", "") });
    await story.receive(only()).catch(() => undefined);
  });
  story.at(story.day(daysAgo, "06:52"), async () => {
    story.network.control({ expireTokens: false, onlyFor: "" });
    await story.receive(only());
    story.silent.delete(id);
  });
  story.at(story.day(daysAgo, "08:20"), async () => {
    const lieutenant = await story.as(who.lieutenant);
    for (const gap of await unansweredGaps(lieutenant))
      await answerGap(lieutenant, {
        id: gap.id,
        note: "The token ended at night and was renewed in the morning. The timeline was read back to the last post.",
        alike: false,
      });
  });
}
