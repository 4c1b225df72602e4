import type { ChannelRow, PostContent } from "./api.ts";
import { withChannels } from "./shapes.ts";

export interface WhoSees {
  who: "everybody" | "places" | "nobody";
  /** The network's names, where it is kept to places. */
  places: string[];
  /** Everybody by its author's word, although the post is for some beats alone. */
  isChosen: boolean;
}

type Aimed = Pick<PostContent, "beats" | "onlyBeats" | "everybodyOn">;

/** Who is shown a post on one channel; as the server decides it, for the screen. */
export function whoSees(content: Aimed, channel: ChannelRow): WhoSees {
  const none = { places: [], isChosen: false };
  if (!content.onlyBeats) return { ...none, who: "everybody" };
  if (content.everybodyOn?.includes(channel.id))
    return { places: [], isChosen: true, who: "everybody" };
  const found = content.beats.map((beat) => channel.places[beat] ?? []);
  const isWhole = found.length > 0 && found.every((places) => places.length > 0);
  const { placeTargeting } = channel.capabilities;
  if (!placeTargeting || !isWhole || isTooFew(found.flat(), placeTargeting.peopleMin))
    return { ...none, who: "nobody" };
  return { ...none, who: "places", places: [...new Set(found.flat().map(({ name }) => name))] };
}

type Place = NonNullable<ChannelRow["places"][string]>[number];

/** Fewer than the network takes a post for, where it says of each place how many are there. */
function isTooFew(places: readonly Place[], peopleMin = 0): boolean {
  if (places.some(({ people }) => people === undefined)) return false;
  const each = new Map(places.map(({ key, people = 0 }) => [key, people]));
  return [...each.values()].reduce((sum, people) => sum + people, 0) < peopleMin;
}

/** Where a new post goes unless somebody says otherwise: not to accounts that speak for one beat. */
export function usualChannels(rows: readonly Pick<ChannelRow, "id" | "beatId">[]): string[] {
  return rows.filter(({ beatId }) => beatId === null).map(({ id }) => id);
}

/**
 * Other beats were chosen: the accounts that speak for them come along, those of beats that are left out go. With none
 * left, it is for everybody again.
 */
export function withBeats(
  content: PostContent,
  beats: string[],
  rows: readonly ChannelRow[],
): Partial<PostContent> {
  const isIn = (ids: readonly string[]) => (row: ChannelRow) =>
    row.beatId !== null && ids.includes(row.beatId);
  const come = rows.filter(isIn(beats.filter((id) => !content.beats.includes(id))));
  const go = rows.filter(isIn(content.beats.filter((id) => !beats.includes(id))));
  const kept = content.channels.filter((id) => !go.some((row) => row.id === id));
  const channels = [...new Set([...kept, ...come.map(({ id }) => id)])];
  const next = come.length + go.length > 0 ? withChannels(content, channels, rows) : {};
  return { ...next, beats, ...(beats.length === 0 && forEverybody) };
}

export const forEverybody: Partial<PostContent> = { onlyBeats: undefined, everybodyOn: undefined };

/** Everybody may see it on this channel, or the beats alone again. */
export function withEverybodyOn(
  { everybodyOn = [] }: Aimed,
  channelId: string,
  isEverybody: boolean,
): Partial<PostContent> {
  const others = everybodyOn.filter((id) => id !== channelId);
  const next = isEverybody ? [...others, channelId] : others;
  return { everybodyOn: next.length > 0 ? next : undefined };
}
