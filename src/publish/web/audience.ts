import type { ChannelRow, PostContent } from "./api.ts";

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

/** Other beats were chosen: with none left, it is for everybody again. */
export function withBeats(beats: string[]): Partial<PostContent> {
  return beats.length > 0 ? { beats } : { beats, ...forEverybody };
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
