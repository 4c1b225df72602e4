import { and, arrayContains, desc, eq, isNull } from "drizzle-orm";
import { actingAs, allAgencies, allBeats, ownAgency, personById } from "#agency";
import { openChannels, speaksFor, type Channel, type Networks } from "#channels";
import { discardPost, draftPost, submitPost, takeBackPost } from "#publish";
import { stamp, type Temporal } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import type { RelayedEvent } from "#platform/events.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { callsFirstShown, type ToldCall } from "./lately-shown.ts";
import { blotterPolicyInForce } from "./policies.ts";
import { blotterPolicies, callPosts } from "./schema.ts";

const hour = limit(
  "blotter.daily-hour",
  8,
  "o'clock",
  "when a beat's calls of the day before become a post",
);
const lateHours = limit("blotter.daily-late", 4, "hours", "after that hour it is still made");

interface DailyOutside {
  networks: Networks;
  /** Where the newsroom is. */
  origin: string;
}

/**
 * Where the policy wants it: a post a day for each beat with calls, to the accounts that speak for that beat alone. It is
 * handed in by the standing order of whoever adopted the policy, and waits for approval as any other post.
 */
export async function makeDailyPosts(ctx: Ctx, outside: DailyOutside): Promise<void> {
  for (const { agencyId } of await allAgencies(ctx)) {
    const own = asSystem(ctx, "blotter", agencyId);
    const { version, content } = await read(own, blotterPolicyInForce);
    if (version === 0 || !content.dailyPosts) continue;
    const { timeZone } = await ownAgency(own);
    const due = dueDay(ctx.clock.now(), timeZone);
    if (!due) continue;
    const channels = await openChannels(own);
    for (const beat of await allBeats(own)) {
      const speaking = channels.filter((one) => speaksFor(one, beat));
      if (speaking.length > 0) await makeOne(own, outside, { ...due, beat, channels: speaking });
    }
  }
}

function dueDay(now: Temporal.Instant, timeZone: string) {
  const local = now.toZonedDateTimeISO(timeZone);
  if (local.hour < hour || local.hour >= hour + lateHours) return undefined;
  const until = local.with({
    hour,
    minute: 0,
    second: 0,
    millisecond: 0,
    microsecond: 0,
    nanosecond: 0,
  });
  const since = until.subtract({ days: 1 });
  return {
    day: local.toPlainDate().toString(),
    since: stamp(since.toInstant()),
    until: stamp(until.toInstant()),
  };
}

interface Due {
  day: string;
  since: string;
  until: string;
  beat: Awaited<ReturnType<typeof allBeats>>[number];
  channels: readonly Channel[];
}

async function makeOne(ctx: Ctx, { networks, origin }: DailyOutside, due: Due): Promise<void> {
  const { beat, day, since, until, channels } = due;
  const calls = await callsFirstShown(ctx, { beatId: beat.id, since, until });
  if (calls.length === 0) return;
  const made = await transact(ctx, (tx) =>
    tx.tx
      .insert(callPosts)
      .values({
        agencyId: agencyOf(tx),
        beatId: beat.id,
        day,
        calls: calls.map(({ id }) => id),
        madeAt: stamp(tx.clock.now()),
      })
      .onConflictDoNothing()
      .returning(),
  );
  if (made.length === 0) return;
  try {
    const owner = await byAdopter(ctx);
    await transact(owner, async (tx) => {
      const { post } = await draftPost(tx, {
        title: `Beat ${beat.code}: calls for police`,
        text: wordsOf(beat, calls),
        link: linkTo(origin, beat),
        beats: [beat.id],
        channels: channels.map(({ id }) => id),
      });
      await note(tx, due, { postId: post.id });
    });
    const [row] = await read(ctx, (tx) => tx.tx.select().from(callPosts).where(thePost(tx, due)));
    if (row?.postId) await submitPost(owner, networks, row.postId, { keys: [], isRepeat: true });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await note(ctx, due, { error: error.message });
  }
}

/** The beat's page; a trial without https has none that anybody else could open. */
function linkTo(origin: string, { code, name }: Due["beat"]) {
  if (!origin.startsWith("https://")) return null;
  const url = `${origin}/beats/${encodeURIComponent(code.toLowerCase())}`;
  return { url, title: `Beat ${code}: ${name}`, description: "" };
}

/** Kinds with their counts, the most frequent first; no call by itself. */
function wordsOf({ code, name }: Due["beat"], calls: readonly ToldCall[]): string {
  const counts = new Map<string, number>();
  for (const { label, kind } of calls) {
    const what = label["en"] ?? kind;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  const list = [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, 6)
    .map(([what, count]) => `${what} ${count}`);
  const more = counts.size > 6 ? ", and others" : "";
  return `Beat ${code}, ${name}. Calls for police in the last day: ${calls.length}. ${list.join(", ")}${more}. What is reported is not always what happened.`;
}

function thePost(ctx: Ctx, { beat, day }: Pick<Due, "beat" | "day">) {
  return and(
    eq(callPosts.agencyId, agencyOf(ctx)),
    eq(callPosts.beatId, beat.id),
    eq(callPosts.day, day),
  );
}

async function note(ctx: Ctx, due: Due, set: Partial<typeof callPosts.$inferInsert>) {
  await transact(ctx, (tx) => tx.tx.update(callPosts).set(set).where(thePost(tx, due)));
}

const scopes = ["post.read", "channel.read", "post.draft", "post.submit", "post.discard"];

/** Acts for whoever adopted the policy, with the roles of this moment, narrowed to writing and handing in. */
async function byAdopter(ctx: Ctx): Promise<Ctx> {
  const [policy] = await read(ctx, (tx) =>
    tx.tx
      .select({ adoptedBy: blotterPolicies.adoptedBy })
      .from(blotterPolicies)
      .where(eq(blotterPolicies.agencyId, agencyOf(tx)))
      .orderBy(desc(blotterPolicies.version))
      .limit(1),
  );
  const person = await personById(ctx, policy?.adoptedBy ?? "");
  if (person.endedAt !== null)
    throw new Refusal(
      "adopter-left",
      `${person.name} adopted the rules for calls and is no longer here. Adopt them anew.`,
    );
  return actingAs(ctx, {
    kind: "person",
    agencyId: agencyOf(ctx),
    personId: person.id,
    name: person.name,
    roles: person.roles,
    via: "token",
    credentialId: "daily calls",
    scopes,
    from: { address: "internal", agent: "daily calls" },
  });
}

/** A call was taken back: every post that counts it is taken back too, wherever it stands or waits. */
export async function takeDailyPostsBack(ctx: Ctx, { subject }: RelayedEvent): Promise<void> {
  const rows = await read(ctx, (tx) =>
    tx.tx
      .select()
      .from(callPosts)
      .where(
        and(
          eq(callPosts.agencyId, agencyOf(tx)),
          arrayContains(callPosts.calls, [subject.id]),
          isNull(callPosts.takenBackAt),
        ),
      ),
  );
  for (const { postId, beatId, day } of rows) {
    if (postId === null) continue;
    if ((await takeBackPost(ctx, postId, "A call that it counts was taken back.")) === "not-out")
      await discardPost(await byAdopter(ctx), postId);
    await transact(ctx, (tx) =>
      tx.tx
        .update(callPosts)
        .set({ takenBackAt: stamp(tx.clock.now()) })
        .where(
          and(
            eq(callPosts.agencyId, agencyOf(tx)),
            eq(callPosts.beatId, beatId),
            eq(callPosts.day, day),
          ),
        ),
    );
  }
}
