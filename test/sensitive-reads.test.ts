import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { allVerbs, guardedRoutes, verbRule } from "#agency";
import { connectChannel } from "#channels";
import { asSystem } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { openAccount } from "../src/channels/accounts.ts";
import { openSandboxNetwork, type SandboxNetwork } from "../src/channels/sandbox/network.ts";
import { folderOf } from "../src/records/production/worker.ts";
import { Browserless } from "./browserless.ts";
import { atEnd, openTestBeat, type TestBeat } from "./openbeat.ts";
import { seedEveryRole, seedStranger, type Stranger } from "./worlds/strangers.ts";
import { StoryClock } from "./worlds/world.ts";

/** P4: a look at something sensitive is in the trail like a write. A new sensitive route says here how it is asked. */
const asks: Record<string, (world: Stranger) => { path: string; body?: object }> = {
  "GET /archive": () => ({ path: "/archive?words=mill" }),
  "GET /archive/facets": () => ({ path: "/archive/facets?words=mill" }),
  "GET /archive/records/:id": ({ ids }) => ({ path: `/archive/records/${ids.record}` }),
  "GET /archive/records/:id/media/:sha256": ({ ids }) => ({
    path: `/archive/records/${ids.record}/media/${ids.media}`,
  }),
  "GET /archive/subjects/:kind/:id": ({ ids }) => ({ path: `/archive/subjects/post/${ids.post}` }),
  "GET /channels/:id/opt-outs": ({ ids }) => ({ path: `/channels/${ids.channel}/opt-outs` }),
  "POST /channels/:id/opt-out-searches": ({ ids }) => ({
    path: `/channels/${ids.channel}/opt-out-searches`,
    body: { number: "+15550111" },
  }),
  "GET /deliveries/:id/stream-key": ({ ids }) => ({
    path: `/deliveries/${ids.delivery}/stream-key`,
  }),
  "GET /events/:id/door-list": ({ ids }) => ({ path: `/events/${ids.event}/door-list` }),
  "GET /events/:id/door-list.csv": ({ ids }) => ({ path: `/events/${ids.event}/door-list.csv` }),
  "GET /notices/:id": ({ ids }) => ({ path: `/notices/${ids.notice}` }),
  "GET /page-captures/:id": ({ ids }) => ({ path: `/page-captures/${ids.pageCapture}` }),
  "GET /page-captures/:id/picture": ({ ids }) => ({
    path: `/page-captures/${ids.pageCapture}/picture`,
  }),
  "GET /page-captures/:id/wacz": ({ ids }) => ({ path: `/page-captures/${ids.pageCapture}/wacz` }),
  "GET /record-imports/:id": ({ ids }) => ({ path: `/record-imports/${ids.import}` }),
  "GET /record-requests/:id/records": ({ ids }) => ({
    path: `/record-requests/${ids.request}/records`,
  }),
  "GET /record-requests/:id/fees": ({ ids }) => ({ path: `/record-requests/${ids.request}/fees` }),
  "GET /record-requests/:id/invoice": ({ ids }) => ({
    path: `/record-requests/${ids.request}/invoice`,
  }),
  "GET /record-requests/:id/document": ({ ids }) => ({
    path: `/record-requests/${ids.request}/document?record=${ids.record}&part=media.0`,
  }),
  "GET /record-requests/:id/picture": ({ ids }) => ({
    path: `/record-requests/${ids.request}/picture?record=${ids.record}&part=media.0`,
  }),
  "GET /record-requests/:id/redaction": ({ ids }) => ({
    path: `/record-requests/${ids.request}/redaction?record=${ids.record}`,
  }),
  "GET /record-requests/:id/productions/:running/download": ({ ids }) => ({
    path: `/record-requests/${ids.request}/productions/1/download`,
  }),
  "GET /record-requests/:id": ({ ids }) => ({ path: `/record-requests/${ids.request}` }),
  "POST /policy/lists/reading": () => ({ path: "/policy/lists/reading", body: { why: "a test" } }),
};
const clock = new StoryClock();
let beat: TestBeat;
let world: Stranger;

let everything: string;

before(async () => {
  const network = await openSandboxNetwork();
  beat = await openTestBeat({ clock, allowPrivate: [network.host] });
  atEnd(() => network.close());
  world = await seedStranger(beat.assembly);
  await announce(network);
  await produced();
  everything = (await seedEveryRole(beat.assembly, world.agencyId)).at(-1) ?? "";
});

/** Their request has a production whose files lie here. */
async function produced(): Promise<void> {
  const { ctx, dataFolder } = beat.assembly;
  const { agencyId, ids } = world;
  const row = { agencyId, id: ctx.ids.uuid() };
  const folder = folderOf(dataFolder, row);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "production.json"), JSON.stringify({ number: "1", files: {} }));
  await transact(asSystem(ctx, "test", agencyId), (tx) =>
    tx.tx.raw(
      `insert into request_productions (agency_id, id, request_id, running, state, formats, prefix, first_bates, last_bates,
         records, redacted, withheld, done, made_by, asked_at, is_for_console)
       select $1, $2, id, 1, 'ready', '[]', 'X', 1, 1, 1, 0, 0, 1, $2, now(), true from record_requests where id = $3`,
      [agencyId, row.id, ids.request],
    ),
  );
}

/** Their delivery becomes a live stream that stands on a network. */
async function announce(network: SandboxNetwork): Promise<void> {
  const { ctx, networks } = beat.assembly;
  const { token } = network.createAccount("quagga", "Quagga");
  const input = { url: network.url, token };
  const net = networks.net(world.sheriff, AbortSignal.timeout(5_000));
  const draft = { network: "sandbox", name: "Practice", isPublic: true, input };
  const connector = networks.connector(world.sheriff, "sandbox");
  const channel = await connectChannel(world.sheriff, net, connector, draft);
  const { channel: _row, account } = await openAccount(world.sheriff, channel.id);
  const live = { startsAt: ctx.clock.now().add({ hours: 2 }).toString() };
  const message = { text: "Live at ten", media: [], live };
  const startedAt = ctx.clock.now();
  const attempt = { key: channel.id, number: 1, startedAt, payloadHash: "" };
  const { id } = await connector.publish(net, account, message, attempt);
  await transact(asSystem(ctx, "test", world.agencyId), (tx) =>
    tx.tx.raw(
      `update deliveries set state = 'sent', channel_id = $2, remote_id = $3, payload = $4 where id = $1`,
      [world.ids.delivery, channel.id, id, JSON.stringify(message)],
    ),
  );
}

async function looks(): Promise<string[]> {
  const rows = await read(asSystem(beat.assembly.ctx, "test", world.agencyId), (tx) =>
    tx.tx.raw<{ look: string }>(
      `select concat(actor_kind, ': ', facts->>'reason') as look from audit_events
       where kind = 'agency.sensitive-read' order by id`,
    ),
  );
  return rows.map(({ look }) => look);
}

const routes = () =>
  beat.assembly.slices.flatMap((slice) => (slice.routes ? guardedRoutes(slice.routes) : []));
const isSensitive = (verb: string) => !verb.startsWith("open: ") && verbRule(verb).sensitive;

test("every route of a sensitive verb leaves in the trail who looked and why", async () => {
  for (const { method, path } of routes().filter(({ verb }) => isSensitive(verb))) {
    const asked = asks[`${method} ${path}`]?.(world);
    assert.ok(asked, `say in asks how ${method} ${path} is asked`);
    // Looks at one thing in one breath are told once: each of these is a look of its own.
    clock.advance(6 * 60_000);
    // A grave look asks for a proof that is minutes old.
    const visitor = await Browserless.signedIn(beat, world.agencyId, everything);
    const before = (await looks()).length;
    const answer = await visitor.ask(method, asked.path, asked.body);
    assert.equal(answer.status, 200, `${path}: ${JSON.stringify(answer.body)}`);
    const [look, ...more] = (await looks()).slice(before);
    assert.match(look ?? "nothing", /^person: .{3}/, path);
    assert.deepEqual(more, [], path);
  }
});

test("every sensitive verb guards a route, so that the one above has asked it", () => {
  const guarded = new Set(routes().map(({ verb }) => verb));
  for (const verb of allVerbs().filter(isSensitive)) assert.ok(guarded.has(verb), verb);
});
