import type { PublicCall } from "#blotter";
import { xml } from "../feeds.ts";
import { hubPath } from "../websub/hub-path.ts";
import type { SiteFacts } from "../site-facts.ts";
import type { BeatFacts } from "./beat-facts.ts";
import { eventCalendar } from "../events/event-feeds.ts";
import { beatWords } from "./beat-words.ts";

const feedMax = 100;

/** "Car break-in, 1200 block of Mill St" */
function titleOf({ label, block }: PublicCall, beat: BeatFacts): string {
  const what = label["en"] ?? Object.values(label)[0] ?? "";
  return `${what}, ${block ?? beatWords.en.title(beat.code, beat.name)}`;
}

function seconds(at: string): string {
  return at.replace(/\.\d+Z$/, "Z");
}

function newest(beat: BeatFacts): readonly PublicCall[] {
  return beat.shown.slice(0, feedMax);
}

/** A beat's feeds, each with its address and type. */
export function beatFeeds(facts: SiteFacts, beat: BeatFacts) {
  const file = (ending: string, type: string, text: string) => ({
    path: `${beat.path}${ending}`,
    type,
    text,
  });
  return [
    file(".atom", "application/atom+xml", beatAtom(facts, beat)),
    file(".json", "application/feed+json", beatJson(facts, beat)),
    file(".geojson", "application/geo+json", beatGeoJson(beat)),
    file(".ics", "text/calendar", beatCalendar(facts, beat)),
  ];
}

/** RFC 4287. A call that is taken back is in the feed no more; its id is its own for good. */
function beatAtom({ agency, origin }: SiteFacts, beat: BeatFacts): string {
  const calls = newest(beat);
  const updated =
    calls
      .map(({ shownAt }) => shownAt)
      .sort()
      .at(-1) ?? "1970-01-01T00:00:00Z";
  const title = `${agency.shortName}, ${beatWords.en.title(beat.code, beat.name)}`;
  const entries = calls.map(
    (call) => `<entry>
<id>urn:uuid:${call.id}</id><title>${xml(titleOf(call, beat))}</title><link rel="alternate" href="${xml(`${origin}${beat.path}`)}"/>
<published>${seconds(call.takenAt)}</published><updated>${seconds(call.shownAt)}</updated><category term="${xml(call.kind)}"/>
<summary>${xml(titleOf(call, beat))}</summary>
</entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>urn:uuid:${beat.id}</id><title>${xml(title)}</title><updated>${seconds(updated)}</updated>
<author><name>${xml(agency.name)}</name></author>
<link rel="hub" href="${xml(`${origin}${hubPath}`)}"/><link rel="self" href="${xml(`${origin}${beat.path}.atom`)}"/><link rel="alternate" href="${xml(`${origin}${beat.path}`)}"/>
${entries.join("\n")}
</feed>
`;
}

/** JSON Feed 1.1. */
function beatJson({ agency, origin }: SiteFacts, beat: BeatFacts): string {
  return `${JSON.stringify(
    {
      version: "https://jsonfeed.org/version/1.1",
      title: `${agency.shortName}, ${beatWords.en.title(beat.code, beat.name)}`,
      home_page_url: `${origin}${beat.path}`,
      feed_url: `${origin}${beat.path}.json`,
      hubs: [{ type: "WebSub", url: `${origin}${hubPath}` }],
      language: "en",
      items: newest(beat).map((call) => ({
        id: `urn:uuid:${call.id}`,
        url: `${origin}${beat.path}#${call.id}`,
        title: titleOf(call, beat),
        content_text: titleOf(call, beat),
        date_published: seconds(call.takenAt),
        date_modified: seconds(call.shownAt),
        tags: [call.kind],
      })),
    },
    null,
    1,
  )}\n`;
}

/** RFC 7946: the calls whose block is told, each at the middle of its cell. */
function beatGeoJson(beat: BeatFacts): string {
  return `${JSON.stringify({
    type: "FeatureCollection",
    features: beat.shown.flatMap(({ id, point, kind, label, block, takenAt }) =>
      point
        ? [
            {
              type: "Feature",
              id: `urn:uuid:${id}`,
              geometry: { type: "Point", coordinates: [point.lon, point.lat] },
              properties: { kind, label: label["en"] ?? kind, block, takenAt: seconds(takenAt) },
            },
          ]
        : [],
    ),
  })}\n`;
}

/** Where the beat's officers can be met. */
function beatCalendar(facts: SiteFacts, { id, code, name }: BeatFacts): string {
  const events = facts.events.filter(({ beats }) => beats.includes(id));
  return eventCalendar(facts, events, (language) => beatWords[language].title(code, name));
}
