import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createToken } from "#agency";
import { connectChannel } from "#channels";
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
  channels: readonly string[];
  /** Approved posts, one text each, due at a minute (UTC, `2026-11-21T09:00`) or at once. */
  prepare(texts: readonly string[], local?: string): Promise<void>;
  token(scopes: readonly string[]): Promise<string>;
  /** Of somebody who may draft, acknowledged and trained. */
  authorToken(scopes: readonly string[]): Promise<string>;
}

/**
 * Opens a second, workless installation on the database of the program, which must be running, and an agency of
 * three people with so many channels on the loopback network.
 */
export async function openDesk(
  program: Program,
  network: LoopbackNetwork,
  channelCount: number,
  options: { keys?: (channel: number) => boolean } = {},
): Promise<Desk> {
  const folder = mkdtempSync(join(tmpdir(), "openbeat-desk-"));
  cpSync(join(program.data, "keys"), join(folder, "keys"), { recursive: true });
  const config = readConfig({
    OPENBEAT_DATA: folder,
    DATABASE_URL: program.databaseUrl,
    OPENBEAT_ALLOW_PRIVATE: network.host,
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
  for (let n = 0; n < channelCount; n++) {
    const token = await network.account(`account-${n}`);
    const keys = options.keys?.(n) === false ? "no" : "yes";
    const channel = await connectChannel(
      sheriff,
      networks.net(sheriff, AbortSignal.timeout(10_000)),
      networks.connector(sheriff, "sandbox"),
      {
        network: "sandbox",
        name: `Account ${n}`,
        isPublic: true,
        input: { url: network.url, token, keys },
      },
    );
    channels.push(channel.id);
  }
  const one = async (text: string, local: string | undefined) => {
    const publish = local ? { when: "at" as const, local, zone: "UTC" } : undefined;
    const draft = { text, title: "Bench", channels, ...(publish ? { publish } : {}) };
    const { post, hash } = await draftPost(author, draft);
    await submitPost(author, networks, post.id);
    await approvePost(approver, { postId: post.id, hash });
  };
  return {
    ctx,
    channels,
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
