import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { PublishedDelivery } from "#publish";
import { KnownPosts } from "../src/newsroom/verify/known-posts.ts";
import { Seeded } from "../test/sim/seeded.ts";
import { numberFlag, sayAim, sayMachine, spread } from "./parts/figures.ts";

/**
 * `/verify` at the size of years: posts on four networks each, held in memory; questions by link, by whole text, as a
 * screenshot is read (a letter wrong here and there, the end cut off), and with false news in our own words.
 *   npm run bench verify -- [--posts 50000] [--questions 300]
 */
const posts = numberFlag("posts", 50_000);
const questions = numberFlag("questions", 300);
const random = new Seeded(numberFlag("seed", 1));
const networks = ["website", "facebook", "x", "mastodon"];
const pick = <T>(all: readonly T[]): T => all[Math.floor(random.next() * all.length)] as T;

const streets = words(
  "Mill Elm Oak Ford River Lincoln Falls Cedar Church Depot Maple Harbor Union Spring",
);
const what = words(
  "crash fire leak parade escape search burglary outage flood closure rescue theft",
);
const places = words(
  "library school mall bridge park station market clinic depot stadium farm pier",
);
const acts = [
  "Use another way and expect delays",
  "If you saw anything, call 911",
  "Officers are on the scene and ask you to stay away",
  "Traffic signals are out, treat it as a four-way stop",
  "Bring your questions and your bicycle",
  "No danger remains for residents",
];

function words(text: string): string[] {
  return text.split(" ");
}

function textOf(n: number): string {
  const at = `${pick(streets)} St and ${pick(streets)} Ave near the ${pick(places)}`;
  const hour = 1 + Math.floor(random.next() * 11);
  return `${pick(what)} at ${at} since ${hour}:${10 + (n % 50)} p.m., case ${n}. ${pick(acts)}. ${pick(acts)}. Next word by ${hour + 1} p.m. from Sergeant ${pick(streets)}${n % 97}.`;
}

function delivery(n: number, text: string, network: string): PublishedDelivery {
  const at = "2026-11-21T14:02:00.000000Z";
  return {
    id: `d${n}-${network}`,
    postId: `p${n}`,
    part: 0,
    version: 1,
    channelId: network,
    channel: `Riverside PD, ${network}`,
    network,
    remoteId: `${n}`,
    url: `https://${network}.example/riverside/${n}`,
    title: `Notice ${n}`,
    text,
    language: "en",
    correction: null,
    sentAt: at,
    recalledAt: null,
    isRecalled: false,
    changedAt: at,
  };
}

const lookalikes: Readonly<Record<string, string>> = { e: "c", o: "c", h: "n", t: "f", l: "t" };

/** A text as a machine reads it from a picture: one letter in a hundred is one that looks like it, the end is missing. */
function misread(text: string): string {
  const shown = text.slice(0, Math.floor(text.length * 0.8));
  return [...shown]
    .map((letter) => (random.next() < 0.01 ? (lookalikes[letter] ?? letter) : letter))
    .join("");
}

/** What somebody makes of ours to mislead: our words, with another place and another order to people. */
function forged(text: string): string {
  return text
    .replace(/at \w+ St/, "at Wharf St")
    .replace(/\. .*? Next/, ". Leave your homes now and go to the old airport. Next");
}

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

sayMachine();
const known = new KnownPosts("https://news.riverside.example");
collect();
const before = getHeapStatistics().used_heap_size;
const begun = performance.now();
const texts = Array.from({ length: posts }, (_one, n) => textOf(n));
texts.forEach((text, n) => {
  // From the database each delivery brings a text of its own.
  for (const network of networks) known.add(delivery(n, Buffer.from(text).toString(), network));
});
const readMs = performance.now() - begun;
collect();
const held = (getHeapStatistics().used_heap_size - before) / 1024 / 1024;
console.log(
  `${posts} posts on ${networks.length} networks: read in ${(readMs / 1_000).toFixed(1)} s, ${Math.round(held)} MB held`,
);

const kinds: readonly [string, (n: number) => string, boolean][] = [
  ["link", (n) => `https://x.example/riverside/${n}`, true],
  ["whole text", (n) => texts[n] ?? "", true],
  ["misread and cut off", (n) => misread(texts[n] ?? ""), true],
  ["forged", (n) => forged(texts[n] ?? ""), false],
];
let wrong = 0;
for (const [name, question, isOurs] of kinds) {
  const timesMs: number[] = [];
  let right = 0;
  for (let asked = 0; asked < questions; asked++) {
    const n = Math.floor(random.next() * posts);
    const text = question(n);
    const from = performance.now();
    const found = known.find(text);
    timesMs.push(performance.now() - from);
    const isRight = isOurs ? found.some(({ id }) => id === `p${n}`) : found.length === 0;
    if (isRight) right += 1;
    else if (!isOurs) wrong += 1;
  }
  console.log(`${name.padEnd(20)} ${spread(timesMs)}; ${right} of ${questions} answered rightly`);
}
sayAim("nothing forged is called ours", wrong === 0);
