import type { Account } from "./account.ts";
import type { Net } from "./connector.ts";

export type PlaceKind = "city" | "region" | "postcode" | "area";

/** A place as a network knows it. */
export interface Place {
  /** What the network is told, with the kind before it where that belongs to it: "city:2418779". */
  key: string;
  /** The network's own name for it. */
  name: string;
  /** Left out where the network does not say. */
  kind?: PlaceKind;
  /** How many people the network says to have there, where it tells. */
  people?: number;
}

/** By a beat's id, the network's places in it. */
export type BeatPlaces = Readonly<Record<string, readonly Place[]>>;

/** What a network offers to keep a post to some places; a fact with source and date, as a limit is. */
export interface PlaceTargeting {
  kinds: readonly PlaceKind[];
  /** Who sees such a post and who may see it all the same: a sentence for the screen. */
  says: string;
  /** How many people the places must hold together, where the network asks for some. */
  peopleMin?: number;
  source: string;
  verifiedOn: string;
}

/** How a connector finds its network's places. Throws SendError alone. */
export interface Placing {
  /** Places whose names fit these words, the likeliest first. */
  search(net: Net, account: Account, words: string): Promise<Place[]>;
  /** The places of these keys as the network knows them now; one that it does not know is left out. */
  known(net: Net, account: Account, keys: readonly string[]): Promise<Place[]>;
}

/** The network's places in these beats; undefined as soon as one beat has none. */
export function placesIn(
  places: BeatPlaces | undefined,
  beats: readonly string[],
): Place[] | undefined {
  const found = beats.map((beat) => places?.[beat] ?? []);
  if (found.length === 0 || found.some((each) => each.length === 0)) return undefined;
  return [...new Map(found.flat().map((place) => [place.key, place])).values()];
}

/** How many people the network says to have in all of them; undefined where it does not say it of each. */
export function peopleIn(places: readonly Place[]): number | undefined {
  let sum = 0;
  for (const { people } of places) {
    if (people === undefined) return undefined;
    sum += people;
  }
  return sum;
}
