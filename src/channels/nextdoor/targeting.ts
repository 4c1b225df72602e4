import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import type { Place, PlaceTargeting, Placing } from "../placing.ts";
import { areasOf } from "./areas.ts";
import { call, groupsOf } from "./calls.ts";

export const placeTargeting: PlaceTargeting = {
  kinds: ["area"],
  says: "Nextdoor brings it to neighbors in these parts of the service area; whoever has its address can open it.",
  source: "developer.nextdoor.com/reference (Publish API: group_ids, agency boundary)",
  verifiedOn: "2026-11-21",
};

/** The places that a message is for, else the parts of the service area that the channel speaks to. */
export function groupsFor(account: Account, places: readonly Place[] | undefined): number[] {
  return places === undefined ? groupsOf(account) : places.map(({ key }) => Number(key));
}

export const placing: Placing = {
  async search(net, account, words) {
    const wanted = words.trim().toLowerCase();
    return (await ownPlaces(net, account)).filter(({ name }) =>
      name.toLowerCase().includes(wanted),
    );
  },
  async known(net, account, keys) {
    return (await ownPlaces(net, account)).filter(({ key }) => keys.includes(key));
  },
};

/** A channel for a part of the service area names no place beyond it. */
async function ownPlaces(net: Net, account: Account): Promise<Place[]> {
  const own = groupsOf(account);
  const areas = await areasOf((path) => call(net, account, "GET", path));
  return areas
    .filter(({ group }) => own.length === 0 || own.includes(Number(group)))
    .map(({ group, name }) => ({ key: group, name, kind: "area" }));
}
