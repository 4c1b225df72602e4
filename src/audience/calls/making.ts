import { allAgencies, allBeats, ownAgency } from "#agency";
import { callsFirstShown, shownCall } from "#blotter";
import { openChannels, type Channel } from "#channels";
import { millisecondsOf, stamp } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import type { RelayedEvent } from "#platform/events.ts";
import { limit } from "#platform/limits.ts";
import { callLetters, type Way } from "../schema.ts";
import { slotsDue, type Slot } from "./slots.ts";

const noteworthyMax = limit(
  "audience.noteworthy",
  6,
  "calls a day of a beat",
  "told one by one by text and notice: more is a flood, and the beat's page has them",
);
const noteworthyLateMs = limit(
  "audience.noteworthy-late",
  7_200_000,
  "ms",
  "after it was shown a call is still told by text and notice",
);

type CallLetter = typeof callLetters.$inferInsert;

/** Makes the letters of calls whose time has come: one a beat, a language and a channel that somebody reads. */
export async function makeCallLetters(ctx: Ctx): Promise<void> {
  for (const { agencyId } of await allAgencies(ctx)) {
    const own = asSystem(ctx, "audience", agencyId);
    const { timeZone } = await ownAgency(own);
    for (const slot of slotsDue(ctx.clock.now(), timeZone)) await makeOfSlot(own, slot);
  }
}

async function makeOfSlot(ctx: Ctx, { cadence, name, since, until }: Slot): Promise<void> {
  const wanted = await readersOf(ctx, "email", cadence);
  for (const channel of await channelsOf(ctx, "email")) {
    for (const { beatId, language } of wanted) {
      const span = { sinceAt: stamp(since), untilAt: stamp(until) };
      const found = await callsFirstShown(ctx, {
        beatId,
        since: span.sinceAt,
        until: span.untilAt,
      });
      // A day without a call is no letter.
      if (found.length === 0) continue;
      await make(ctx, {
        ...span,
        channelId: channel.id,
        way: "email",
        beatId,
        language,
        cadence,
        slot: name,
      });
    }
  }
}

/** A call that the policy calls noteworthy, to whoever has the calls of its beat by text or as notices. */
export async function makeNoteworthy(
  ctx: Ctx,
  { subject, facts, at }: RelayedEvent,
): Promise<void> {
  const { beatId, isNoteworthy } = facts;
  const isLate = ctx.clock.now().epochMilliseconds - millisecondsOf(at) > noteworthyLateMs;
  if (isNoteworthy !== true || typeof beatId !== "string" || isLate) return;
  if (!(await shownCall(ctx, subject.id))) return;
  for (const way of ["text", "push"] as const) {
    const wanted = await readersOf(ctx, way, "noteworthy");
    for (const channel of await channelsOf(ctx, way)) {
      if (await isFull(ctx, channel.id, beatId)) continue;
      for (const { language } of wanted.filter((one) => one.beatId === beatId))
        await make(ctx, {
          channelId: channel.id,
          way,
          beatId,
          language,
          cadence: "noteworthy",
          callId: subject.id,
          slot: subject.id,
          sinceAt: at,
          untilAt: at,
        });
    }
  }
}

async function make(
  ctx: Ctx,
  letter: Omit<CallLetter, "agencyId" | "id" | "madeAt" | "nextAt">,
): Promise<void> {
  await transact(ctx, async (tx) => {
    const now = stamp(tx.clock.now());
    await tx.tx
      .insert(callLetters)
      .values({ ...letter, agencyId: agencyOf(tx), id: tx.ids.uuid(), madeAt: now, nextAt: now })
      .onConflictDoNothing();
  });
}

/** Beats and languages for which somebody wants calls so. */
function readersOf(ctx: Ctx, way: Way, cadence: CallLetter["cadence"]) {
  return read(ctx, async (tx) => {
    const rows = await tx.tx.raw<{ beat_id: string; language: string }>(
      `select distinct b.beat_id, s.language from audience_subscribers s cross join lateral unnest(s.beats) b(beat_id)
       where s.agency_id = $1 and s.way = $2 and s.confirmed_at is not null and s.suspended_at is null
         and s.calls <> 'none' and ($3 = 'noteworthy' or s.calls = $3)`,
      [agencyOf(tx), way, cadence],
    );
    const known = new Set((await allBeats(tx)).map(({ id }) => id));
    return rows.flatMap(({ beat_id: beatId, language }) =>
      known.has(beatId) ? [{ beatId, language }] : [],
    );
  });
}

/** Channels of a way that people subscribe to. */
async function channelsOf(ctx: Ctx, way: Way): Promise<Channel[]> {
  const network = { email: "email", text: "sms", push: "push" }[way];
  return (await openChannels(ctx)).filter(
    (one) => one.network === network && (way === "push" || one.settings["who"] === "subscribers"),
  );
}

async function isFull(ctx: Ctx, channelId: string, beatId: string): Promise<boolean> {
  const since = stamp(ctx.clock.now().subtract({ hours: 24 }));
  const [row] = await read(ctx, (tx) =>
    tx.tx.raw<{ n: number }>(
      `select count(distinct call_id)::int as n from audience_call_letters
       where agency_id = $1 and channel_id = $2 and beat_id = $3 and cadence = 'noteworthy' and made_at > $4`,
      [agencyOf(tx), channelId, beatId, since],
    ),
  );
  return (row?.n ?? 0) >= noteworthyMax;
}
