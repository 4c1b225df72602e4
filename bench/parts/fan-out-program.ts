import { createECDH, randomBytes } from "node:crypto";
import { connectChannel } from "#channels";
import { asSystem } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { approvePost, Dispatcher, draftPost, submitPost } from "#publish";
import { sealedPlace } from "../../src/audience/addresses.ts";
import { asPerson } from "../../src/commands/acting.ts";
import { withOpenbeat } from "../../src/commands/running.ts";
import { seedReaders } from "../../test/worlds/many-readers.ts";
import { seedTinyCounty } from "../../test/worlds/tiny-county.ts";
import { pause } from "./figures.ts";

/**
 * The program over a data folder, without its pages: `prepare` seeds subscribers and channels, `post` approves one post to
 * them, `run` dispatches until it is through (or until it is killed), `tell` says where the copies stand.
 */
const [act = "", way = "email", count = "0", mailPort = "", pushPort = ""] = process.argv.slice(2);
const pushHost = `127.0.0.1:${pushPort}`;
const isPush = way === "push";

await withOpenbeat(
  async ({ assembly }) => {
    const { ctx, networks, sender } = assembly;
    if (act === "prepare") await prepare();
    const sheriff = await asPerson(ctx, "harlan@tinycounty.example");
    const { agencyId } = sheriff.actor;
    const system = asSystem(ctx, "bench", agencyId);
    if (act === "post") await post();
    if (act === "run") await run();
    if (act === "tell") process.send?.(await tell());

    async function prepare() {
      const seeded = await seedTinyCounty(assembly);
      const inAgency = asSystem(ctx, "bench", seeded);
      for (const one of ["email", "push"] as const)
        await seedReaders(inAgency, one, Number(count), (at) => addressOf(one, at));
      const chief = await asPerson(ctx, "harlan@tinycounty.example");
      const net = networks.net(chief, AbortSignal.timeout(10_000));
      const place = { host: "127.0.0.1", port: mailPort, security: "none" };
      const from = { from: "news@tinycounty.example", name: "Tiny County", who: "subscribers" };
      for (const [network, input] of [
        ["email", { ...place, ...from }],
        ["push", {}],
      ] as const)
        await connectChannel(chief, net, networks.connector(chief, network), {
          network,
          name: network,
          isPublic: false,
          input,
        });
    }

    async function post() {
      const [row] = await read(system, (tx) =>
        tx.tx.raw<{ id: string }>("select id from channels where network = $1", [way]),
      );
      const author = await asPerson(ctx, "boyd@tinycounty.example");
      const approver = await asPerson(ctx, "ames@tinycounty.example");
      // No post may say what another one said a moment ago.
      const said = randomBytes(60)
        .toString("base64url")
        .replaceAll(/[\d_-]/g, " ");
      const text = `${said} until 6 p.m.`;
      const drafted = await draftPost(author, { text, title: "Notice", channels: [row?.id ?? ""] });
      await submitPost(author, networks, drafted.post.id);
      await approvePost(approver, { postId: drafted.post.id, hash: drafted.hash });
    }

    async function run() {
      const stopping = new AbortController();
      const running = new Dispatcher(ctx, networks, sender).run(stopping.signal);
      for (;;) {
        await pause(200);
        const open = await read(system, (tx) =>
          tx.tx.raw("select id from deliveries where state not in ('sent', 'refused') limit 1"),
        );
        if (open.length === 0) break;
      }
      stopping.abort();
      await running;
    }

    async function tell() {
      return transact(system, async (tx) => {
        const newest = "(select id from audience_fan_outs order by placed_at desc limit 1)";
        const states = await tx.tx.raw<{ state: string; n: number }>(
          `select state, count(*)::int as n from audience_orders where fan_out_id = ${newest} group by 1`,
        );
        const rows = await tx.tx.raw<{ id: string; sealed: Buffer }>(
          `select s.id, s.sealed from audience_orders o join audience_subscribers s on s.id = o.subscriber_id
           where o.fan_out_id = ${newest} and o.state = 'unknown'`,
        );
        const vault = await tx.vault.keysOf(tx, agencyId ?? "");
        const unknown = rows.map(({ id, sealed }) =>
          vault.open(sealedPlace(agencyId ?? "", id), sealed).toString("utf8"),
        );
        return { states: Object.fromEntries(states.map((one) => [one.state, one.n])), unknown };
      });
    }
  },
  isPush || act === "prepare" ? { pushHosts: [pushHost] } : {},
);
process.exit(0);

function addressOf(one: "email" | "push", at: number): string {
  if (one === "email") return `reader${at}@readers.example`;
  const ecdh = createECDH("prime256v1");
  ecdh.generateKeys();
  return JSON.stringify({
    endpoint: `http://${pushHost}/push/${at}`,
    p256dh: ecdh.getPublicKey("base64url"),
    auth: randomBytes(16).toString("base64url"),
  });
}
