import assert from "node:assert/strict";
import { XmlDocument, XmlElement } from "libxml2-wasm";

/**
 * Public feeds held to their specifications, strictly: Atom (RFC 4287), JSON Feed 1.1 (jsonfeed.org/version/1.1) and GeoJSON
 * (RFC 7946). They know nothing of how ours are made.
 */

const atom = "http://www.w3.org/2005/Atom";
/** RFC 3339, as RFC 4287 §3.3 narrows it: capital T, capital Z or an offset. */
const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

interface Element {
  name: string;
  attributes: Record<string, string>;
  text: string;
  children: Element[];
}

/** Well-formed with its namespaces, or it throws. */
function treeOf(text: string): Element {
  using document = XmlDocument.fromString(text);
  return elementOf(document.root);
}

function elementOf(node: XmlElement): Element {
  const children: Element[] = [];
  for (let child = node.firstChild; child !== null; child = child.next)
    if (child instanceof XmlElement) children.push(elementOf(child));
  const name = node.namespaceUri === atom ? node.name : `{${node.namespaceUri}}${node.name}`;
  const attributes = Object.fromEntries(node.attrs.map((one) => [one.name, one.value]));
  return { name, attributes, text: node.content, children };
}

const all = ({ children }: Element, name: string) => children.filter((one) => one.name === name);

function once(of: Element, name: string, where: string): Element {
  const [first, ...others] = all(of, name);
  assert.ok(first && others.length === 0, `${where} has exactly one atom:${name}`);
  return first;
}

function mustBeIri(text: string, where: string): void {
  assert.ok(URL.canParse(text) && text === text.trim(), `${where}: "${text}" is an absolute IRI`);
}

function mustBeDate(element: Element, where: string): void {
  assert.match(element.text, dateTime, where);
  assert.ok(Number.isFinite(Date.parse(element.text)), `${where}: ${element.text} is a date`);
}

/** RFC 4287 §4.2.7: href, and rel, type and hreflang as they must be. */
function mustBeLinks(of: Element, where: string): void {
  const seen = new Set<string>();
  for (const { attributes } of all(of, "link")) {
    const { href = "", rel = "alternate", type = "", hreflang = "" } = attributes;
    mustBeIri(href, `${where} link`);
    const key = `${rel} ${type} ${hreflang}`;
    assert.ok(
      rel !== "alternate" || !seen.has(key),
      `${where}: one alternate of a type and language`,
    );
    seen.add(key);
    if (type) assert.match(type, /^[\w.+-]+\/[\w.+-]+/, `${where} link's type`);
  }
}

function mustBePeople(of: Element, where: string): void {
  for (const person of [...all(of, "author"), ...all(of, "contributor")]) {
    assert.notEqual(once(person, "name", `${where} author`).text.trim(), "");
    for (const uri of all(person, "uri")) mustBeIri(uri.text, `${where} author's uri`);
  }
}

/** Throws an assertion that names what RFC 4287 forbids. Returns the entries' titles. */
export function mustBeAtom(text: string): string[] {
  const feed = treeOf(text);
  assert.equal(feed.name, "feed");
  mustBeIri(once(feed, "id", "feed").text, "feed id");
  assert.notEqual(once(feed, "title", "feed").text.trim(), "");
  mustBeDate(once(feed, "updated", "feed"), "feed updated");
  mustBeLinks(feed, "feed");
  mustBePeople(feed, "feed");
  assert.ok(
    all(feed, "link").some(({ attributes }) => attributes["rel"] === "self"),
    "feed links to itself",
  );
  const entries = all(feed, "entry");
  const hasAuthor = all(feed, "author").length > 0;
  const ids = new Set<string>();
  for (const entry of entries) {
    const where = `entry ${entry.children.find(({ name }) => name === "id")?.text ?? ""}`;
    const id = once(entry, "id", where).text;
    mustBeIri(id, where);
    const updated = once(entry, "updated", where);
    mustBeDate(updated, where);
    assert.ok(!ids.has(`${id} ${updated.text}`), `${where}: an id and time stand once`);
    ids.add(`${id} ${updated.text}`);
    assert.notEqual(once(entry, "title", where).text.trim(), "", `${where} has a title`);
    for (const name of ["published", "content", "summary", "rights", "source"])
      assert.ok(all(entry, name).length <= 1, `${where}: at most one ${name}`);
    for (const one of all(entry, "published")) mustBeDate(one, where);
    assert.ok(hasAuthor || all(entry, "author").length > 0, `${where} has an author`);
    mustBePeople(entry, where);
    mustBeLinks(entry, where);
    const isContent = all(entry, "content").length > 0;
    const isAlternate = all(entry, "link").some(
      ({ attributes }) => (attributes["rel"] ?? "alternate") === "alternate",
    );
    assert.ok(isContent || isAlternate, `${where}: without content it links to an alternate`);
    for (const { attributes } of all(entry, "category"))
      assert.notEqual(attributes["term"] ?? "", "", `${where}: a category has a term`);
  }
  return entries.map((entry) => once(entry, "title", "entry").text);
}

type Json = Readonly<Record<string, unknown>>;

function objectOf(value: unknown, where: string): Json {
  assert.ok(
    typeof value === "object" && value !== null && !Array.isArray(value),
    `${where} is an object`,
  );
  return { ...value };
}

function mustBeText(value: unknown, where: string): void {
  assert.ok(typeof value === "string" && value !== "", `${where} is a text`);
}

const feedNames = [
  "version",
  "title",
  "home_page_url",
  "feed_url",
  "description",
  "user_comment",
  "next_url",
  "icon",
  "favicon",
  "authors",
  "language",
  "expired",
  "hubs",
  "items",
];
const itemNames = [
  "id",
  "url",
  "external_url",
  "title",
  "content_html",
  "content_text",
  "summary",
  "image",
  "banner_image",
  "date_published",
  "date_modified",
  "authors",
  "tags",
  "language",
  "attachments",
];

function mustBeNamed(object: Json, names: readonly string[], where: string): void {
  for (const name of Object.keys(object))
    assert.ok(
      names.includes(name) || name.startsWith("_"),
      `${where}: ${name} is in the specification`,
    );
}

/** Throws an assertion that names what JSON Feed 1.1 forbids. Returns the items' titles. */
export function mustBeJsonFeed(text: string): string[] {
  const feed = objectOf(JSON.parse(text), "feed");
  mustBeNamed(feed, feedNames, "feed");
  assert.equal(feed["version"], "https://jsonfeed.org/version/1.1");
  mustBeText(feed["title"], "feed title");
  for (const name of ["home_page_url", "feed_url", "next_url", "icon", "favicon"])
    if (feed[name] !== undefined) mustBeIri(String(feed[name]), name);
  for (const hub of Array.isArray(feed["hubs"]) ? feed["hubs"] : []) {
    const { type, url } = objectOf(hub, "hub");
    mustBeText(type, "hub type");
    mustBeIri(String(url), "hub url");
  }
  assert.ok(Array.isArray(feed["items"]), "feed has items");
  const ids = new Set<unknown>();
  return feed["items"].map((given: unknown, at) => {
    const item = objectOf(given, `item ${at}`);
    mustBeNamed(item, itemNames, `item ${at}`);
    mustBeText(item["id"], `item ${at} id`);
    assert.ok(!ids.has(item["id"]), `item ${at}: its id is its own`);
    ids.add(item["id"]);
    const content = item["content_html"] ?? item["content_text"];
    assert.equal(typeof content, "string", `item ${at} has content`);
    for (const name of ["url", "external_url", "image", "banner_image"])
      if (item[name] !== undefined) mustBeIri(String(item[name]), `item ${at} ${name}`);
    for (const name of ["date_published", "date_modified"])
      if (item[name] !== undefined)
        assert.match(String(item[name]), dateTime, `item ${at} ${name}`);
    if (item["tags"] !== undefined)
      assert.ok(
        Array.isArray(item["tags"]) && item["tags"].every((one) => typeof one === "string"),
        `item ${at} tags`,
      );
    return typeof item["title"] === "string" ? item["title"] : "";
  });
}

function mustBePosition(value: unknown, where: string): void {
  assert.ok(
    Array.isArray(value) && (value.length === 2 || value.length === 3),
    `${where}: a position`,
  );
  const [lon, lat]: unknown[] = value;
  assert.ok(typeof lon === "number" && Math.abs(lon) <= 180, `${where}: longitude first`);
  assert.ok(typeof lat === "number" && Math.abs(lat) <= 90, `${where}: then latitude`);
}

/** RFC 7946 §3.1.6: four positions or more, the last as the first; counter-clockwise outside, clockwise inside. */
function mustBeRings(value: unknown, where: string): void {
  assert.ok(Array.isArray(value) && value.length > 0, `${where}: rings`);
  for (const [at, ring] of value.entries()) {
    assert.ok(Array.isArray(ring) && ring.length >= 4, `${where}: a ring`);
    const places: [number, number][] = ring.map((one: unknown) => {
      mustBePosition(one, where);
      return Array.isArray(one) ? [Number(one[0]), Number(one[1])] : [0, 0];
    });
    assert.deepEqual(places[0], places.at(-1), `${where}: a ring is closed`);
    let area = 0;
    for (const [nth, [x, y]] of places.entries()) {
      const [x2, y2] = places[nth + 1] ?? [x, y];
      area += x * y2 - x2 * y;
    }
    assert.ok(at === 0 ? area >= 0 : area <= 0, `${where}: the right-hand rule`);
  }
}

function mustBeGeometry(value: unknown, where: string): void {
  if (value === null) return;
  const { type, coordinates } = objectOf(value, where);
  if (type === "Point") mustBePosition(coordinates, where);
  else if (type === "Polygon") mustBeRings(coordinates, where);
  else if (type === "MultiPolygon") {
    assert.ok(Array.isArray(coordinates), where);
    for (const one of coordinates) mustBeRings(one, where);
  } else assert.fail(`${where}: ${String(type)} is no geometry that we make`);
}

/** Throws an assertion that names what RFC 7946 forbids. Returns the features' properties. */
export function mustBeGeoJson(text: string): Json[] {
  const collection = objectOf(JSON.parse(text), "collection");
  assert.equal(collection["type"], "FeatureCollection");
  assert.equal(collection["crs"], undefined, "§4: no other coordinate system");
  assert.ok(Array.isArray(collection["features"]), "features");
  return collection["features"].map((given: unknown, at) => {
    const feature = objectOf(given, `feature ${at}`);
    assert.equal(feature["type"], "Feature");
    assert.ok("geometry" in feature && "properties" in feature, `feature ${at} has both members`);
    // §7.1: what belongs to another kind of object is in none.
    for (const name of ["coordinates", "geometries", "features"])
      assert.ok(!(name in feature), `feature ${at} has no ${name}`);
    mustBeGeometry(feature["geometry"], `feature ${at}`);
    return feature["properties"] === null ? {} : objectOf(feature["properties"], `feature ${at}`);
  });
}
