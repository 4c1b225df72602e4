import type { FrameNotice } from "#agency";
import { activeAlerts } from "#alerts";
import { openProofAlarms } from "#archive";
import { unansweredCallSilences } from "#blotter";
import { channelNames, unansweredGaps } from "#channels";
import { hostNotice } from "#newsroom";
import { itemsStillOut } from "#media";
import { waitingForMe } from "#outreach";
import { activeHolds, glassToReview, postsCarrying } from "#publish";
import { requestsDue, unansweredSilences } from "#records";
import { openAlarms } from "#watch";
import type { Ctx } from "#platform/context.ts";

/** With the session and not by requests of their own: the first page asks as seldom as it can. */
export async function railCounts(ctx: Ctx): Promise<Readonly<Record<string, number>>> {
  return {
    media: await itemsStillOut(ctx, [postsCarrying]).then(({ length }) => length),
    requests: await requestsDue(ctx),
    ...(await waitingForMe(ctx)),
  };
}

/** The frame of every page shows the holds in force, and what was published without an approval (core A4). */
export async function frameNotices(ctx: Ctx): Promise<readonly FrameNotice[]> {
  const [held, broken] = [await activeHolds(ctx), await glassToReview(ctx)];
  const alarms = await openAlarms(ctx);
  const channels = alarms.length > 0 ? await channelNames(ctx) : undefined;
  const [proof] = await openProofAlarms(ctx);
  const gaps = [...(await unansweredGaps(ctx)), ...(await silentSources(ctx))];
  return [
    ...(await activeAlerts(ctx)).map(({ id, headline, startedAt, draftedAt, overdueAt }) => ({
      kind: overdueAt === null ? "alert" : "alert-late",
      id,
      title: headline,
      since: startedAt ?? draftedAt,
      href: `/alerts/${id}`,
    })),
    ...gapNotice(gaps),
    ...(await hostNotice(ctx)),
    ...(proof
      ? [{ kind: "proof", id: proof.id, title: "", since: proof.raisedAt, href: "/archive/proof" }]
      : []),
    ...loudestByChannel(alarms).map(({ id, channelId, raisedAt, endedHow }) => ({
      kind: endedHow === "compromised" ? "compromised" : "alarm",
      id,
      title: channels?.get(channelId)?.name ?? "",
      since: raisedAt,
      href: `/watch#${id}`,
    })),
    ...broken.map(({ id, headline, at }) => ({
      kind: "glass",
      id,
      title: headline,
      since: at,
      href: "/approvals#glass",
    })),
    ...held.map(({ id, reason, placedAt }) => ({
      kind: "hold",
      id,
      title: reason,
      since: placedAt,
      href: "/holds",
    })),
  ];
}

type Gap = Awaited<ReturnType<typeof unansweredGaps>>[number] & { href?: string };

/** Sources of staff texts and of calls that fell silent stand beside the accounts that were not read. */
async function silentSources(ctx: Ctx): Promise<Gap[]> {
  const [texts, calls] = [await unansweredSilences(ctx), await unansweredCallSilences(ctx)];
  return [
    ...texts.map((gap) => ({ ...gap, href: `/sources#${gap.id}` })),
    ...calls.map(({ id, source, fromAt }) => ({
      id,
      channel: source,
      fromAt,
      href: `/calls/sources#${id}`,
    })),
  ];
}

/** One line for all of them: a server that was down left one on every account. */
function gapNotice(gaps: readonly Gap[]): FrameNotice[] {
  const [first] = gaps;
  if (!first) return [];
  const others = new Set(gaps.map(({ channel }) => channel)).size - 1;
  const title = others > 0 ? `${first.channel} +${others}` : first.channel;
  return [
    {
      kind: "gap",
      id: first.id,
      title,
      since: first.fromAt,
      href: first.href ?? `/completeness#${first.id}`,
    },
  ];
}

/** One line an account, however much was found on it: what was called compromised, else the oldest alarm. */
function loudestByChannel(alarms: Awaited<ReturnType<typeof openAlarms>>) {
  return [...Map.groupBy(alarms, ({ channelId }) => channelId).values()].flatMap(
    (ofOne) => ofOne.find(({ endedHow }) => endedHow === "compromised") ?? ofOne[0] ?? [],
  );
}
