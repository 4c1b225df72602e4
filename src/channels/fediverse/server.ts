import type { Federation, InboxContext } from "@fedify/fedify";
import type { Activity } from "@fedify/vocab";
import { nowMs } from "#platform/clock.ts";
import type { Ctx } from "#platform/context.ts";
import { Refusal } from "#platform/refusal.ts";
import { openAccount } from "../accounts.ts";
import { openActors } from "./actors.ts";
import { addresses, type Addresses } from "./addresses.ts";
import { setDispatchers } from "./dispatchers.ts";
import { hearDelete, hearFollow, hearNote, hearReaction, hearUndo, type Heard } from "./inbox.ts";
import { forgetActor } from "./followers.ts";
import { transact } from "#platform/db/database.ts";
import { KeptInMemory } from "./kept.ts";
import { fedify, vocabulary, type Fedify } from "./library.ts";
import { documentAt, NotThere, type Outside } from "./outside.ts";
import { peerAt } from "./peers.ts";
import { requestKey, type RequestKey } from "./signing.ts";

/** One request: in which agency, what it brought, and what kept it from being heard. */
export interface Visit {
  ctx: Ctx;
  /** The body as it came, for the record. */
  raw?: unknown;
  /** Asked once it is proved who is speaking. */
  mustBePatient?: (host: string) => void;
  refused?: Refusal;
}

export type Server = Federation<Visit>;

/** Our ActivityPub server: names, actors, collections and the inbox are Fedify's; what is said and heard is ours. */
export async function openServer(origin: string, outside: Outside, ctx: Ctx): Promise<Server> {
  const library = await fedify();
  const at = addresses(origin);
  const loader = () => (url: string) => load(library, outside, url, () => signerOf(ctx, at));
  const server = library.createFederation<Visit>({
    kv: new KeptInMemory(() => nowMs(ctx.clock)),
    origin,
    // All that is fetched because a stranger named it goes through the guarded client.
    documentLoaderFactory: loader,
    contextLoaderFactory: loader,
    authenticatedDocumentLoaderFactory: loader,
  });
  setDispatchers(server, at, await vocabulary());
  await setInbox(server, at, outside);
  return server;
}

/** The contexts of the standards lie in Fedify; others, and documents, are fetched. */
async function load(
  { preloadedContexts }: Fedify,
  outside: Outside,
  url: string,
  signer: () => Promise<RequestKey | undefined>,
) {
  const known = preloadedContexts[url];
  if (known !== undefined) return { contextUrl: null, document: known, documentUrl: url };
  return { contextUrl: null, ...(await documentAt(outside, url, signer)) };
}

async function setInbox(server: Server, at: Addresses, outside: Outside): Promise<void> {
  const { Announce, Create, Delete, Follow, Like, Undo, Update } = await vocabulary();
  const hear =
    (act: (ctx: Ctx, heard: Heard) => Promise<void>) =>
    async (context: InboxContext<Visit>, activity: Activity): Promise<void> => {
      const heard = await heardOf(context, activity, at, outside);
      if (heard) await act(context.data.ctx, heard);
    };
  server
    .setInboxListeners("/ap/actors/{identifier}/inbox", "/ap/inbox")
    // Whatever is told again is one row: followers, reactions and items are kept once by what they are.
    .withIdempotency(() => null)
    .on(Follow, hear(hearFollow))
    .on(Undo, hear(hearUndo))
    .on(Create, hear(hearNote))
    .on(Update, hear(hearNote))
    .on(Delete, hear(hearDelete))
    .on(
      Like,
      hear((ctx, heard) => hearReaction(ctx, heard, "like")),
    )
    .on(
      Announce,
      hear((ctx, heard) => hearReaction(ctx, heard, "boost")),
    )
    .onError((context, error) => {
      if (error instanceof Refusal) context.data.refused = error;
      else context.data.ctx.log.warn({ err: error }, "an activity could not be heard");
    })
    .onUnverifiedActivity(async (context, activity, reason) => {
      if (!(activity instanceof Delete) || reason.type !== "keyFetchError") return undefined;
      const actor = activity.actorId?.href;
      const isGone =
        actor !== undefined &&
        activity.objectId?.href === actor &&
        reason.keyId.href.split("#", 1)[0] === actor &&
        isGoneBy(reason.result);
      if (!isGone) return undefined;
      await transact(context.data.ctx, (tx) => forgetActor(tx, actor));
      return new Response(null, { status: 202 });
    });
}

/** Somebody who is gone can sign nothing: that they are is said by their own server, where the key was. */
function isGoneBy(result: object): boolean {
  const status =
    "status" in result
      ? result.status
      : "error" in result && result.error instanceof NotThere
        ? result.error.status
        : undefined;
  return status === 404 || status === 410;
}

/**
 * What was said, in Fedify's own terms: a context of a stranger's making could give the plain words of the body another
 * meaning than the one that was signed.
 */
async function heardOf(
  context: InboxContext<Visit>,
  activity: Activity,
  at: Addresses,
  outside: Outside,
): Promise<Heard | undefined> {
  const actor = activity.actorId?.href;
  if (actor === undefined) return undefined;
  const { ctx, raw, mustBePatient } = context.data;
  mustBePatient?.(new URL(actor).host);
  const { contextLoader } = context;
  const said: unknown = await activity.toJsonLd({ format: "compact", contextLoader });
  if (typeof said !== "object" || said === null) return undefined;
  const signer = () => signerOf(ctx, at);
  return {
    at,
    actor,
    raw,
    activity: { ...said },
    peer: () => peerAt(outside, actor, signer),
  };
}

/** Whoever of us asks another server that answers nobody unknown: the first of our actors. */
async function signerOf(ctx: Ctx, at: Addresses): Promise<RequestKey | undefined> {
  const [first] = await openActors(ctx);
  if (!first) return undefined;
  const { account } = await openAccount(ctx, first.channelId);
  return requestKey(at, account);
}
