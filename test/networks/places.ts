import { words } from "./loopback.ts";

type Plain = Readonly<Record<string, unknown>>;

function inside(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const inUs = (place: Plain): Plain => ({ ...place, country_code: "US" });

/** Graph's places by the list of `geo_locations` that they belong to. */
const graphPlaces: Record<string, Plain[]> = {
  cities: [
    { key: "2418779", name: "Riverside Falls", type: "city", region: "California" },
    { key: "2418780", name: "Riverside", type: "city", region: "Missouri" },
  ],
  regions: [{ key: "3847", name: "California", type: "region" }],
  zips: [
    { key: "US:92501", name: "92501", type: "zip", primary_city: "Riverside Falls" },
    { key: "US:92507", name: "92507", type: "zip", primary_city: "Riverside Falls" },
  ],
};
const allGraph = Object.values(graphPlaces).flat().map(inUs);

/** `GET /search` for places: by words (`adgeolocation`) or by keys (`adgeolocationmeta`). */
export function graphSearch(query: URLSearchParams): unknown {
  if (query.get("type") === "adgeolocation") {
    const types = list(JSON.parse(query.get("location_types") ?? "[]"));
    const asked = (query.get("q") ?? "").toLowerCase();
    const fits = ({ type, name, primary_city }: Plain) =>
      types.includes(type) &&
      [name, primary_city].some((one) => words(one).toLowerCase().startsWith(asked));
    return { data: allGraph.filter(fits).slice(0, Number(query.get("limit") ?? 8)) };
  }
  if (query.get("type") !== "adgeolocationmeta") return undefined;
  const data = Object.entries(graphPlaces).map(([name, places]) => {
    const keys = list(JSON.parse(query.get(name) ?? "[]"));
    const known = places.filter(({ key }) => keys.includes(key));
    return [name, Object.fromEntries(known.map((place) => [place["key"], inUs(place)]))];
  });
  return { data: Object.fromEntries(data) };
}

/** The keys of a post's `targeting`, or what is wrong with it. */
export function graphTargets(targeting: unknown): string[] | "wrong" {
  if (targeting === undefined) return [];
  const locations = inside(JSON.parse(words(targeting)), "geo_locations");
  const keys: string[] = [];
  for (const [name, places] of Object.entries(Object(locations))) {
    for (const place of list(places)) {
      const known = graphPlaces[name]?.find(({ key }) => key === inside(place, "key"));
      if (known === undefined) return "wrong";
      keys.push(`${words(known["type"])}:${words(known["key"])}`);
    }
  }
  return keys.length === 0 ? "wrong" : keys;
}

/** LinkedIn's places, and how many follow the page there. */
const geos = [
  { id: 104116203, name: "Riverside Falls, California, United States", followers: 840 },
  { id: 104116204, name: "North Bank, California, United States", followers: 120 },
  { id: 102095887, name: "California, United States", followers: 2_100 },
];
const geoUrn = (id: number) => `urn:li:geo:${id}`;
const audienceMin = 300;

/** The typeahead, the names of known places, and the page's followers by place; undefined for any other path. */
export function linkedinPlaces(path: string, query: URLSearchParams, page: string): unknown {
  if (path === "/v2/geoTypeahead") {
    const asked = (query.get("query") ?? "").toLowerCase();
    const found = geos.filter(({ name }) => name.toLowerCase().startsWith(asked));
    const elements = found.map(({ id, name }) => ({ entity: geoUrn(id), displayText: name }));
    return { elements, paging: { count: 10, start: 0, links: [] } };
  }
  if (path === "/v2/geo") {
    const ids = /^List\((.*)\)$/.exec(query.get("ids") ?? "")?.[1]?.split(",") ?? [];
    const known = geos.filter(({ id }) => ids.includes(String(id)));
    const locale = { country: "US", language: "en" };
    const results = known.map(({ id, name }) => [
      id,
      { id, defaultLocalizedName: { locale, value: name } },
    ]);
    return { results: Object.fromEntries(results), statuses: {}, errors: {} };
  }
  if (path !== "/rest/organizationalEntityFollowerStatistics") return undefined;
  if (query.get("organizationalEntity") !== page) return { elements: [] };
  const followerCountsByGeo = geos.map(({ id, followers }) => ({
    geo: geoUrn(id),
    followerCounts: { organicFollowerCount: followers, paidFollowerCount: 0 },
  }));
  return { elements: [{ organizationalEntity: page, followerCountsByGeo }] };
}

/** The places of `targetEntities`; a sentence where LinkedIn takes them not. */
export function linkedinTargets(entities: unknown): string[] | string {
  const all = list(entities);
  if (all.length === 0) return [];
  const asked = all.flatMap((entity) => list(inside(entity, "geoLocations")).map(words));
  const known = geos.filter(({ id }) => asked.includes(geoUrn(id)));
  if (known.length < asked.length || asked.length === 0) return "targetEntities: unknown geo";
  const people = known.reduce((sum, { followers }) => sum + followers, 0);
  if (people >= audienceMin) return asked;
  return `targetEntities: the audience has fewer than ${audienceMin} members`;
}
