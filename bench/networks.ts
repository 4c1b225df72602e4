import sharp from "sharp";
import { addMedia, addVideo, writeCaptions } from "#media";
import { asSystem } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { Seeded } from "../test/sim/seeded.ts";
import { madeVideo } from "../test/moving-pictures.ts";
import type { PostContent } from "#publish";
import { openDesk, type Desk } from "./parts/desk.ts";
import { numberFlag, pause, quantile, sayAim, sayMachine } from "./parts/figures.ts";
import { startNetworks, type Networks, type Place } from "./parts/networks.ts";
import { freePort, Program } from "./parts/program.ts";

/**
 * Every network at once, each a server by its published rules (Bluesky's the true one). First: posts due everywhere in
 * the same second, and how long after it each network had confirmed its own. Then kill -9 within 300 ms of a burst,
 * while a third of the networks take a post and reset the connection. Numbers are small because networks' quotas are.
 *   npm run bench networks -- [--posts 10] [--rounds 4] [--kills 6] [--seed 1]
 */
const posts = numberFlag("posts", 10);
const rounds = numberFlag("rounds", 4);
const kills = numberFlag("kills", 6);
const random = new Seeded(numberFlag("seed", 1));
const killWithinMs = 300;
const videosMax = 2;

sayMachine();
await inWorld(dispatch);
const outcomes: Outcome[] = [];
for (let round = 0; round < rounds; round++)
  await inWorld(async (world) => void outcomes.push(await crash(world, round)));
sayCrashes(outcomes);

interface World {
  program: Program;
  networks: Networks;
  desk: Desk;
  names: ReadonlyMap<string, string>;
  /** One text for every network, with what each must carry; answers how many deliveries that makes. */
  post(text: string, local?: string): Promise<number>;
}

/** A program, an agency and servers of its own: what a round used up of a quota hinders no other. */
async function inWorld(act: (world: World) => Promise<void>): Promise<void> {
  const networks = await startNetworks();
  const port = await freePort();
  const program = new Program(port, {
    command: "serve",
    // Networks fetch pictures from us: that address is on this machine too.
    allowPrivate: `${networks.hosts},127.0.0.1:${port}`,
  });
  try {
    await program.start();
    const connections = networks.places.map(({ network, input }) => ({
      network,
      name: network,
      input,
    }));
    await using desk = await openDesk(program, { hosts: networks.hosts, connections });
    const media = await mediaOf(desk);
    const names = new Map(
      networks.places.map(({ network }, at) => [desk.channels[at] ?? "", network]),
    );
    let videos = 0;
    const post = async (text: string, local?: string) => {
      let deliveries = 0;
      for (const carries of ["text", "picture", "video"] as const) {
        // YouTube's quota is four videos a day, and the last is kept for life safety.
        if (carries === "video" && (videos += 1) > videosMax) continue;
        const channels = networks.places.flatMap((place, at) =>
          place.carries === carries ? (desk.channels[at] ?? []) : [],
        );
        deliveries += channels.length;
        const publish = local && { publish: { when: "at" as const, local, zone: "UTC" } };
        await desk.approved({ text, title: text, channels, media: media[carries], ...publish });
      }
      return deliveries;
    };
    await act({ program, networks, desk, names, post });
  } finally {
    await program.remove();
    await networks.stop();
  }
}

async function mediaOf({ author }: Desk): Promise<Record<Place["carries"], PostContent["media"]>> {
  const bytes = await sharp({
    create: { width: 600, height: 600, channels: 3, background: "#123" },
  })
    .jpeg()
    .toBuffer();
  const picture = await addMedia(author, { name: "mill.jpg", bytes });
  const film = await madeVideo({ seconds: 6 });
  async function* body() {
    yield film;
  }
  const video = await addVideo(author, { name: "chief.mp4", body: body() });
  const track = [{ start: 0, end: 4, text: "Mill Street is closed." }];
  const of = { videoSha256: video.sha256, language: "en", track };
  const { sha256 } = await writeCaptions(author, of);
  return {
    text: [],
    picture: [{ sha256: picture.sha256, alt: "A map of the closed stretch" }],
    video: [
      { sha256: video.sha256, alt: "The chief speaks", captions: { sha256, language: "en" } },
    ],
  };
}

async function dispatch({ networks, desk, names, post }: World): Promise<void> {
  const minute = 60_000;
  const due = Math.ceil((Date.now() + 25_000) / minute) * minute;
  const local = new Date(due).toISOString().slice(0, 16);
  for (let n = 0; n < posts; n++) await post(`Due ${n}`, local);
  await pause(due - Date.now());
  await calm(desk, 180);
  const rows = await deliveriesIn(desk);
  const texts = await networks.texts();
  const verdict = judge(names, rows, texts);
  console.log(`${rows.length} deliveries on ${networks.places.length} networks, due at once`);
  for (const { network } of networks.places) {
    const late = rows
      .filter((row) => names.get(row.channel_id) === network && row.sent_at !== null)
      .map((row) => Number(row.sent_at) * 1_000 - due);
    const [middle, last] = [quantile(late, 0.5), quantile(late, 1)];
    console.log(
      `${network.padEnd(10)} confirmed after p50 ${Math.round(middle)} ms, max ${Math.round(last)} ms`,
    );
  }
  sayAim(
    `${verdict.lost} lost, ${verdict.doubled} doubled, ${verdict.asked.length} asked, ${verdict.other.length} otherwise`,
    verdict.lost + verdict.doubled + verdict.asked.length + verdict.other.length === 0,
  );
  for (const one of verdict.other) console.log(`  ${one}`);
}

interface Row extends Record<string, unknown> {
  channel_id: string;
  state: string;
  reason: string | null;
  text: string;
  sent_at: string | null;
}

function deliveriesIn(desk: Desk): Promise<Row[]> {
  return query<Row>(
    desk,
    `select channel_id::text, state, reason, payload ->> 'text' as text,
            extract(epoch from sent_at)::text as sent_at from deliveries`,
  );
}

function query<R extends Record<string, unknown>>(desk: Desk, text: string): Promise<R[]> {
  return read(asSystem(desk.ctx, "bench", null), (tx) => tx.tx.raw<R>(text, []));
}

interface Verdict {
  lost: number;
  doubled: number;
  /** Networks whose deliveries a person was asked about. */
  asked: string[];
  /** Believed sent and not there, or the other way round; and what ended in any other state. */
  other: string[];
}

/** Compares what the program believes with what stands on each network. */
function judge(
  names: ReadonlyMap<string, string>,
  rows: readonly Row[],
  texts: ReadonlyMap<string, readonly string[]>,
): Verdict {
  const verdict: Verdict = { lost: 0, doubled: 0, asked: [], other: [] };
  for (const { channel_id, state, reason, text } of rows) {
    const network = names.get(channel_id) ?? "";
    const count = texts.get(network)?.filter((one) => one === text).length ?? 0;
    if (count > 1) verdict.doubled += 1;
    if (state === "asked") verdict.asked.push(network);
    else if (state === "sent" && count === 0) verdict.lost += 1;
    else if (state !== "sent")
      verdict.other.push(`${network}: ${state}, ${count} there: ${reason}`);
  }
  return verdict;
}

interface Outcome extends Verdict {
  deliveries: number;
  cutOff: number;
  settledMs: number;
}

async function crash({ program, networks, desk, names, post }: World, round: number) {
  const able = networks.places.filter(({ canLose }) => canLose).map(({ network }) => network);
  let [cutOff, deliveries] = [0, 0];
  for (let kill = 0; kill < kills; kill++) {
    await networks.lose(able.filter(() => random.next() < 1 / 3));
    deliveries += await post(`Burst ${round * kills + kill}`);
    await pause(random.next() * killWithinMs);
    await program.stop("SIGKILL");
    const cut = "select count(*) as count from deliveries where state = 'sending'";
    cutOff += Number((await query<{ count: string }>(desk, cut))[0]?.count);
    await program.start();
    await pause(random.next() * 1_000);
  }
  await networks.lose([]);
  const since = performance.now();
  await calm(desk, 120);
  const settledMs = performance.now() - since;
  const rows = await deliveriesIn(desk);
  const verdict = judge(names, rows, await networks.texts());
  verdict.lost += deliveries - rows.length;
  return { ...verdict, deliveries, cutOff, settledMs };
}

/** Waits until nothing is under way any more. */
async function calm(desk: Desk, secondsMax: number): Promise<void> {
  const open =
    "select 1 from deliveries where state in ('waiting', 'sending', 'unconfirmed') limit 1";
  for (let waited = 0; waited < secondsMax * 4 && (await query(desk, open)).length > 0; waited++)
    await pause(250);
}

function sayCrashes(all: readonly Outcome[]): void {
  const sum = (of: (one: Outcome) => number) => all.reduce((total, one) => total + of(one), 0);
  const other = all.flatMap((one) => one.other);
  console.log(
    `${all.length * kills} kills, ${sum((one) => one.deliveries)} deliveries, ${sum((one) => one.cutOff)} cut off in the act, ${sum((one) => one.asked.length)} asked (${[...new Set(all.flatMap((one) => one.asked))].join(", ")}); all settled within ${Math.round(Math.max(...all.map((one) => one.settledMs)) / 1_000)} s of the last answer lost`,
  );
  const [lost, doubled] = [sum((one) => one.lost), sum((one) => one.doubled)];
  sayAim(
    `${lost} lost, ${doubled} doubled, ${other.length} in another state`,
    lost + doubled + other.length === 0,
  );
  for (const one of other) console.log(`  ${one}`);
}
