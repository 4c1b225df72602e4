import { fork } from "node:child_process";
import { createHash, createPrivateKey, generateKeyPairSync, sign } from "node:crypto";
import { once } from "node:events";
import { request } from "node:http";
import { join } from "node:path";
import { asSystem } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { openFediverse } from "#test/fediverse.ts";
import { closeAll } from "#test/openbeat.ts";
import { numberFlag, sayMachine } from "./parts/figures.ts";

/**
 * One post to as many inboxes as asked for, on loopback: each request signed, each answer written down, nobody missed
 * if it is killed; beside a bare loop that signs and posts the same bytes and keeps nothing, in the same run. The
 * servers are a process of their own. Memory is that of the process that fans out, before and at most.
 *   npm run bench fediverse -- [--inboxes 10000] [--servers 40]
 */
const inboxes = numberFlag("inboxes", 10_000);
const servers = numberFlag("servers", 40);
const atOnce = 96;

interface Counted {
  ports: number[];
  inboxes: number;
  most: number;
}

sayMachine();
const receiver = fork(join(import.meta.dirname, "parts/inboxes.ts"), [String(servers)]);
const [{ ports }] = (await once(receiver, "message")) as [Counted];
const hosts = ports.map((port) => `127.0.0.1:${port}`);
const addresses = Array.from(
  { length: inboxes },
  (_, n) => `http://${hosts[n % hosts.length] ?? ""}/people/${n}/inbox`,
);

const bare = await timed(bareLoop);
const bareCount = await counted();
console.log(`bare loop of signed POSTs: ${perSecond(bare)} a second, ${bareCount.inboxes} inboxes`);

const world = await openFediverse(hosts);
const system = asSystem(world.beat.assembly.ctx, "bench", world.agencyId);
// The first post loads Fedify: it is not counted.
await follow(addresses.slice(0, 1));
await world.post("The line is tested.");
await counted();
await follow(addresses);
const before = rssMb();
let peak = before;
const watching = setInterval(() => (peak = Math.max(peak, rssMb())), 50);
const ours = await timed(async () => void (await world.post("Evacuate Northside Farms now.")));
clearInterval(watching);
const { inboxes: reached, most } = await counted();
console.log(
  `Openbeat, from approval to the last inbox: ${perSecond(ours)} a second (${(bare / ours).toFixed(2)} of the bare loop), ` +
    `${reached} inboxes, at most ${most} times each`,
);
console.log(`memory: ${before} MB before, ${peak} MB at most`);
receiver.kill();
await closeAll();
if (reached !== inboxes || most !== 1) process.exitCode = 1;

function follow(actors: readonly string[]): Promise<unknown> {
  return transact(system, ({ tx }) =>
    tx.raw(
      `insert into fediverse_followers (agency_id, channel_id, actor, inbox, deliver_to, host, followed_at)
       select $1, $2, a, a, a, split_part(a, '/', 3), now() from unnest($3::text[]) as a on conflict do nothing`,
      [world.agencyId, world.third.id, actors],
    ),
  );
}

function perSecond(ms: number): number {
  return Math.round((inboxes / ms) * 1_000);
}

async function timed(act: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await act();
  return performance.now() - started;
}

async function counted(): Promise<Counted> {
  receiver.send("count");
  const [said] = (await once(receiver, "message")) as [Counted];
  return said;
}

function rssMb(): number {
  return Math.round(process.memoryUsage.rss() / 1024 / 1024);
}

/** The least that delivery needs: a digest, a signature of the same size, a request on a connection of its own. */
async function bareLoop(): Promise<void> {
  const pair = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const key = createPrivateKey(pair.privateKey.export({ type: "pkcs8", format: "pem" }));
  const body = JSON.stringify({ type: "Create", object: { content: "x".repeat(1_200) } });
  let next = 0;
  const lane = async () => {
    while (next < addresses.length) {
      const address = addresses[next] ?? "";
      next += 1;
      await post(address, body, key);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

function post(address: string, body: string, key: ReturnType<typeof createPrivateKey>) {
  const url = new URL(address);
  const date = new Date().toUTCString();
  const digest = `SHA-256=${createHash("sha256").update(body).digest("base64")}`;
  const text = `(request-target): post ${url.pathname}\nhost: ${url.host}\ndate: ${date}\ndigest: ${digest}`;
  const signature = sign("sha256", Buffer.from(text), key).toString("base64");
  return new Promise<void>((resolve, reject) => {
    const sending = request(
      url,
      {
        method: "POST",
        agent: false,
        headers: { date, digest, signature: `keyId="a",signature="${signature}"` },
      },
      (answer) => {
        answer.resume();
        answer.once("end", resolve);
      },
    );
    sending.once("error", reject);
    sending.end(body);
  });
}
