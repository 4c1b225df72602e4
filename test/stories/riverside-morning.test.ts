import assert from "node:assert/strict";
import { before, test } from "node:test";
import { hasBlueskyPds } from "../networks/bluesky.ts";
import { who } from "../worlds/riverside/people.ts";
import { drawn, pictures } from "../worlds/riverside/pictures.ts";
import { zone } from "../worlds/riverside/story.ts";
import { blueskyTexts, every, openDay, type Day, type Saved } from "./riverside-day.ts";

/**
 * Monday morning at Riverside PD, through the routes and on the networks: a true Bluesky server, a Mastodon
 * that keeps to its published interface, a true SMTP server, the practice network and our own site. Each test
 * goes on where the last one stopped; the clock is the story's.
 */
const skip = hasBlueskyPds ? false : "the Bluesky servers of test/peers are not installed";
let day: Day;
/** Posts by what they are about. */
const posts: Record<string, string> = {};

before(async () => {
  if (!skip) day = await openDay();
});

const closure = "Mill St is closed between 3rd and 5th Ave until noon. Use River Rd.";

test(
  "07:30 Dana writes the closure with a map and other words for the letter, and nothing leaves",
  { skip },
  async () => {
    day.hour("07:30");
    const dana = day.at(who.pio);
    const form = new FormData();
    form.set("file", new File([new Uint8Array(await drawn("millStClosed"))], "map.png"));
    const { sha256 } = await dana.act<{ sha256: string }>("POST", "/media", form);
    const content = {
      title: "Mill St closed",
      text: `${closure} https://riversidefalls.example/roads`,
      variants: {
        [day.channels["email"] ?? ""]: {
          title: "Mill St closed until noon",
          text: `Good morning.\n\n${closure}`,
        },
      },
      media: [{ sha256, alt: "" }],
      class: "traffic",
      purpose: "warn",
    };
    const saved = await dana.act<Saved>("POST", "/posts", {
      channels: Object.values(day.channels),
      ...content,
    });
    posts["closure"] = saved.post.id;
    assert.equal(
      await dana.refused("POST", `/posts/${saved.post.id}/submission`),
      "does-not-fit",
      "a picture without a description fits nowhere",
    );
    const described = {
      ...content,
      channels: Object.values(day.channels),
      media: [{ sha256, alt: pictures.millStClosed.alt }],
    };
    await dana.act("PUT", `/posts/${saved.post.id}`, { content: described, expected: saved.hash });
    await dana.act("POST", `/posts/${saved.post.id}/submission`);
    await day.turn();
    assert.deepEqual(
      await day.rows(saved.post.id),
      [],
      "A2: without an approval there is no delivery",
    );
    assert.equal(day.smtp.letters.length + day.mastodon.statuses.size, 0, "D1: no byte has left");
  },
);

test(
  "07:36 nobody approves the own post, nor a text that changed meanwhile; the sergeant approves what he saw",
  { skip },
  async () => {
    day.hour("07:36");
    const id = posts["closure"] ?? "";
    const dana = day.at(who.pio);
    const page = await dana.get<Saved & { content: { text: string } }>(`/posts/${id}`);
    assert.equal(
      await dana.refused("POST", `/posts/${id}/approval`, { hash: page.hash }),
      "not-your-role",
      "A2",
    );
    const text = page.content.text.replace("Use River Rd.", "Use River Rd or 7th Ave.");
    const edited = await dana.act<Saved>("PUT", `/posts/${id}`, {
      content: { ...page.content, text },
      expected: page.hash,
    });
    assert.equal(
      await day.at(who.sergeant).refused("POST", `/posts/${id}/approval`, { hash: page.hash }),
      "changed-meanwhile",
      "A3: what changed since it was on the screen is not approved",
    );
    await dana.act("POST", `/posts/${id}/submission`);
    await day.approve({ post: { id }, hash: edited.hash });
    await day.turn();
    assert.deepEqual(await day.states(id), every("sent"));
    assert.ok(
      (await day.rows(id)).every(({ remoteId }) => remoteId),
      "D2: every network gave its id",
    );
    assert.match((await blueskyTexts(day))[0] ?? "", /7th Ave/);
    assert.equal([...day.mastodon.media.values()][0]?.description, pictures.millStClosed.alt);
    assert.deepEqual(
      day.smtp.letters.map(({ to, headers }) => [to, headers.get("subject")]).sort(),
      [
        ["ana@example.test", "Mill St closed until noon"],
        ["jo@example.test", "Mill St closed until noon"],
      ],
    );
    assert.match(
      await (await fetch(day.origin)).text(),
      /Mill St closed/,
      "it stands in the newsroom",
    );
  },
);

test(
  "08:10 a trainee's post waits for a sergeant, and goes out at its time on the wall clock",
  { skip },
  async () => {
    day.hour("08:10");
    const monday = day.clock.now().toZonedDateTimeISO(zone).toPlainDate().toString();
    const kenji = day.at(who.specialist);
    const saved = await day.write(who.specialist, {
      title: "Coffee on Thursday",
      text: "Coffee with a cop on Thursday at 8.",
      class: "event",
      publish: { when: "at", local: `${monday}T09:00`, zone },
    });
    posts["coffee"] = saved.post.id;
    const own = { hash: saved.hash, reason: "I am in a hurry this morning." };
    assert.equal(
      await kenji.refused("POST", `/posts/${saved.post.id}/approval`, own),
      "not-your-role",
      "A2",
    );
    assert.equal(
      await kenji.refused("POST", `/posts/${saved.post.id}/break-glass`, own),
      "not-your-role",
      "A4",
    );
    await day.approve(saved);
    day.hour("08:59");
    await day.turn();
    assert.deepEqual(await day.states(saved.post.id), every("waiting"), "not before its time");
    day.hour("09:00");
    await day.turn();
    assert.deepEqual(await day.states(saved.post.id), every("sent"));
  },
);

test(
  "09:20 one network is out of order and one loses its answer; each is settled without a second post",
  { skip },
  async () => {
    day.hour("09:20");
    const saved = await day.write(who.officer, {
      text: "The detour over 7th Ave is marked now.",
      class: "traffic",
    });
    posts["detour"] = saved.post.id;
    await day.approve(saved);
    day.mastodon.fail({ outOfOrder: true });
    day.practice.control({ resetAfterAcceptRate: 1 });
    const letters = day.smtp.letters.length;
    await day.turn();
    assert.deepEqual(await day.states(saved.post.id), {
      ...every("sent"),
      mastodon: "waiting",
      sandbox: "unconfirmed",
    });
    day.mastodon.fail({});
    day.practice.control({ resetAfterAcceptRate: 0 });
    day.clock.advance(40_000);
    await day.turn();
    assert.deepEqual(await day.states(saved.post.id), every("sent"));
    const rows = await day.rows(saved.post.id);
    const tries = Object.fromEntries(rows.map((row) => [row.network, row.tries]));
    assert.deepEqual(
      tries,
      { bluesky: 1, email: 1, mastodon: 2, sandbox: 1, website: 1 },
      "the retry touched only what failed",
    );
    const settled = rows.find((row) => row.network === "sandbox");
    assert.equal(settled?.reason, "found on the network", "D3: settled by the timeline");
    const standing = [...day.practice.state.posts.values()].filter(({ text }) =>
      text.includes("detour"),
    );
    assert.deepEqual(
      standing.map(({ id }) => id),
      [settled?.remoteId],
      "D3: it stands there once",
    );
    assert.equal(day.smtp.letters.length - letters, 2, "D3: nobody got a second letter");
  },
);

test(
  "10:10 a correction takes the place of the words on every network that can, after a new approval",
  { skip },
  async () => {
    day.hour("10:10");
    const id = posts["closure"] ?? "";
    const dana = day.at(who.pio);
    const page = await dana.get<Saved & { content: { text: string } }>(`/posts/${id}`);
    const first = await day.rows(id);
    const content = {
      ...page.content,
      text: page.content.text.replace("noon", "2 p.m."),
      variants: {},
    };
    const edited = await dana.act<Saved>("PUT", `/posts/${id}`, { content, expected: page.hash });
    await day.turn();
    assert.equal(
      (await blueskyTexts(day)).filter((text) => text.includes("2 p.m.")).length,
      0,
      "A3: not before a new approval",
    );
    await dana.act("POST", `/posts/${id}/submission`);
    await day.approve({ post: { id }, hash: edited.hash });
    await day.turn();
    assert.deepEqual(await day.states(id), every("sent"));
    const before = new Map(first.map((row) => [row.network, row.remoteId]));
    const now = new Map((await day.newest(id)).map((row) => [row.network, row.remoteId]));
    for (const network of ["mastodon", "sandbox", "website"])
      assert.equal(now.get(network), before.get(network), `${network} was edited in place`);
    const onBluesky = (await blueskyTexts(day)).filter((text) => text.includes("Mill St"));
    assert.deepEqual(
      onBluesky.map((text) => /noon|2 p\.m\./.exec(text)?.[0]),
      ["2 p.m."],
      "the old words are gone",
    );
  },
);
