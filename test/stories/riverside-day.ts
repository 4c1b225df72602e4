import assert from "node:assert/strict";
import { join } from "node:path";
import { LogKeeper } from "#archive";
import { claimAndSend } from "#publish";
import { systemClock, type Temporal } from "#platform/clock.ts";
import { asSystem } from "#platform/context.ts";
import { relayOnce } from "#platform/happenings.ts";
import { closeServer, listen } from "#platform/http/server.ts";
import { settleUnconfirmed } from "../../src/publish/settling.ts";
import { openSandboxNetwork, type SandboxNetwork } from "../../src/channels/sandbox/network.ts";
import { publicSite } from "../../src/slices.ts";
import { startBlueskyPds, type BlueskyAccount, type BlueskyPds } from "../networks/bluesky.ts";
import { startMastodon, type MastodonServer } from "../networks/mastodon.ts";
import { startSmtp, type SmtpPeer } from "../networks/smtp.ts";
import { atEnd, openTestBeat, type TestBeat } from "../openbeat.ts";
import { who } from "../worlds/riverside/people.ts";
import { foundRiverside } from "../worlds/riverside/riverside.ts";
import { Story, zone } from "../worlds/riverside/story.ts";
import { knownSecrets } from "../worlds/secrets.ts";
import { StoryClock } from "../worlds/world.ts";
import { AtTheConsole } from "./at-the-console.ts";

export interface DeliveryRow {
  id: string;
  version: number;
  channelId: string;
  network: string;
  state: string;
  tries: number;
  reason: string | null;
  remoteId: string | null;
}

/** Riverside PD on a Monday that has passed, on five networks that are true or keep to what is published. */
export interface Day {
  beat: TestBeat;
  story: Story;
  clock: StoryClock;
  pds: BlueskyPds;
  bluesky: BlueskyAccount;
  mastodon: MastodonServer;
  smtp: SmtpPeer;
  practice: SandboxNetwork;
  /** The newsroom's address. */
  origin: string;
  /** Channel ids by network. */
  channels: Record<string, string>;
  mastodonToken: string;
  at(email: string): AtTheConsole;
  /** Puts the clock to this time of the day. */
  hour(time: string): void;
  /** What the background does by itself: send, recall, settle, tell the news, seal the record. */
  turn(): Promise<void>;
  rows(postId: string): Promise<DeliveryRow[]>;
  /** Written for all channels and handed in, each through its route. */
  write(email: string, content: object): Promise<Saved>;
  approve(saved: Saved, email?: string): Promise<void>;
  /** Where the newest version stands, by network. */
  states(postId: string): Promise<Record<string, string>>;
  newest(postId: string): Promise<DeliveryRow[]>;
}

export interface Saved {
  post: { id: string };
  hash: string;
}

const everywhere = ["bluesky", "email", "mastodon", "sandbox", "website"];

/** The same state on all five. */
export function every(state: string): Record<string, string> {
  return Object.fromEntries(everywhere.map((one) => [one, state]));
}

/** `more` are networks of the story's own, at `host:port`; the day begins at `begins`. */
export async function openDay(more: readonly string[] = [], begins = "07:00"): Promise<Day> {
  const clock = new StoryClock(mondayAt(begins).subtract({ hours: 72 }));
  const [pds, mastodon, smtp, practice] = await Promise.all([
    startBlueskyPds(),
    startMastodon(),
    startSmtp(),
    openSandboxNetwork({ now: () => clock.now().epochMilliseconds }),
  ]);
  for (const peer of [pds, mastodon, smtp, practice])
    atEnd(async () => peer[Symbol.asyncDispose]());
  const relay = `${smtp.host}:${smtp.port}`;
  const allowPrivate = [pds.host, new URL(mastodon.url).host, relay, practice.host, ...more];
  const beat = await openTestBeat({ clock, allowPrivate });
  const story = new Story(beat.assembly, clock, practice);
  await foundRiverside(story);
  clock.set(mondayAt(begins));
  const secrets = knownSecrets(beat.dataFolder);
  assert.ok(secrets);
  const desks = new Map<string, AtTheConsole>();
  const at = (email: string) => {
    const desk = desks.get(email) ?? new AtTheConsole(beat.assembly, email, secrets, clock);
    desks.set(email, desk);
    return desk;
  };
  const bluesky = await pds.createAccount("riverside");
  const peers = { pds, bluesky, mastodon, smtp, practice };
  const mastodonToken = mastodon.createUser("riverside").token;
  const channels = await connectAll(at(who.administrator), { ...peers, mastodonToken });
  const rows = async (postId: string) =>
    (await at(who.chief).get<{ deliveries: DeliveryRow[] }>(`/posts/${postId}`)).deliveries;
  return {
    ...acts(at, Object.values(channels), rows),
    rows,
    ...peers,
    mastodonToken,
    beat,
    story,
    clock,
    channels,
    origin: await serve(beat),
    at,
    hour: (time) => clock.set(mondayAt(time)),
    turn: () => turn(beat, story.agencyId),
  };
}

function acts(
  at: Day["at"],
  channels: readonly string[],
  rows: Day["rows"],
): Pick<Day, "write" | "approve" | "states" | "newest"> {
  const newest = async (postId: string) => {
    const all = await rows(postId);
    const version = Math.max(...all.map((row) => row.version));
    return all.filter((row) => row.version === version);
  };
  return {
    newest,
    async write(email, content) {
      const author = at(email);
      const saved = await author.act<Saved>("POST", "/posts", { channels, ...content });
      await author.act("POST", `/posts/${saved.post.id}/submission`);
      return saved;
    },
    async approve({ post, hash }, email = who.sergeant) {
      await at(email).act("POST", `/posts/${post.id}/approval`, { hash });
    },
    states: async (postId) =>
      Object.fromEntries((await newest(postId)).map((row) => [row.network, row.state])),
  };
}

/** The last Monday that is wholly over in Riverside: networks that keep true time are never behind the story. */
function mondayAt(time: string): Temporal.Instant {
  const today = systemClock.now().toZonedDateTimeISO(zone).toPlainDate();
  const monday = today.subtract({ days: today.dayOfWeek === 1 ? 7 : today.dayOfWeek - 1 });
  return monday.toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant();
}

type Peers = Pick<Day, "pds" | "bluesky" | "mastodon" | "mastodonToken" | "smtp" | "practice">;

async function connectAll(eli: AtTheConsole, peers: Peers): Promise<Record<string, string>> {
  const { pds, bluesky, mastodon, mastodonToken: token, smtp, practice } = peers;
  const inputs: Record<string, Record<string, string>> = {
    website: {},
    bluesky: { service: pds.url, identifier: bluesky.handle, password: bluesky.password },
    mastodon: { url: mastodon.url, token },
    email: {
      security: "none",
      from: "news@riversidefalls.example",
      name: "Riverside Police Department",
      unsubscribe: "https://riversidefalls.example/unsubscribe?who={recipient}",
      host: smtp.host,
      port: String(smtp.port),
      user: smtp.user,
      password: smtp.password,
      recipients: "ana@example.test\njo@example.test",
    },
    sandbox: {
      url: practice.url,
      token: practice.createAccount("riverside", "Riverside PD").token,
      keys: "no",
    },
  };
  const ids: Record<string, string> = {};
  for (const [network, input] of Object.entries(inputs)) {
    const draft = { network, name: network, isPublic: true, input };
    ids[network] = (await eli.act<{ id: string }>("POST", "/channels", draft)).id;
  }
  return ids;
}

async function serve({ assembly }: TestBeat): Promise<string> {
  const site = publicSite(assembly, () => assembly.site.agencyId);
  const server = await listen(assembly.app, site, { host: "127.0.0.1", port: 0 });
  atEnd(() => closeServer(server));
  const address = server.address();
  assert.ok(typeof address === "object" && address);
  return `http://127.0.0.1:${address.port}`;
}

async function turn({ assembly }: TestBeat, agencyId: string): Promise<void> {
  const { ctx, networks, sender, slices, signer, logFolder } = assembly;
  await claimAndSend(ctx, networks, sender);
  await settleUnconfirmed(ctx, networks, sender);
  const subscriptions = slices.flatMap((one) => one.on ?? []);
  while ((await relayOnce(ctx, subscriptions)) > 0);
  const keeper = new LogKeeper(asSystem(ctx, "test", agencyId), signer, join(logFolder, agencyId));
  while ((await keeper.turn()) > 0);
}

/** The texts that stand on the true Bluesky server now. */
export async function blueskyTexts({ pds, bluesky }: Day): Promise<string[]> {
  const query = new URLSearchParams({ repo: bluesky.did, collection: "app.bsky.feed.post" });
  const answer = await fetch(`${pds.url}/xrpc/com.atproto.repo.listRecords?${query}`);
  const { records } = (await answer.json()) as { records: { value: { text: string } }[] };
  return records.map(({ value }) => value.text);
}
