import { once } from "node:events";
import { createServer } from "node:http";
import { systemClock } from "#platform/clock.ts";
import { getRequestListener } from "@hono/node-server";
import {
  createFederation,
  generateCryptoKeyPair,
  MemoryKvStore,
  type Federation,
} from "@fedify/fedify";
import {
  Activity,
  Announce,
  Create,
  Delete,
  Endpoints,
  Follow,
  Like,
  Mention,
  Note,
  Person,
  PUBLIC_COLLECTION,
  Undo,
  Update,
  type Actor,
} from "@fedify/vocab";

/** A server of the fediverse that is not ours: Fedify itself, with people on it, on loopback. */
export interface FedifyPeer extends AsyncDisposable {
  url: string;
  host: string;
  /** What its inboxes were given and took, oldest first; the signatures were checked by Fedify. */
  heard: { kind: string; id: string; activity: Activity; for: string | null }[];
  /** Requests to its inboxes, taken or not. */
  posts: number;
  /** Answers its inboxes with this status instead. */
  answerWith(status: number | undefined): void;
  follow(person: string, actor: URL): Promise<void>;
  unfollow(person: string, actor: URL): Promise<void>;
  like(person: string, actor: URL, note: URL): Promise<URL>;
  boost(person: string, actor: URL, note: URL): Promise<URL>;
  undo(person: string, actor: URL, what: "like" | "boost", id: URL, note: URL): Promise<void>;
  say(person: string, actor: URL, note: Said): Promise<URL>;
  edit(person: string, actor: URL, id: URL, note: Said): Promise<void>;
  remove(person: string, actor: URL, id: URL): Promise<void>;
  leave(person: string, actor: URL): Promise<void>;
  /** A document of another server, as Fedify reads it. */
  look(address: URL | string): Promise<unknown>;
  federation: Federation<void>;
}

export interface Said {
  html: string;
  answers?: URL;
  names?: boolean;
  onlyThem?: boolean;
}

export async function startFedifyPeer(
  people: readonly string[] = ["ana"],
  options: { sharesInbox?: boolean } = {},
): Promise<FedifyPeer> {
  const { sharesInbox = true } = options;
  const keys = new Map<string, CryptoKeyPair[]>();
  for (const person of people)
    keys.set(person, [
      await generateCryptoKeyPair("RSASSA-PKCS1-v1_5"),
      await generateCryptoKeyPair("Ed25519"),
    ]);
  const notes = new Map<string, Note>();
  const gone = new Set<string>();
  const heard: FedifyPeer["heard"] = [];
  const federation = createFederation<void>({ kv: new MemoryKvStore(), allowPrivateAddress: true });
  federation
    .setActorDispatcher("/people/{identifier}", async (ctx, name) => {
      if (!keys.has(name) || gone.has(name)) return null;
      const pairs = await ctx.getActorKeyPairs(name);
      return new Person({
        id: ctx.getActorUri(name),
        preferredUsername: name,
        name: `${name} <b>Reader</b>`,
        inbox: ctx.getInboxUri(name),
        ...(sharesInbox ? { endpoints: new Endpoints({ sharedInbox: ctx.getInboxUri() }) } : {}),
        publicKey: pairs[0]?.cryptographicKey ?? null,
        assertionMethods: pairs.map(({ multikey }) => multikey),
      });
    })
    .setKeyPairsDispatcher((_ctx, name) => keys.get(name) ?? []);
  federation.setObjectDispatcher(Note, "/notes/{id}", (_ctx, { id }) => notes.get(id) ?? null);
  const inbox = federation.setInboxListeners("/people/{identifier}/inbox", "/inbox");
  inbox.on(Activity, async (ctx, activity) => {
    const { name: kind } = activity.constructor;
    heard.push({ kind, id: activity.id?.href ?? "", activity, for: ctx.recipient });
  });

  let status: number | undefined;
  let posts = 0;
  const listener = getRequestListener(async (request) => {
    if (request.method === "POST") posts += 1;
    if (request.method === "POST" && status !== undefined) return new Response(null, { status });
    const { pathname } = new URL(request.url);
    if (gone.has(pathname.split("/")[2] ?? "")) return new Response(null, { status: 410 });
    return federation.fetch(request, { contextData: undefined });
  });
  const server = createServer((request, response) => void listener(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const bound = server.address();
  const host = `127.0.0.1:${typeof bound === "object" && bound ? bound.port : 0}`;
  const url = `http://${host}`;
  const ctx = federation.createContext(new URL(url), undefined);
  let count = 0;
  const send = async (person: string, to: URL, activity: Activity) => {
    const actor = (await ctx.lookupObject(to)) as Actor;
    await ctx.sendActivity({ identifier: person }, actor, activity, { immediate: true });
  };
  const fresh = (what: string) => new URL(`${url}/${what}/${(count += 1)}`);
  const noteOf = (person: string, actor: URL, id: URL, said: Said, isEdit = false) => {
    const note = new Note({
      id,
      attribution: ctx.getActorUri(person),
      content: said.html,
      to: said.onlyThem ? actor : PUBLIC_COLLECTION,
      ...(said.answers ? { replyTarget: said.answers } : {}),
      ...(said.names ? { tags: [new Mention({ href: actor, name: "@us" })] } : {}),
      ...(isEdit ? { updated: systemClock.now() } : {}),
    });
    notes.set(id.pathname.split("/").at(-1) ?? "", note);
    return note;
  };
  const followOf = (person: string, actor: URL) =>
    new Follow({
      id: new URL(`${url}/follows/${person}?${encodeURIComponent(actor.href)}`),
      actor: ctx.getActorUri(person),
      object: actor,
    });
  return {
    url,
    host,
    heard,
    federation,
    get posts() {
      return posts;
    },
    answerWith: (next) => void (status = next),
    follow: (person, actor) => send(person, actor, followOf(person, actor)),
    unfollow: (person, actor) =>
      send(
        person,
        actor,
        new Undo({
          id: fresh("undos"),
          actor: ctx.getActorUri(person),
          object: followOf(person, actor),
        }),
      ),
    async like(person, actor, note) {
      const id = fresh("likes");
      await send(person, actor, new Like({ id, actor: ctx.getActorUri(person), object: note }));
      return id;
    },
    async boost(person, actor, note) {
      const id = fresh("boosts");
      const to = PUBLIC_COLLECTION;
      await send(
        person,
        actor,
        new Announce({ id, actor: ctx.getActorUri(person), object: note, to }),
      );
      return id;
    },
    undo(person, actor, what, id, note) {
      const Kind = what === "like" ? Like : Announce;
      const object = new Kind({ id, actor: ctx.getActorUri(person), object: note });
      return send(
        person,
        actor,
        new Undo({ id: fresh("undos"), actor: ctx.getActorUri(person), object }),
      );
    },
    async say(person, actor, said) {
      const object = noteOf(person, actor, fresh("notes"), said);
      const { id } = object;
      await send(
        person,
        actor,
        new Create({ id: fresh("creates"), actor: ctx.getActorUri(person), object }),
      );
      return id ?? new URL(url);
    },
    edit: (person, actor, id, said) =>
      send(
        person,
        actor,
        new Update({
          id: fresh("updates"),
          actor: ctx.getActorUri(person),
          object: noteOf(person, actor, id, said, true),
        }),
      ),
    remove: (person, actor, id) =>
      send(
        person,
        actor,
        new Delete({ id: fresh("deletes"), actor: ctx.getActorUri(person), object: id }),
      ),
    async leave(person, actor) {
      const own = ctx.getActorUri(person);
      const target = (await ctx.lookupObject(actor)) as Actor;
      gone.add(person);
      const leaving = new Delete({ id: fresh("deletes"), actor: own, object: own });
      await ctx.sendActivity({ identifier: person }, target, leaving, { immediate: true });
    },
    look: (address) => ctx.lookupObject(address),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
