import assert from "node:assert/strict";
import { XmlDocument, XmlElement } from "libxml2-wasm";

/** RSS 2.0 held to its specification (rssboard.org/rss-specification) and its profile's demand of a self link. */

const atom = "http://www.w3.org/2005/Atom";
const known = {
  channel:
    "title link description language copyright managingEditor webMaster pubDate lastBuildDate category generator docs cloud ttl image rating textInput skipHours skipDays item",
  item: "title link description author category comments enclosure guid pubDate source",
} as const;
/** RFC 822 with the four-digit year that the specification prefers. */
const date =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d (GMT|[+-]\d{4})$/;

function childrenOf(of: XmlElement): XmlElement[] {
  const children: XmlElement[] = [];
  for (let child = of.firstChild; child !== null; child = child.next)
    if (child instanceof XmlElement) children.push(child);
  return children;
}

function plainOf(of: XmlElement, within: keyof typeof known): Map<string, XmlElement[]> {
  const plain = childrenOf(of).filter(({ namespaceUri }) => namespaceUri === "");
  for (const { name } of plain)
    assert.ok(known[within].split(" ").includes(name), `${within}: ${name} is no element of RSS`);
  const by = Map.groupBy(plain, ({ name }) => name);
  for (const [name, all] of by)
    assert.ok(all.length === 1 || ["item", "category"].includes(name), `${within}: one ${name}`);
  return by;
}

function textOf(of: Map<string, XmlElement[]>, name: string): string | undefined {
  return of.get(name)?.[0]?.content;
}

function mustBeDate(text: string | undefined, where: string): void {
  if (text === undefined) return;
  assert.match(text, date, where);
  const day = new Date(text).toUTCString().slice(0, 3);
  assert.equal(text.slice(0, 3), day, `${where}: ${text} names its own day of the week`);
}

/** Throws an assertion that names what RSS 2.0 forbids. Returns the items' titles. */
export function mustBeRss(text: string): string[] {
  using document = XmlDocument.fromString(text);
  const { root } = document;
  assert.equal(root.name, "rss");
  assert.equal(root.attr("version")?.value, "2.0");
  const [channel, ...others] = childrenOf(root);
  assert.ok(channel?.name === "channel" && others.length === 0, "exactly one channel");
  const told = plainOf(channel, "channel");
  for (const name of ["title", "link", "description"])
    assert.notEqual((textOf(told, name) ?? "").trim(), "", `the channel has a ${name}`);
  assert.ok(URL.canParse(textOf(told, "link") ?? ""), "the channel's link is an address");
  for (const name of ["pubDate", "lastBuildDate"]) mustBeDate(textOf(told, name), name);
  const isSelf = childrenOf(channel).some(
    (one) => one.namespaceUri === atom && one.name === "link" && one.attr("rel")?.value === "self",
  );
  assert.ok(isSelf, "the channel links to itself");
  const guids = new Set<string>();
  return (told.get("item") ?? []).map((item, at) => {
    const said = plainOf(item, "item");
    const title = textOf(said, "title");
    assert.ok(title ?? textOf(said, "description"), `item ${at} has a title or a description`);
    const link = textOf(said, "link");
    assert.ok(link === undefined || URL.canParse(link), `item ${at}: its link is an address`);
    mustBeDate(textOf(said, "pubDate"), `item ${at}`);
    const [guid] = said.get("guid") ?? [];
    const id = guid?.content ?? "";
    assert.ok(id !== "" && !guids.has(id), `item ${at}: its guid is its own`);
    assert.ok(
      guid?.attr("isPermaLink")?.value === "false" || URL.canParse(id),
      `item ${at}: a permanent link is an address`,
    );
    guids.add(id);
    return title ?? "";
  });
}
