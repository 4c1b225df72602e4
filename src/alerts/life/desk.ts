import { authorize, namesOf } from "#agency";
import {
  alertChannels,
  armedUntil,
  lintPost,
  postVersion,
  standingOf,
  type Networks,
} from "#publish";
import type { Ctx, TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { found } from "#platform/refusal.ts";
import { checkedOf, capOrRefusal } from "./checking.ts";
import type { AlertPlace } from "./drafting.ts";
import { aroundOf } from "./issuing.ts";
import { alertOf, messagesOf, newestAlerts, postsOf, type Alert, type Message } from "./reading.ts";

/** Every alert, the newest first, each with where it stands. */
export async function listAlerts(ctx: Ctx) {
  authorize(ctx, "alert.read");
  return read(ctx, async (tx) => {
    const rows = await newestAlerts(tx);
    const names = await namesOf(
      tx,
      rows.map(({ draftedBy }) => draftedBy),
    );
    return rows.map((row) => ({ ...row, draftedByName: names.get(row.draftedBy) ?? "" }));
  });
}

/** The one page of an alert: its messages, what the approvers see, and where each post stands. */
export async function alertPage(ctx: Ctx, place: AlertPlace, id: string) {
  authorize(ctx, "alert.read", { kind: "alert", id });
  return read(ctx, async (tx) => {
    const alert = await alertOf(tx, id);
    const messages = await messagesOf(tx, id);
    const people = await namesOf(tx, [
      alert.draftedBy,
      ...messages.map(({ draftedBy }) => draftedBy),
    ]);
    const told = [];
    for (const message of messages) told.push(await toldMessage(tx, place, alert, message));
    return { alert, people: Object.fromEntries(people), messages: told };
  });
}

async function toldMessage(
  tx: TxCtx,
  place: AlertPlace,
  alert: Alert,
  { cap, ...message }: Message,
) {
  return {
    ...message,
    hasFile: cap !== null,
    checked:
      message.state === "draft"
        ? await checkedOf(tx, message.content, await aroundOf(tx, place, alert, message))
        : null,
    posts: await postsWithStanding(tx, message.id),
  };
}

async function postsWithStanding(tx: TxCtx, messageId: string) {
  const found = [];
  for (const { postId, language } of await postsOf(tx, [messageId])) {
    const { post, hash, content } = await postVersion(tx, postId);
    found.push({
      postId,
      language,
      hash,
      state: post.state,
      channels: content.channels,
      class: content.class,
      /** What the policy says of its words, until it is handed in. */
      findings: ["draft", "returned"].includes(post.state) ? await lintPost(tx, content) : [],
      armedUntil: await armedUntil(tx, postId),
      ...(await standingOf(tx, postId)),
    });
  }
  return found;
}

/** Where an alert, or practice, can go. */
export async function alertTargets(ctx: Ctx, networks: Networks) {
  authorize(ctx, "alert.read");
  return read(ctx, (tx) => alertChannels(tx, networks));
}

/** The file of one message, for the agency's own IPAWS tool. */
export async function messageFile(ctx: Ctx, id: string, number: number): Promise<string> {
  authorize(ctx, "alert.read", { kind: "alert", id });
  return read(ctx, async (tx) => {
    const all: Message[] = await messagesOf(tx, (await alertOf(tx, id)).id);
    return capOrRefusal(
      found(
        all.find((one) => one.number === number),
        "message",
      ).cap,
    );
  });
}
