import type { Agency } from "#agency";
import type { ReadingRoom } from "#records";
import { xml } from "../feeds.ts";

/** RFC 4287: what was published, newest first. Ids are the publications' own, so that a moved site keeps its entries. */
export function roomFeed(agency: Agency, origin: string, { publications }: ReadingRoom): string {
  const room = `${origin}/records/reading-room`;
  const entries = publications.map(
    ({ id, number, title, summary, at }) => `<entry>
<id>urn:uuid:${id}</id><title>${xml(`${number}: ${title}`)}</title><updated>${at}</updated><published>${at}</published>
<link rel="alternate" href="${xml(`${room}#p-${id}`)}"/><link rel="enclosure" type="application/zip" href="${xml(`${room}/${id}.zip`)}"/>
<summary type="text">${xml(summary)}</summary>
</entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>${xml(`${room}/feed.atom`)}</id><title>${xml(`${agency.name}: reading room`)}</title><updated>${publications[0]?.at ?? "1970-01-01T00:00:00Z"}</updated>
<author><name>${xml(agency.name)}</name></author>
<link rel="self" href="${xml(`${room}/feed.atom`)}"/><link rel="alternate" href="${xml(room)}"/>
${entries.join("\n")}
</feed>
`;
}
