import { field, isRecord, listField, numberField, textField } from "../exchange.ts";
import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import type { Place, PlaceTargeting, Placing } from "../placing.ts";
import { call, part } from "./calls.ts";

/** "Each targeting segment requires a minimum of 300 members" (Share targeting). */
export const placeTargeting: PlaceTargeting = {
  kinds: ["city", "region"],
  says: "LinkedIn brings it to people in these places; whoever has its address can open it.",
  peopleMin: 300,
  source: "learn.microsoft.com, LinkedIn marketing, Posts API and Share targeting",
  verifiedOn: "2026-11-21",
};

const urnStart = "urn:li:geo:";

/** Who a post is brought to: within one entity any of its places will do. */
export function targetEntities(places: readonly Place[] | undefined): object[] {
  if (places === undefined) return [];
  return [{ geoLocations: places.map(({ key }) => key) }];
}

export const placing: Placing = {
  async search(net, account, words) {
    const path = `/v2/geoTypeahead?q=search&query=${encodeURIComponent(words)}`;
    const { body } = await call(net, account, "GET", path);
    const found = listField(body, "elements").map((each) => ({
      key: textField(each, "entity"),
      name: textField(each, "displayText"),
    }));
    return counted(net, account, found);
  },
  async known(net, account, keys) {
    const ids = keys.filter((key) => /^urn:li:geo:\d+$/.test(key));
    if (ids.length === 0) return [];
    const list = ids.map((key) => key.slice(urnStart.length)).join(",");
    const { body } = await call(net, account, "GET", `/v2/geo?ids=List(${list})`);
    const results = field(body, "results");
    const found = Object.entries(isRecord(results) ? results : {}).map(([id, each]) => ({
      key: `${urnStart}${id}`,
      name: textField(field(each, "defaultLocalizedName"), "value"),
    }));
    return counted(net, account, found);
  },
};

/** With each place how many of the page's followers are there, where LinkedIn counts them. */
async function counted(
  net: Net,
  account: Account,
  found: readonly { key: string; name: string }[],
): Promise<Place[]> {
  if (found.length === 0) return [];
  const entity = part(account.remoteId);
  const path = `/rest/organizationalEntityFollowerStatistics?q=organizationalEntity&organizationalEntity=${entity}`;
  const headers = { "x-restli-method": "FINDER" };
  const { body } = await call(net, account, "GET", path, { headers });
  const counts = new Map(
    listField(listField(body, "elements")[0], "followerCountsByGeo").map((each) => [
      textField(each, "geo"),
      numberField(field(each, "followerCounts"), "organicFollowerCount"),
    ]),
  );
  return found.map(({ key, name }) => {
    const people = counts.get(key);
    return { key, name, ...(people === undefined ? {} : { people }) };
  });
}
