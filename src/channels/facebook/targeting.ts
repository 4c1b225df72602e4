import { field, isRecord, listField, textField } from "../exchange.ts";
import { callGraph } from "../graph.ts";
import type { Place, PlaceKind, PlaceTargeting, Placing } from "../placing.ts";
import { graphOf } from "./place.ts";

/** Graph's `geo_locations` has a list for each kind. `feed_targeting` only makes a post likelier to be seen. */
export const placeTargeting: PlaceTargeting = {
  kinds: ["city", "region", "postcode"],
  says: "Facebook shows it to nobody outside these places.",
  source: "developers.facebook.com/docs/graph-api/reference/page/feed (targeting, v25.0)",
  verifiedOn: "2026-11-21",
};

type List = "cities" | "regions" | "zips";

const lists: Record<string, { list: List; kind: PlaceKind }> = {
  city: { list: "cities", kind: "city" },
  region: { list: "regions", kind: "region" },
  zip: { list: "zips", kind: "postcode" },
};
const searchMax = "20";

/** What a post for some places carries as `targeting`; nothing for one that is for everybody. */
export function targetingForm(places: readonly Place[] | undefined): { targeting?: string } {
  if (places === undefined) return {};
  const found = Object.entries(byList(places.map(({ key }) => key)));
  const geo_locations = Object.fromEntries(
    found.map(([list, keys]) => [list, keys.map((key) => ({ key }))]),
  );
  return { targeting: JSON.stringify({ geo_locations }) };
}

export const placing: Placing = {
  async search(net, account, words) {
    const location_types = JSON.stringify(Object.keys(lists));
    const query = { type: "adgeolocation", location_types, q: words, limit: searchMax };
    const { body } = await callGraph(net, graphOf(account), "GET", "/search", { query });
    return listField(body, "data").flatMap((each) => placeOf(textField(each, "type"), each) ?? []);
  },
  async known(net, account, keys) {
    const asked = Object.entries(byList(keys)).map(([list, own]) => [list, JSON.stringify(own)]);
    const query = { type: "adgeolocationmeta", ...Object.fromEntries(asked) };
    const { body } = await callGraph(net, graphOf(account), "GET", "/search", { query });
    const data = field(body, "data");
    return Object.entries(lists).flatMap(([type, { list }]) => {
      const told = field(data, list);
      return isRecord(told) ? Object.values(told).flatMap((each) => placeOf(type, each) ?? []) : [];
    });
  },
};

/** Keys without their kind, by Graph's list; what is of no kind belongs to none. */
function byList(keys: readonly string[]): Partial<Record<List, string[]>> {
  const found: Partial<Record<List, string[]>> = {};
  for (const key of keys) {
    const [type = "", ...rest] = key.split(":");
    const list = lists[type]?.list;
    if (list !== undefined) (found[list] ??= []).push(rest.join(":"));
  }
  return found;
}

function placeOf(type: string, each: unknown): Place | undefined {
  const kind = lists[type]?.kind;
  const key = textField(each, "key") || String(field(each, "key") ?? "");
  if (kind === undefined || key === "") return undefined;
  const town = kind === "postcode" ? textField(each, "primary_city") : "";
  const region = kind === "region" ? "" : textField(each, "region");
  const country = textField(each, "country_code");
  const name = [textField(each, "name"), town, region, country].filter(Boolean).join(", ");
  return { key: `${type}:${key}`, name, kind };
}
