import assert from "node:assert/strict";
import { connectChannel, Sender, type Channel } from "#channels";
import type { ReturnSettings } from "#platform/config/returns.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { relayOnce } from "#platform/happenings.ts";
import { approvePost, claimAndSend, deliveriesOf, draftPost, submitPost } from "#publish";
import { startSmtp, type SmtpPeer } from "#test/networks/smtp.ts";
import { atEnd, openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";

const origin = "http://localhost:4400";

/** Tiny County with a newsroom that people subscribe to, a relay on loopback, and the clock in the test's hand. */
export interface ReaderWorld {
  beat: TestBeat;
  clock: StoryClock;
  agencyId: string;
  relay: SmtpPeer;
  list: Channel;
  boyd: Ctx;
  ames: Ctx;
  harlan: Ctx;
  system: Ctx;
  /** Hands news to whoever waits for it: letters of confirmation leave. */
  relayNews(): Promise<void>;
  get(path: string): Promise<{ status: number; headers: Headers; text: string }>;
  post(path: string, fields: Record<string, string | string[]>, from?: string): Promise<Posted>;
  /** Subscribes and confirms by the letter's link; returns the link of the reader's own page. */
  joined(email: string, fields?: Record<string, string | string[]>): Promise<string>;
  connect(network: string, input: Record<string, string>): Promise<Channel>;
  /** Drafted, approved and sent to the end; returns the delivery's id. */
  published(text: string, more?: object): Promise<string>;
  send(): Promise<void>;
  raw<Row extends Record<string, unknown>>(sql: string, values?: unknown[]): Promise<Row[]>;
}

export interface Posted {
  status: number;
  to: string;
  text: string;
}

export async function openReaderWorld(
  options: {
    hosts?: string[];
    pushHosts?: string[];
    clock?: StoryClock;
    returns?: ReturnSettings;
  } = {},
): Promise<ReaderWorld> {
  const clock = options.clock ?? new StoryClock();
  const relay = await startSmtp();
  const hosts = [`${relay.host}:${relay.port}`, ...(options.hosts ?? [])];
  const pushHosts = options.pushHosts ?? [];
  const beat = await openTestBeat({
    clock,
    allowPrivate: hosts,
    pushHosts,
    ...(options.returns ? { returns: options.returns } : {}),
  });
  atEnd(async () => relay[Symbol.asyncDispose]());
  const { assembly } = beat;
  const { ctx, networks } = assembly;
  const agencyId = await seedTinyCounty(assembly);
  const [boyd, ames, harlan] = await Promise.all(
    ["boyd", "ames", "harlan"].map((name) => as(ctx, agencyId, `${name}@tinycounty.example`)),
  );
  assert.ok(boyd && ames && harlan);
  const system = asSystem(ctx, "test", agencyId);
  const connect = (network: string, input: Record<string, string>) =>
    connectChannel(
      harlan,
      networks.net(harlan, AbortSignal.timeout(5_000)),
      networks.connector(harlan, network),
      { network, name: `Readers ${network}`, isPublic: false, input },
    );
  const list = await connect("email", {
    host: relay.host,
    port: String(relay.port),
    user: relay.user,
    password: relay.password,
    security: "none",
    from: "news@tinycounty.example",
    name: "Tiny County Sheriff",
    who: "subscribers",
  });
  const relayNews = async () => {
    for (const { on } of assembly.slices)
      for (const one of on ?? []) if (!one.onServer) while ((await relayOnce(ctx, [one])) > 0);
  };
  const get = async (path: string) => {
    // Everybody here shares one network: each look comes a little later.
    clock.advance(10_000);
    const response = await assembly.app.request(`${origin}${path}`);
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const post = async (path: string, fields: Record<string, string | string[]>, from = origin) => {
    clock.advance(10_000);
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields))
      for (const one of [value].flat()) body.append(name, one);
    const response = await assembly.app.request(`${origin}${path}`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", origin: from },
      body: body.toString(),
    });
    const { status, headers } = response;
    return { status, to: headers.get("location") ?? "", text: await response.text() };
  };
  const joined = async (email: string, fields: Record<string, string | string[]> = {}) => {
    const asked = await post("/subscribe", { way: "email", email, whole: "yes", ...fields });
    assert.equal(asked.status, 200, asked.text);
    await relayNews();
    const letter = relay.letters.findLast(({ to }) => to === email);
    const path = /\/subscribe\/confirm\/[\w-]{43}/.exec(letter?.text ?? "")?.[0];
    assert.ok(path, "a letter with a link came");
    const { to, status } = await post(path, {});
    assert.equal(status, 303);
    return to.split("?")[0] ?? "";
  };
  const send = () => claimAndSend(ctx, networks, new Sender(ctx, networks));
  const published = async (text: string, more: object = {}) => {
    const content = { title: "Notice", text, channels: [list.id], ...more };
    const drafted = await draftPost(boyd, content);
    await submitPost(boyd, networks, drafted.post.id);
    await approvePost(ames, { postId: drafted.post.id, hash: drafted.hash });
    await send();
    const row = (await deliveriesOf(boyd, drafted.post.id)).at(-1);
    return row?.id ?? "";
  };
  const raw: ReaderWorld["raw"] = (sql, values) => read(system, (tx) => tx.tx.raw(sql, values));
  return {
    beat,
    clock,
    agencyId,
    relay,
    list,
    boyd,
    ames,
    harlan,
    system,
    relayNews,
    get,
    post,
    joined,
    connect,
    published,
    send,
    raw,
  };
}

export async function stateOf(world: ReaderWorld, deliveryId: string) {
  const [row] = await world.raw<{ state: string; reason: string | null; remote_id: string | null }>(
    "select state, reason, remote_id from deliveries where id = $1",
    [deliveryId],
  );
  assert.ok(row);
  return row;
}
