import { join } from "node:path";
import { Hono } from "hono";
import { compress } from "hono/compress";
import { agency, doorman, guardedRoutes, Setup, writeAudit } from "#agency";
import { alerts } from "#alerts";
import {
  archive,
  heldByRecords,
  makePartitions,
  openAttestation,
  publicLog,
  Signer,
  type Attestation,
} from "#archive";
import {
  agencyMail,
  channelNames,
  channels as channelSlice,
  eraseInbound,
  openNetworks,
  Sender,
  type Networks,
  type OpenPush,
} from "#channels";
import { audience, readership } from "#audience";
import { blotter } from "#blotter";
import { devices, publicPushKey } from "#devices";
import { heldByLibrary, media } from "#media";
import { newsroom, rebuildSite, Site } from "#newsroom";
import { heldByPages, outreach, pagesCarrying } from "#outreach";
import { planning } from "#planning";
import { policy } from "#policy";
import {
  activeHolds,
  heldDeliveries,
  postErasers,
  postsCarrying,
  publish,
  sendRested,
  standingNews,
} from "#publish";
import { records } from "#records";
import { watch } from "#watch";
import type { Ctx, Origin } from "#platform/context.ts";
import type { InTransaction, Subscription } from "#platform/events.ts";
import { relayLoop, wireHappenings } from "#platform/happenings.ts";
import type { AppEnv } from "#platform/http/app-env.ts";
import { consoleFiles } from "#platform/http/console.ts";
import { openApi } from "#platform/http/openapi.ts";
import type { SafeClient } from "#platform/http/safe-client.ts";
import { rateLimiter } from "#platform/http/security.ts";
import { outerApp, type PublicSite } from "#platform/http/server.ts";
import { rootContext, type Installation } from "#platform/installation.ts";
import type { Slice, Worker } from "#platform/slice.ts";
import { frameNotices, railCounts } from "./frame-notices.ts";
import { searchMarks } from "./search-marks.ts";
import { openWaysOut } from "./ways-out.ts";
import { wholeCompleteness } from "./whole-completeness.ts";

export const version = "0.1.0";

type Config = Installation["config"];

/** The whole program over one installation: what `serve`, `work` and the tests run. */
export interface Assembly extends AsyncDisposable {
  ctx: Ctx;
  slices: readonly Slice[];
  networks: Networks;
  sender: Sender;
  site: Site;
  app: Hono<AppEnv>;
  workers: readonly Worker[];
  client: SafeClient;
  /** Where this installation is reached. */
  origin: string;
  dataFolder: string;
  signer: Signer;
  logFolder: string;
  attestation: Attestation;
  /** Where the practice network is looked for first; its neighbours follow. */
  practicePort: number;
}

export interface AssemblyOptions {
  setupCode: string;
  /** Seeds the demo and returns a cookie: registered by main, which alone knows the worlds. */
  openDemo?: (assembly: Assembly, ctx: Ctx, from: Origin) => Promise<string>;
  consoleFolder?: string;
  /** `host:port` of push services that may lie on this machine: tests alone have one. */
  pushHosts?: readonly string[];
  /** `host:port` of fediverse servers on this machine: tests alone have some. */
  fediverseHosts?: readonly string[];
  /** `host:port` of pages on this machine that may be captured: tests alone have one. */
  pageHosts?: readonly string[];
}

/** Names of every background job, known before the database is open. */
export const jobNames = [
  "agency.end-idle-accounts",
  "alerts.watch",
  "alerts.expire-notices",
  "archive.make-partitions",
  "archive.stamp",
  "archive.check-nightly",
  "audience.after-quiet",
  "audience.tell-calls",
  "audience.tell-digests",
  "audience.tidy",
  "blotter.ask-portals",
  "blotter.daily-posts",
  "blotter.settle",
  "blotter.watch-sources",
  "channels.receive",
  "channels.receive-one",
  "channels.prune-hooks",
  "channels.prune-orders",
  "channels.check-health",
  "channels.fetch-media",
  "channels.look-again",
  "channels.watch-capture",
  "outreach.close-openings",
  "outreach.poll-openings",
  "outreach.end-events",
  "outreach.erase-sign-ups",
  "outreach.event-letters",
  "outreach.remind",
  "planning.make-occurrences",
  "planning.poll-feeds",
  "publish.escalate",
  "publish.expire",
  "publish.settle-drafts",
  "publish.take-down",
  "records.capture-pages",
  "records.watch-sources",
  "records.destroy",
  "records.watch-clocks",
  "watch.look",
];

/** The one list of slices, and how they hear of each other: by event, or by what is registered here. */
export async function assemble(
  installation: Installation,
  options: AssemblyOptions,
): Promise<Assembly> {
  const { config, clock } = installation;
  const https = config.origin.startsWith("https://");
  const out = openWaysOut(config, clock, options);
  const { client, web, push, pages, gateway } = out;
  const listeners: InTransaction[] = [writeAudit];
  const subscriptions: Subscription[] = [];
  const ctx = rootContext(installation, wireHappenings(listeners, subscriptions));
  await makePartitions(ctx);
  const networks = openNetworks(client, config.origin, reaching(config, out));
  const sender = new Sender(ctx, networks);
  const proof = await openProof(config, client);
  const { attestation, signer, logFolder } = proof;
  const browsers = { publicKey: publicPushKey, check: push.pusher.check.bind(push.pusher) };
  const site = new Site(config.data, https);
  const origins = originsOf(config.origin, config.port);
  const setup = new Setup(options.setupCode);
  const limiter = limiterOf(installation);
  const slices: Slice[] = [
    agency({
      https,
      origin: config.origin,
      limiter,
      setup,
      notices: frameNotices,
      counts: railCounts,
      party: { id: new URL(config.origin).hostname, origins: [...origins] },
      openDemo: async (from, origin) => {
        await setup.mustBeNeeded(from);
        return options.openDemo?.(assembly, from, origin) ?? "";
      },
    }),
    policy,
    archive(signer, logFolder, attestation, searchMarks),
    channelSlice(networks, limiter, heldDeliveries),
    devices(push.pusher, limiter),
    media([postsCarrying, pagesCarrying]),
    publish(networks, sender, { origin: config.origin, web, ...push }),
    alerts(networks, { origin: config.origin }),
    planning(networks, web),
    outreach(networks, sender, { ...placeOf(config), web, limiter }),
    watch(networks, sender, config.origin),
    blotter({ web: client, origin: config.origin, drops: config.callDrops, limiter, networks }),
    audience(sender, aroundAudience(sender, config)),
    records({ ...aroundRecords(sender, config), pages, gateway, limiter, signer, logFolder }),
    newsroom(networks, site, { ...placeOf(config), origins, signer, limiter, browsers, client }),
  ];
  listeners.push(...slices.flatMap(({ inTransaction }) => inTransaction ?? []).filter(isNotAudit));
  subscriptions.push(...slices.flatMap(({ on }) => on ?? []));
  const app = mount(installation, ctx, slices, { https, origins, limiter, ...options });
  const assembly: Assembly = {
    ctx,
    slices,
    networks,
    sender,
    site,
    app,
    client,
    dataFolder: config.data,
    origin: config.origin,
    practicePort: config.port === 0 ? 4600 : config.port + 1,
    workers: [...relays(subscriptions), ...slices.flatMap(({ workers }) => workers ?? [])],
    ...proof,
    [Symbol.asyncDispose]: () => signer.close().then(out.close),
  };
  return assembly;
}

/** Where a record's words lie beside the archive, and who else still needs its bytes. */
const whatHoldsRecords = {
  erasers: [{ subjectKind: "inbound-item", erase: eraseInbound }, ...postErasers],
  blockers: [],
  holders: [heldByRecords, heldByLibrary, heldByPages],
};

/** Who is reached by channels that people subscribe to, and how browsers are. */
function reaching(
  { origin, returns }: Config,
  { strangers, push: { pusher } }: ReturnType<typeof openWaysOut>,
) {
  const push: OpenPush = (ctx) => async (address, pushed) => {
    const answer = await pusher.deliver(ctx, address, pushed);
    if (answer === "lost") return { state: "lost" };
    const { reached, waitSeconds } = answer;
    if (reached === "reached") return { state: "taken" };
    if (reached !== "later") return { state: reached };
    return { state: "busy", retryAfterMs: waitSeconds && waitSeconds * 1_000 };
  };
  return { readership: readership(origin, returns?.domain), push, strangers };
}

/** Where the public finds us, and where the files that it is given lie. */
function placeOf({ origin, data: dataFolder }: Config) {
  return { origin, dataFolder };
}

/** Where readers find us, and what goes out to them late: never while a hold is in force. */
function aroundAudience(sender: Sender, { origin, returns }: Config) {
  const mayWrite = async (ctx: Ctx) => (await activeHolds(ctx)).length === 0;
  return { origin, sendRested: sendRested(sender), mayWrite, standingNews, returns };
}

/** How records write to people, where productions lie, where journals come in, and where else records do. */
function aroundRecords(sender: Sender, { origin, data: dataFolder, journal }: Config) {
  const post = agencyMail(sender);
  const told = { accounts: channelNames, completeness: wholeCompleteness };
  return { ...whatHoldsRecords, ...told, searchMarks, post, origin, dataFolder, journal };
}

/** The log's signer, its files, and who stands by it: read first, so that a crooked setting leaves nothing open. */
async function openProof(config: Config, client: SafeClient) {
  const attestation = openAttestation(config, client);
  const signer = await Signer.open(join(config.data, "signer"));
  return { attestation, signer, logFolder: join(config.data, "log") };
}

/** The audit trail listens first, whatever order the slices stand in. */
function isNotAudit(listener: InTransaction): boolean {
  return listener !== writeAudit;
}

function limiterOf({ clock, config }: Installation) {
  return rateLimiter({
    now: () => clock.now().epochMilliseconds,
    perMinute: config.ratePerPrincipal,
    perNetwork: config.ratePerNetwork,
  });
}

/** News for whoever is nearest and for the process that serves; what takes long holds nothing else up. */
function relays(subscriptions: readonly Subscription[]): Worker[] {
  const of = (onServer: boolean, isSlow: boolean) =>
    subscriptions.filter(
      (one) => (one.onServer ?? false) === onServer && (one.isSlow ?? false) === isSlow,
    );
  const relay =
    (among: readonly Subscription[], pauseMs?: number) => (ctx: Ctx, signal: AbortSignal) =>
      relayLoop(ctx, among, signal, pauseMs);
  return [
    { name: "relay", run: relay(of(false, false)) },
    { name: "slow relay", run: relay(of(false, true)) },
    // Alerts to the public: should the bell fail, it looks twice as often.
    { name: "server relay", onServer: true, run: relay(of(true, false), 250) },
    { name: "slow server relay", onServer: true, run: relay(of(true, true)) },
  ];
}

interface MountOptions extends AssemblyOptions {
  https: boolean;
  origins: readonly string[];
  limiter: ReturnType<typeof rateLimiter>;
}

function mount(
  installation: Installation,
  ctx: Ctx,
  slices: readonly Slice[],
  options: MountOptions,
): Hono<AppEnv> {
  const { config } = installation;
  const { https, origins, limiter } = options;
  const app = outerApp({
    ctx,
    https,
    trustProxy: config.trustProxy,
    origins: () => origins,
    ready: () => isReady(installation),
  });
  app.route(
    "/",
    consoleFiles(options.consoleFolder ?? join(import.meta.dirname, "../dist/console"), https),
  );
  // A list of JSON shrinks to a fifth. No foreign page can have our answers measured: the cookie is SameSite=Strict.
  app.use("/api/*", compress());
  app.use("/api/*", doorman({ https, limiter }));
  const api = new Hono<AppEnv>();
  for (const { routes } of slices) if (routes) api.route("/", routes);
  const guarded = guardedRoutes(api);
  app.route("/api", api);
  for (const { publicRoutes } of slices) {
    if (!publicRoutes) continue;
    guardedRoutes(publicRoutes);
    app.route("/", publicRoutes);
  }
  const verbOf = (method: string, path: string) =>
    guarded.find((one) => one.method === method && `/api${one.path}` === path)?.verb ?? "";
  app.get("/api/openapi.json", (c) => c.json(openApi(app, { version, verbOf })));
  return app;
}

async function isReady({ db }: Installation): Promise<boolean> {
  return db.pool.query("select 1").then(
    () => true,
    () => false,
  );
}

/** What is served from memory and files alone, before everything else: the newsroom and the public log. */
export function publicSite(
  { site, logFolder }: Assembly,
  agencyId: () => string | undefined,
): PublicSite {
  const log = publicLog(logFolder, agencyId);
  return (request, response) => site.answer(request, response) || log(request, response);
}

/** localhost and 127.0.0.1 are the same place; a browser says either. */
function originsOf(origin: string, port: number): readonly string[] {
  const { hostname } = new URL(origin);
  if (hostname !== "localhost" && hostname !== "127.0.0.1") return [origin];
  return [origin, `http://localhost:${port}`, `http://127.0.0.1:${port}`];
}

export { sealedColumns } from "./sealed-columns.ts";
export { rebuildSite };
