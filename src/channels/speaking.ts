import { and, eq } from "drizzle-orm";
import { allBeats, authorize } from "#agency";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { found } from "#platform/refusal.ts";
import { channelById, openChannels, type Channel } from "./accounts.ts";
import { beatActor } from "./fediverse/addresses.ts";
import { channels } from "./schema.ts";

/** Whether an account speaks for one beat: our own actor of that beat, or one that an administrator bound to it. */
export function speaksFor(
  { network, settings, beatId }: Pick<Channel, "network" | "settings" | "beatId">,
  beat: { id: string; code: string },
): boolean {
  return (
    beatId === beat.id || (network === "fediverse" && settings["actor"] === beatActor(beat.code))
  );
}

/** The beat that an account speaks for; null: for all of the agency. */
export function beatOf(
  channel: Parameters<typeof speaksFor>[0],
  beats: readonly { id: string; code: string }[],
): string | null {
  return channel.beatId ?? beats.find((beat) => speaksFor(channel, beat))?.id ?? null;
}

/** Where a post goes that names no accounts: those of the whole agency, and those of its own beats. */
export async function accountsFor(ctx: Ctx, beats: readonly string[]): Promise<Channel[]> {
  const [open, all] = [await openChannels(ctx), await allBeats(ctx)];
  return open.filter((one) => {
    const beat = beatOf(one, all);
    return beat === null || beats.includes(beat);
  });
}

/** Binds an account to one beat, or frees it: its page and the beat's say so. What is approved already goes as it was. */
export async function setSpeaking(
  ctx: Ctx,
  channelId: string,
  beatId: string | null,
): Promise<void> {
  const channel = await channelById(ctx, channelId);
  authorize(ctx, "channel.places", { kind: "channel", id: channelId, agencyId: channel.agencyId });
  const beat = (await allBeats(ctx)).find(({ id }) => id === beatId);
  if (beatId !== null) found(beat, "beat");
  await transact(ctx, async (tx) => {
    await tx.tx
      .update(channels)
      .set({ beatId })
      .where(and(eq(channels.agencyId, agencyOf(tx)), eq(channels.id, channelId)));
    const facts = { beat: beat?.code ?? "" };
    await tx.happenings.tell(tx, {
      kind: "channels.beat-bound",
      subject: { kind: "channel", id: channelId },
      facts,
      record: { payload: { beatId }, text: facts.beat, channelId, direction: "internal" },
    });
  });
}
