import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createToken } from "#agency";
import { connectChannel, type Networks } from "#channels";
import { readConfig } from "#platform/config/config.ts";
import type { Ctx } from "#platform/context.ts";
import { openInstallation } from "#platform/installation.ts";
import { approvePost, draftPost, submitPost } from "#publish";
import { asPerson } from "../../src/commands/acting.ts";
import { assemble, jobNames } from "../../src/slices.ts";
import { seedTinyCounty } from "../../test/worlds/tiny-county.ts";
import type { LoopbackNetwork } from "./network.ts";
import type { Program } from "./program.ts";

/** Where the bench's people write and approve: the same verbs as the console's, on the program's database. */
export interface Desk extends AsyncDisposable {
  ctx: Ctx;
  author: Ctx;
  networks: Networks;
  /** Of this second installation, which no page shows. */
  origin: string;
  channels: readonly string[];
  /** Writes, hands in and approves one post. */
  approved(content: Parameters<typeof draftPost>[1]): Promise<void>;
  /** Approved posts, one text each, due at a minute (UTC, `2026-11-21T09:00`) or at once. */
  prepare(texts: readonly string[], local?: string): Promise<void>;
  token(scopes: readonly string[]): Promise<string>;
  /** Of somebody who may draft, acknowledged and trained. */
  authorToken(scopes: readonly string[]): Promise<string>;
}

export interface Connection {
  network: string;
  name: string;
  input: Readonly<Record<string, string>>;
}

interface Surroundings {
  /** `host:port`, several with commas between them. */
  hosts: string;
  connections: readonly Connection[];
}

/** So many accounts on the practice network; `keys` says which of them know idempotency keys. */
export async function practiceAccounts(
  network: LoopbackNetwork,
  count: number,
  keys: (channel: number) => boolean = () => true,
): Promise<Surroundings> {
  const connections: Connection[] = [];
  for (let n = 0; n < count; n++) {
    const token = await network.account(`account-${n}`);
    const input = { url: network.url, token, keys: keys(n) ? "yes" : "no" };
    connections.push({ network: "sandbox", name: `Account ${n}`, input });
  }
  return { hosts: network.host, connections };
}

/** Opens a second, workless installation on the database of the program, which must be running, and an agency of three. */
export async function openDesk(
  program: Program,
  { hosts, connections }: Surroundings,
): Promise<Desk> {
  const folder = mkdtempSync(join(tmpdir(), "openbeat-desk-"));
  cpSync(join(program.data, "keys"), join(folder, "keys"), { recursive: true });
  mkdirSync(join(program.data, "blobs"), { recursive: true });
  symlinkSync(join(program.data, "blobs"), join(folder, "blobs"));
  const config = readConfig({
    OPENBEAT_DATA: folder,
    DATABASE_URL: program.databaseUrl,
    OPENBEAT_ALLOW_PRIVATE: hosts,
    OPENBEAT_LOG: "error",
    OPENBEAT_PORT: "0",
  });
  const installation = await openInstallation(config, { jobNames });
  const assembly = await assemble(installation, { setupCode: "" });
  const { ctx, networks } = assembly;
  await seedTinyCounty(assembly);
  const person = (name: string) => asPerson(ctx, `${name}@tinycounty.example`);
  const sheriff = await person("harlan");
  const author = await person("boyd");
  const approver = await person("ames");
  const channels: string[] = [];
  for (const one of connections) {
    const net = networks.net(sheriff, AbortSignal.timeout(10_000));
    const connector = networks.connector(sheriff, one.network);
    const channel = await connectChannel(sheriff, net, connector, { ...one, isPublic: true });
    channels.push(channel.id);
  }
  const approved: Desk["approved"] = async (content) => {
    const { post, hash } = await draftPost(author, content);
    await submitPost(author, networks, post.id);
    await approvePost(approver, { postId: post.id, hash });
  };
  const one = async (text: string, local: string | undefined) => {
    const publish = local ? { when: "at" as const, local, zone: "UTC" } : undefined;
    await approved({ text, title: "Bench", channels, ...(publish ? { publish } : {}) });
  };
  return {
    ctx,
    author,
    networks,
    origin: config.origin,
    channels,
    approved,
    async prepare(texts, local) {
      const left = [...texts];
      const write = async () => {
        for (let text = left.shift(); text !== undefined; text = left.shift())
          await one(text, local);
      };
      await Promise.all(Array.from({ length: 4 }, write));
    },
    authorToken: async (scopes) =>
      (await createToken(author, { name: "bench", scopes, days: 1 })).token,
    token: async (scopes) => (await createToken(sheriff, { name: "bench", scopes, days: 1 })).token,
    async [Symbol.asyncDispose]() {
      await assembly[Symbol.asyncDispose]();
      await installation[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
