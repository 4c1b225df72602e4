import { desc, eq, and } from "drizzle-orm";
import { authorize } from "#agency";
import { channelNames } from "#channels";
import { deliveriesOf, postVersion } from "#publish";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { languagesOf } from "./content.ts";
import { unknownLetters } from "./door-list.ts";
import { placeOf } from "./drafting.ts";
import { eventUrl } from "./publishing.ts";
import { datesOfSeries, eventPosts, eventVersion, theEvent } from "./reading.ts";
import { eventFindings } from "./rules.ts";
import { outreachEventVersions } from "./tables.ts";
import { tallyOf } from "./tallies.ts";
import { tellIn, whereOf } from "./telling.ts";

/** One event: its record, what keeps it in, its posts, how many come, and how it went. Nobody's address. */
export async function eventPage(ctx: Ctx, origin: string, id: string) {
  authorize(ctx, "event.read", { kind: "event", id });
  return read(ctx, async (tx) => {
    const { event, version, hash, content, submittedAt } = await eventVersion(tx, id);
    const { writtenAt, writtenBy, submittedAt: handedIn } = outreachEventVersions;
    const versions = await tx.tx
      .select({
        version: outreachEventVersions.version,
        writtenAt,
        writtenBy,
        submittedAt: handedIn,
      })
      .from(outreachEventVersions)
      .where(
        and(
          eq(outreachEventVersions.agencyId, agencyOf(tx)),
          eq(outreachEventVersions.eventId, id),
        ),
      )
      .orderBy(desc(outreachEventVersions.version));
    return {
      event,
      version,
      hash,
      content,
      isSubmitted: submittedAt !== null,
      findings: eventFindings(content, await placeOf(tx)),
      told: languagesOf(content).map((language) => tellIn(content, language)),
      where: whereOf(content),
      url: eventUrl(origin, event.code),
      tally: await tallyOf(tx, id),
      letters: await unknownLetters(tx, id),
      posts: await postRows(tx, id),
      dates: content.again ? await datesOfSeries(tx, id) : [],
      series: event.seriesId && {
        id: event.seriesId,
        title: (await theEvent(tx, event.seriesId)).title,
      },
      versions,
    };
  });
}

/** Where its posts stand, channel by channel. */
async function postRows(tx: TxCtx, id: string) {
  const names = await channelNames(tx);
  const rows = [];
  for (const { postId, language, role } of await eventPosts(tx, id)) {
    const { post } = await postVersion(tx, postId);
    const deliveries = (await deliveriesOf(tx, postId)).filter(
      (one) => one.part === 0 && one.version === post.version,
    );
    rows.push({
      postId,
      language,
      role,
      state: post.discardedAt ? "discarded" : post.state,
      deliveries: deliveries.map((one) => ({
        id: one.id,
        channel: names.get(one.channelId)?.name ?? "",
        state: one.state,
        url: one.remoteUrl,
      })),
    });
  }
  return rows;
}
