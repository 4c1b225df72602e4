import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import pg from "pg";
import { openDesk, practiceAccounts } from "./parts/desk.ts";
import { numberFlag, quantile, sayAim, sayMachine, spread } from "./parts/figures.ts";
import { load, type LoadFigures } from "./parts/load.ts";
import { startNetwork } from "./parts/network.ts";
import { freePort, Program } from "./parts/program.ts";

/**
 * Drafts a second through `POST /api/posts`: three channels each, signed in by token, held to the policy, audited and in
 * the record, durable when answered; beside hono, zod and pg that insert one row, on the same PostgreSQL.
 *   npm run bench api -- [--count 10000] [--connections 16]
 */
const count = numberFlag("count", 10_000);
const connections = numberFlag("connections", 16);

sayMachine();
const network = await startNetwork(0);
const rate = "100000000";
const program = new Program(await freePort(), {
  command: "serve",
  allowPrivate: network.host,
  environment: { OPENBEAT_RATE_PRINCIPAL: rate, OPENBEAT_RATE_NETWORK: rate },
});
try {
  await program.start();
  await using desk = await openDesk(program, await practiceAccounts(network, 3));
  const token = await desk.authorToken(["post.draft"]);
  const body = (n: number) =>
    JSON.stringify({
      title: `Notice ${n}`,
      text: `Elm Street is closed between 4th and 5th Avenue until ${n % 12} this evening. Use Oak Street.`,
      channels: desk.channels,
    });
  const bearer = { authorization: `Bearer ${token}` };
  const ours = { port: program.port, path: "/api/posts", headers: bearer, connections, body };
  const barePort = await freePort();
  const bare = await startBare(barePort);
  const theirs = { port: barePort, path: "/posts", headers: {}, connections, body };
  await load({ ...theirs, count: 1_000 });
  await load({ ...ours, count: 1_000 });
  const bareFigures = await load({ ...theirs, count });
  const figures = await load({ ...ours, count });
  bare.kill();
  await once(bare, "exit");
  say("bare hono, zod and pg, one row", bareFigures);
  say("Openbeat, draft with sign-in, policy, audit and record", figures);
  await mustBeWhole();
  sayAim("2,000 a second", figures.perSecond >= 2_000);
  sayAim("p99 of 20 ms at most", quantile(figures.timesMs, 0.99) <= 20);
} finally {
  await program.remove();
  await network.stop();
}

function say(what: string, { perSecond, timesMs, statuses }: LoadFigures): void {
  console.log(
    `${what}: ${Math.round(perSecond)} a second; ${spread(timesMs)}; answers ${JSON.stringify(statuses)}`,
  );
  if (Object.keys(statuses).join() !== "201") throw new Error("not every request made a draft");
}

/** A figure counts only if all of it is there: as many posts as audit events and records as answers. */
async function mustBeWhole(): Promise<void> {
  const client = new pg.Client({ connectionString: program.databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ posts: number; audits: number; records: number }>(
    `select (select count(*)::int from posts) as posts,
       (select count(*)::int from audit_events where kind = 'publish.post-drafted') as audits,
       (select count(*)::int from archive_records where kind = 'publish.post-drafted') as records`,
  );
  await client.end();
  const [found] = rows;
  const wanted = count + 1_000;
  console.log(`kept: ${JSON.stringify(found)}`);
  if (!found || found.posts < wanted || found.audits < wanted || found.records < wanted)
    throw new Error("something that was answered is not there");
}

async function startBare(port: number) {
  const child = spawn(process.execPath, [join(import.meta.dirname, "parts/bare-server.ts")], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, BARE_PORT: String(port), BARE_DATABASE: program.databaseUrl },
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.once("data", () => resolve());
    child.once("exit", () => reject(new Error("the bare server did not start")));
  });
  return child;
}
