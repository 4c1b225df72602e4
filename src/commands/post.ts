import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { openChannels } from "#channels";
import { addMedia } from "#media";
import {
  approvePost,
  deliveriesOf,
  Dispatcher,
  draftPost,
  lintPost,
  postVersion,
  submitPost,
  type PostContentDraft,
} from "#publish";
import type { Ctx } from "#platform/context.ts";
import { Refusal } from "#platform/refusal.ts";
import { rebuildSite } from "../slices.ts";
import { asPerson } from "./acting.ts";
import { sealLogs, withLog, type Running } from "./running.ts";

interface PostOptions {
  text: string;
  title?: string;
  to: string;
  as: string;
  approveAs?: string;
  class?: string;
  image?: string;
  alt?: string;
  wait: string;
  warningsRead?: boolean;
  json?: boolean;
}

const done = new Set(["sent", "refused", "held", "expired", "asked", "recalled"]);

export function addPost(program: Command): void {
  program
    .command("post")
    .description("draft a post, submit it, and publish it if a second person approves")
    .requiredOption("--text <text>", "what is said")
    .option("--title <title>", "headline on the newsroom, subject of the e-mail")
    .requiredOption("--to <channels>", "networks or channel names, with commas: website,bluesky")
    .requiredOption("--as <email>", "who writes it")
    .option("--approve-as <email>", "who approves it: never the writer")
    .option("--class <class>", "approval class", "routine")
    .option("--image <file>", "a picture")
    .option("--alt <text>", "the picture's description")
    .option("--warnings-read", "confirm what the policy warns of; `openbeat lint` tells it")
    .option("--wait <seconds>", "how long to wait for the networks", "30")
    .option("--json", "print the result as JSON")
    .action((options: PostOptions) => withLog((running) => post(running, options)));
}

async function post({ assembly, config }: Running, options: PostOptions): Promise<void> {
  const { ctx, networks, sender } = assembly;
  const author = await asPerson(ctx, options.as);
  const drafted = await draftPost(author, await contentOf(author, options));
  const warnings = options.warningsRead
    ? (await lintPost(author, drafted.content)).filter(({ level }) => level === "warn")
    : [];
  const keys = warnings.map(({ key }) => key);
  const submitted = await submitPost(author, networks, drafted.post.id, { keys });
  if (options.approveAs) {
    const approver = await asPerson(ctx, options.approveAs);
    const { complete } = await approvePost(approver, {
      postId: drafted.post.id,
      hash: drafted.hash,
    });
    if (complete)
      await deliver(
        new Dispatcher(ctx, networks, sender),
        ctx,
        author,
        drafted.post.id,
        Number(options.wait) * 1000,
      );
    await rebuildSite(ctx, networks, assembly.site, config.origin);
  }
  await sealLogs(assembly);
  await report(author, drafted.post.id, drafted.hash, submitted.dueAt, options.json ?? false);
}

async function contentOf(ctx: Ctx, options: PostOptions): Promise<PostContentDraft> {
  const open = await openChannels(ctx);
  const channels = options.to
    .split(",")
    .map((word) => word.trim())
    .map((word) => {
      const channel = open.find(
        (one) => one.network === word || one.name === word || one.id === word,
      );
      if (!channel)
        throw new Refusal(
          "unknown-channel",
          `There is no channel "${word}". Connected: ${open.map(({ network, name }) => `${network} (${name})`).join(", ") || "none"}.`,
        );
      return channel.id;
    });
  const media = options.image
    ? [
        {
          sha256: (await addMedia(ctx, { name: options.image, bytes: readFileSync(options.image) }))
            .sha256,
          alt: options.alt ?? "",
        },
      ]
    : [];
  return {
    text: options.text,
    title: options.title ?? "",
    channels,
    class: options.class ?? "routine",
    media,
  };
}

/** Sends in this process until everything of the post has an end, or the time is over. */
async function deliver(
  dispatcher: Dispatcher,
  ctx: Ctx,
  author: Ctx,
  postId: string,
  waitMs: number,
): Promise<void> {
  const stopping = new AbortController();
  const running = dispatcher.run(stopping.signal);
  const until = ctx.clock.now().epochMilliseconds + waitMs;
  while (ctx.clock.now().epochMilliseconds < until) {
    const rows = await deliveriesOf(author, postId);
    if (rows.every(({ state }) => done.has(state))) break;
    await ctx.clock.sleep(50);
  }
  stopping.abort();
  await running;
}

async function report(
  ctx: Ctx,
  postId: string,
  hash: string,
  dueAt: string,
  asJson: boolean,
): Promise<void> {
  const { post: current } = await postVersion(ctx, postId);
  const open = new Map((await openChannels(ctx)).map((one) => [one.id, one]));
  const rows = (await deliveriesOf(ctx, postId)).map((row) => ({
    channel: open.get(row.channelId)?.network ?? row.channelId,
    state: row.state,
    id: row.remoteId,
    url: row.remoteUrl,
    reason: row.reason,
  }));
  if (asJson) {
    console.log(
      JSON.stringify({
        id: postId,
        state: current.state,
        hash,
        approvalDueAt: dueAt,
        deliveries: rows,
      }),
    );
    return;
  }
  console.log(`Post ${postId} is ${current.state}.`);
  if (rows.length === 0) console.log(`It waits for approval until ${dueAt}.`);
  for (const row of rows)
    console.log(
      `  ${row.channel}: ${row.state}${row.url ? ` ${row.url}` : ""}${row.reason ? ` (${row.reason})` : ""}`,
    );
}
