import { xml } from "../feeds.ts";
import type { SiteFacts } from "../site-facts.ts";
import { alertPath, type AlertFacts } from "./alert-facts.ts";

const feedMax = 100;

/** The files beside the pages: a feed of every message, and each message as CAP. */
export function alertFiles(facts: SiteFacts, { alerts }: AlertFacts) {
  const caps = alerts.flatMap((alert) => [
    ...alert.messages.slice(0, 1).map(({ cap }) => ({ path: `${alertPath(alert)}.cap`, cap })),
    ...alert.messages.map(({ number, cap }) => ({
      path: `${alertPath(alert)}/${number}.cap`,
      cap,
    })),
  ]);
  return [
    {
      path: "/alerts/feed.atom",
      type: "application/atom+xml; charset=utf-8",
      text: alertAtom(facts, { alerts, beats: [] }),
    },
    ...caps.map(({ path, cap }) => ({
      path,
      type: "application/cap+xml; charset=utf-8",
      text: cap,
    })),
  ];
}

function seconds(at: string): string {
  return at.replace(/\.\d+Z$/, "Z");
}

/** RFC 4287. A message never changes once it is out; each is an entry, its CAP file beside it. */
function alertAtom({ agency, origin }: SiteFacts, { alerts }: AlertFacts): string {
  const messages = alerts
    .flatMap((alert) => alert.messages.map((message) => ({ alert, message })))
    .sort((a, b) => (a.message.issuedAt < b.message.issuedAt ? 1 : -1))
    .slice(0, feedMax);
  const updated = messages[0]?.message.issuedAt ?? "1970-01-01T00:00:00Z";
  const entries = messages.map(({ alert, message }) => {
    const [said] = message.content.sayings;
    const address = `${origin}${alertPath(alert)}`;
    const words = [said?.description, said?.instruction].filter(Boolean).join("\n\n");
    return `<entry>
<id>urn:uuid:${message.id}</id><title xml:lang="${xml(said?.language ?? "en")}">${xml(said?.headline ?? "")}</title>
<link rel="alternate" type="text/html" href="${xml(address)}"/><link rel="related" type="application/cap+xml" href="${xml(`${address}/${message.number}.cap`)}"/>
<published>${seconds(message.issuedAt)}</published><updated>${seconds(message.issuedAt)}</updated>
<category term="${message.type}"/><content type="text" xml:lang="${xml(said?.language ?? "en")}">${xml(words)}</content>
</entry>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${agency.language}">
<id>${xml(`${origin}/alerts/feed.atom`)}</id><title>${xml(`${agency.name}: alerts`)}</title><updated>${seconds(updated)}</updated>
<author><name>${xml(agency.name)}</name></author>
<link rel="self" type="application/atom+xml" href="${xml(origin)}/alerts/feed.atom"/><link rel="alternate" type="text/html" href="${xml(origin)}/alerts"/>
${entries.join("\n")}
</feed>
`;
}
