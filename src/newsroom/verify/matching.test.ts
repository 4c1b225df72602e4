import assert from "node:assert/strict";
import { test } from "node:test";
import type { PublishedDelivery } from "#publish";
import { addressOf } from "./address-of.ts";
import { KnownPosts } from "./known-posts.ts";

const texts = [
  "Mill St closed\nMill St is closed between 3rd and 7th Ave after a water main break. Use River Rd. Next update at 4 p.m.",
  "Missing: Ana Flores, 9\nAna Flores, 9 years old, was last seen at 3:15 p.m. near Lincoln Elementary. She wears a red jacket and blue jeans. If you see her, call 911.",
  "Evacuate Northside Farms now. The levee at Falls Pkwy has failed. Go east on Route 9 to the high school. Do not drive through water.",
  "Arrest in the Oak St burglaries. A 34-year-old man was arrested on Tuesday. He is presumed innocent unless proven guilty in court.",
  "Coffee with a cop on Saturday, December 5, from 9 to 11 a.m. at the Old Town library. Bring your questions about traffic and bicycles.",
  "Cierre de Mill St. La calle Mill está cerrada entre la 3ª y la 7ª avenida por una fuga de agua. Use River Rd. Próxima información a las 4 p.m.",
  "Lost: one brown glove.",
];
const posts = new KnownPosts("https://news.riverside.example");
texts.forEach((text, at) => posts.add(delivery(at, text)));

function delivery(at: number, text: string): PublishedDelivery {
  return {
    id: `d${at}`,
    postId: `p${at}`,
    part: 0,
    version: 1,
    channelId: "c",
    channel: "Riverside PD, Mastodon",
    network: "mastodon",
    remoteId: String(at),
    url: `https://social.example/@riverside/1000${at}`,
    title: "",
    text,
    language: "en",
    correction: null,
    sentAt: "2026-11-21T14:02:00.000000Z",
    recalledAt: null,
    isRecalled: false,
    changedAt: "2026-11-21T14:02:00.000000Z",
  };
}

function idsOf(question: string): string[] {
  return posts.find(question).map(({ id }) => id);
}

test("a post is found by its words, cut off, in a screenshot's frame, without accents or case", () => {
  assert.deepEqual(idsOf(texts[0] ?? ""), ["p0"]);
  assert.deepEqual(idsOf("MILL ST IS CLOSED BETWEEN 3RD AND 7TH AVE AFTER A WATER MAIN BREAK"), [
    "p0",
  ]);
  assert.deepEqual(idsOf(`Follow\n3h\n${texts[1]}\n12 Likes 4 Reposts Reply Share`), ["p1"]);
  assert.deepEqual(
    idsOf(
      "Evacuate Northside Farms now. The levee at Falls Pkwy has failed. Go east on Ro… See more",
    ),
    ["p2"],
  );
  assert.deepEqual(
    idsOf("La calle Mill esta cerrada entre la 3a y la 7a avenida por una fuga de agua. Ver más"),
    ["p5"],
  );
  assert.deepEqual(idsOf("lost one brown glove"), ["p6"], "a whole short post");
});

test("a headline alone is found whole, and neither cut, nor changed, nor when it is anybody's phrase", () => {
  const known = new KnownPosts("https://news.riverside.example");
  const headline = "Gas smell at Mill St and 5th Ave: stay away";
  known.add({ ...delivery(90, "Leave the block now."), title: headline });
  known.add({ ...delivery(91, "To everybody who came."), title: "Thank you all" });
  const found = (question: string) => known.find(question).map(({ id }) => id);
  assert.deepEqual(found(headline), ["p90"]);
  assert.deepEqual(found("GAS SMELL AT MILL ST AND 5TH AVE: STAY AWAY"), ["p90"]);
  assert.deepEqual(found("Gas smell at Mill St"), []);
  assert.deepEqual(found("Gas smell at Mill St and 6th Ave: stay away"), []);
  assert.deepEqual(found("Thank you all"), []);
});

test("a link is found in every spelling, and nobody else's", () => {
  assert.deepEqual(idsOf("https://social.example/@riverside/10000"), ["p0"]);
  assert.deepEqual(idsOf("http://www.social.example/@riverside/10000/?utm_source=x#top"), ["p0"]);
  assert.deepEqual(idsOf("social.example/@riverside/10000"), ["p0"]);
  assert.deepEqual(idsOf("https://social.example.evil.test/@riverside/10000"), []);
  assert.deepEqual(idsOf("https://evil.test/?u=https://social.example/@riverside/10000"), []);
  assert.equal(
    addressOf("https://mobile.twitter.com/RiversidePD/status/1?s=20"),
    "x.com/RiversidePD/status/1",
  );
  assert.equal(addressOf("https://youtu.be/AbC?si=1"), "youtube.com/watch?v=AbC");
  assert.equal(addressOf("Mill St. closed"), undefined);
});

/** What others made of our posts, and what others say: none may be called ours. */
const impostors = [
  "Mill St is open between 3rd and 7th Ave after a water main break. Use River Rd. Next update at 4 p.m.",
  "Mill St is not closed between 3rd and 7th Ave after a water main break. Use River Rd.",
  "Mill St is closed between 3rd and 9th Ave after a water main break. Use River Rd. Next update at 4 p.m.",
  "Mill St is closed between 3rd and 7th Ave after a bomb threat. Use River Rd. Next update at 4 p.m.",
  "Ana Flores, 9 years old, was last seen at 3:15 p.m. near Lincoln Elementary. She wears a red jacket and blue jeans. If you see her, call 555-0199.",
  "Ana Flores, 9 years old, was last seen at 3:15 p.m. near Lincoln Elementary. She wears a red jacket and blue jeans. Donate at help-ana.example",
  "Bea Flores, 9 years old, was last seen at 3:15 p.m. near Lincoln Elementary. She wears a red jacket and blue jeans. If you see her, call 911.",
  "Evacuate Northside Farms now. The levee at Falls Pkwy has failed. Go west on Route 9 to the high school. Do not drive through water.",
  "Evacuate Northside Farms now. The levee at Falls Pkwy has failed. Go east on Route 9 to the high school. Drive through water.",
  "Do not evacuate Northside Farms now. The levee at Falls Pkwy has failed. Go east on Route 9 to the high school.",
  "A 34-year-old man was arrested on Tuesday. He is guilty in court. Arrest in the Oak St burglaries.",
  "A 43-year-old man was arrested on Tuesday. He is presumed innocent unless proven guilty in court.",
  "Coffee with a cop on Saturday, December 5, from 9 to 11 a.m. at the Old Town library. Send $20 to hold your seat.",
  "Coffee with a cop on Saturday, December 12, from 9 to 11 a.m. at the Old Town library.",
  "La calle Mill está abierta entre la 3ª y la 7ª avenida por una fuga de agua. Use River Rd.",
  "closed",
  "911",
  "If you see her, call 911.",
  "",
  "!!!",
  "Use River Rd. Next update",
  "Your parcel waits. Pay $1.99 at post.example to have it delivered today.",
  "He is presumed innocent unless proven guilty.",
  "Lost: one brown dog.",
];

test("a changed number, name, address or turning word makes it nobody's: not one is called ours", () => {
  for (const text of impostors) assert.deepEqual(idsOf(text), [], text);
});

test("characters misread by recognition: most are found, and never a wrong one", () => {
  const long = texts.slice(0, 6);
  const figures = [0.01, 0.02, 0.04].map((rate) => {
    let found = 0;
    let tried = 0;
    for (let seed = 1; seed <= 40; seed++)
      long.forEach((text, at) => {
        const ids = idsOf(misread(text, rate, seed * 31 + at));
        assert.ok(ids.length === 0 || ids.includes(`p${at}`), `taken for another: ${ids.join()}`);
        tried += 1;
        found += ids.length > 0 ? 1 : 0;
      });
    return found / tried;
  });
  console.log(
    `found at 1, 2 and 4 % wrong characters: ${figures.map((one) => one.toFixed(2)).join(", ")}`,
  );
  assert.ok((figures[0] ?? 0) >= 0.85, `${figures[0]}`);
  assert.ok((figures[1] ?? 0) >= 0.7, `${figures[1]}`);
});

/** What recognition does: letters for like ones mostly, some lost, some doubled. */
function misread(text: string, rate: number, seed: number): string {
  let state = seed;
  const next = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const like: Record<string, string> = {
    o: "0",
    l: "1",
    i: "l",
    s: "5",
    e: "c",
    a: "o",
    m: "rn",
    t: "f",
    n: "h",
    u: "v",
    O: "0",
    S: "5",
  };
  return [...text]
    .map((one) => {
      if (/\s|\d/.test(one) || next() > rate) return one;
      const kind = next();
      if (kind < 0.7) return like[one] ?? one;
      return kind < 0.85 ? "" : one + one;
    })
    .join("");
}
