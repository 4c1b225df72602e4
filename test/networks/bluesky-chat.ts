import { lexicons } from "@atproto/api";
import { type Loopback, No, startLoopback, type Visit } from "./loopback.ts";

/** What the service has been told to be like. */
export interface ChatSettings {
  /** Requests stand in their own list alone. */
  listsApart?: boolean;
  /** It is older than the list of requests. */
  hasNoRequests?: boolean;
  /** The log takes no cursor from before. */
  forgot?: boolean;
  /** This conversation cannot be shown. */
  refuses?: string;
}

interface Message {
  id: string;
  rev: string;
  sentAt: string;
  by: string;
  text: string;
  /** `embed`, or `data` of a line of the service's own. */
  more: Readonly<Record<string, unknown>>;
  replyTo?: string;
  reactions: { value: string; by: string; at: string }[];
  deletedFor: Set<string>;
}

interface Room {
  id: string;
  rev: string;
  members: string[];
  /** Who has not accepted it yet. */
  requests: Set<string>;
  name?: string;
  messages: Message[];
}

interface Event {
  type: string;
  rev: string;
  room: Room;
  message?: Message;
  reaction?: Message["reactions"][number];
}

interface Words {
  from: string;
  to: string;
  text: string;
  embed?: unknown;
  replyTo?: string;
}

export interface ChatService extends Loopback {
  /** What the account's settings name. */
  service: string;
  /** What came or went against the lexicons. */
  wrongs: string[];
  be(settings: ChatSettings): void;
  know(did: string, handle: string, displayName?: string): void;
  write(words: Words): { room: string; id: string };
  /** A group by its owner, with a line of the service's own that names who was added. */
  group(name: string, owner: string, members: readonly string[]): string;
  accept(did: string, room: string): void;
  leave(did: string, room: string): void;
  /** Deleted for one of them: the others keep it. */
  remove(did: string, room: string, id: string): void;
  react(did: string, room: string, id: string, value: string): void;
  unreact(did: string, room: string, id: string): void;
  /** What happened before is told no more. */
  forgetLog(): void;
}

const logPage = 20;
const defs = "chat.bsky.convo.defs#";

/**
 * The chat behind a true server, by its lexicons (chat.bsky.convo.*): a `did:web` on this machine that takes what the
 * server hands on, and looks at the server's word for who asks. Views are made when they are asked for.
 */
export async function startBlueskyChat(): Promise<ChatService> {
  let settings: ChatSettings = {};
  let ticks = 0;
  const rooms = new Map<string, Room>();
  const logs = new Map<string, Event[]>();
  const people = new Map<string, { handle: string; displayName: string }>();
  const wrongs: string[] = [];

  const tick = () => {
    ticks += 1;
    return `22222${ticks.toString(36).padStart(8, "0")}`;
  };
  const tell = (type: string, room: Room, more: Partial<Event> = {}, to = room.members) => {
    const event = { type, room, ...more, rev: tick() };
    room.rev = event.rev;
    for (const did of to) logs.set(did, [...(logs.get(did) ?? []), event]);
  };
  const open = (room: Omit<Room, "id" | "rev" | "messages">): Room => {
    const made = { ...room, id: `room${rooms.size + 1}`, rev: tick(), messages: [] };
    rooms.set(made.id, made);
    tell("logBeginConvo", made);
    return made;
  };
  const add = (room: Room, words: Pick<Message, "by" | "text" | "more"> & Partial<Message>) => {
    const rev = tick();
    const base = { id: `m${rev}`, rev, sentAt: new Date().toISOString() };
    const message: Message = { ...base, reactions: [], deletedFor: new Set(), ...words };
    room.messages.push(message);
    return message;
  };
  const found = (id: string): Room => {
    const room = rooms.get(id);
    if (room === undefined) throw new Error(`no room ${id}`);
    return room;
  };
  const at = (id: string, message: string) => {
    const room = found(id);
    const one = room.messages.find((each) => each.id === message);
    if (one === undefined) throw new Error(`no message ${message}`);
    return { room, message: one };
  };

  const profile = (did: string) => {
    const { handle = "handle.invalid", displayName = "" } = people.get(did) ?? {};
    return { did, handle, ...(displayName === "" ? {} : { displayName }) };
  };
  const viewOf = (room: Room, message: Message, viewer: string): Record<string, unknown> => {
    const { id, rev, sentAt, by, text, more, replyTo, reactions, deletedFor } = message;
    if ("data" in more) return { $type: `${defs}systemMessageView`, id, rev, sentAt, ...more };
    const common = { id, rev, sentAt, sender: { did: by } };
    if (deletedFor.has(viewer)) return { $type: `${defs}deletedMessageView`, ...common };
    const parent = room.messages.find((one) => one.id === replyTo);
    return {
      $type: `${defs}messageView`,
      ...common,
      text,
      ...more,
      ...(parent ? { replyTo: viewOf(room, parent, viewer) } : {}),
      reactions: reactions.map((one) => reactionView(one)),
    };
  };
  const convoView = (room: Room, viewer: string) => {
    const { id, rev, members, requests, name, messages } = room;
    const last = messages.at(-1);
    const group = { createdAt: "2026-11-01T00:00:00Z", lockStatus: "unlocked", memberLimit: 50 };
    const counted = { lockStatusModerationOverride: false, memberCount: members.length };
    return {
      $type: `${defs}convoView`,
      id,
      rev,
      members: members.map(profile),
      muted: false,
      unreadCount: messages.length,
      status: requests.has(viewer) ? "request" : "accepted",
      kind: name
        ? { $type: `${defs}groupConvo`, name, ...group, ...counted }
        : { $type: `${defs}directConvo` },
      ...(last ? { lastMessage: viewOf(room, last, viewer) } : {}),
    };
  };
  const eventView = ({ type, rev, room, message, reaction }: Event, viewer: string) => ({
    $type: `${defs}${type}`,
    rev,
    convoId: room.id,
    ...(message ? { message: viewOf(room, message, viewer) } : {}),
    ...(reaction ? { reaction: reactionView(reaction) } : {}),
    ...(type === "logAddMember" ? { relatedProfiles: room.members.map(profile) } : {}),
  });

  const seenBy = (viewer: string, isRequest: boolean | undefined) =>
    [...rooms.values()]
      .filter(({ members }) => members.includes(viewer))
      .filter(({ requests }) => isRequest === undefined || requests.has(viewer) === isRequest)
      .sort((a, b) => (a.rev < b.rev ? 1 : -1));
  const mustSee = (viewer: string, id: string): Room => {
    const room = rooms.get(id);
    if (settings.refuses === id) throw new No(400, { error: "InvalidRequest", message: "Not now" });
    if (room?.members.includes(viewer)) return room;
    throw new No(400, { error: "InvalidConvo", message: "Convo not found" });
  };

  const answers: Record<string, (viewer: string, query: URLSearchParams) => unknown> = {
    getLog(viewer, query) {
      const all = logs.get(viewer) ?? [];
      const cursor = query.get("cursor");
      // It starts "now".
      if (cursor === null) return { logs: [], cursor: all.at(-1)?.rev ?? "2222200000000" };
      if (settings.forgot) throw new No(400, { error: "InvalidRequest", message: "Bad cursor" });
      const events = all.filter(({ rev }) => rev > cursor).slice(0, logPage);
      const last = events.at(-1)?.rev ?? cursor;
      return { logs: events.map((one) => eventView(one, viewer)), cursor: last };
    },
    listConvos(viewer, query) {
      const status = query.get("status") ?? (settings.listsApart ? "accepted" : undefined);
      const isRequest = status === undefined ? undefined : status === "request";
      const { page, cursor } = paged(seenBy(viewer, isRequest), query);
      return { convos: page.map((room) => convoView(room, viewer)), ...cursor };
    },
    listConvoRequests(viewer, query) {
      if (settings.hasNoRequests) throw new No(501, { error: "MethodNotImplemented" });
      const { page, cursor } = paged(seenBy(viewer, true), query);
      return { requests: page.map((room) => convoView(room, viewer)), ...cursor };
    },
    getConvo: (viewer, query) => ({
      convo: convoView(mustSee(viewer, query.get("convoId") ?? ""), viewer),
    }),
    getMessages(viewer, query) {
      const room = mustSee(viewer, query.get("convoId") ?? "");
      const { page, cursor } = paged(room.messages.toReversed(), query);
      const writers = [...new Set(page.map(({ by }) => by))].filter((did) => people.has(did));
      const messages = page.map((message) => viewOf(room, message, viewer));
      return { messages, relatedProfiles: writers.map(profile), ...cursor };
    },
  };

  let did = "";
  const answer = (visit: Visit) => {
    const { path, origin, method, query, request } = visit;
    if (path === "/.well-known/did.json") return { status: 200, body: documentOf(did, origin) };
    const nsid = path.replace("/xrpc/", "");
    const make = answers[nsid.replace("chat.bsky.convo.", "")];
    if (method !== "GET" || make === undefined) {
      wrongs.push(`${method} ${path}`);
      throw new No(501, { error: "MethodNotImplemented" });
    }
    const viewer = viewerIn(request.headers.authorization, { aud: did, lxm: nsid });
    const params = Object.fromEntries(
      [...query].map(([name, value]) => [name, name === "limit" ? Number(value) : value]),
    );
    try {
      lexicons.assertValidXrpcParams(nsid, params);
      const body = make(viewer, query);
      lexicons.assertValidXrpcOutput(nsid, body);
      return { status: 200, body };
    } catch (error) {
      if (!(error instanceof No)) wrongs.push(`${nsid}: ${String(error)}`);
      throw error;
    }
  };
  const service = await startLoopback({
    answer,
    isAct: ({ path }) => path.startsWith("/xrpc/"),
    tooMany: { status: 429, body: { error: "RateLimitExceeded" } },
    outOfOrder: { status: 503, body: { error: "NotEnoughResources" } },
    expired: { status: 401, body: { error: "AuthenticationRequired" } },
  });
  did = `did:web:localhost%3A${new URL(service.url).port}`;

  return {
    ...service,
    service: `${did}#bsky_chat`,
    wrongs,
    be: (given) => void (settings = given),
    know: (who, handle, displayName = "") => void people.set(who, { handle, displayName }),
    write({ from, to, text, embed, replyTo }) {
      const room =
        [...rooms.values()].find(
          ({ members, name }) => !name && members.includes(from) && members.includes(to),
        ) ?? open({ members: [from, to], requests: new Set([to]) });
      room.requests.delete(from);
      const more = embed === undefined ? {} : { embed };
      const message = add(room, { by: from, text, more, ...(replyTo ? { replyTo } : {}) });
      tell("logCreateMessage", room, { message });
      return { room: room.id, id: message.id };
    },
    group(name, owner, members) {
      const room = open({ name, members: [owner, ...members], requests: new Set(members) });
      for (const member of members) {
        const told = { member: { did: member }, role: "standard", addedBy: { did: owner } };
        const data = { $type: `${defs}systemMessageDataAddMember`, ...told };
        tell("logAddMember", room, { message: add(room, { by: "", text: "", more: { data } }) });
      }
      return room.id;
    },
    accept(who, id) {
      found(id).requests.delete(who);
      tell("logAcceptConvo", found(id), {}, [who]);
    },
    leave(who, id) {
      tell("logLeaveConvo", found(id), {}, [who]);
      found(id).members = found(id).members.filter((one) => one !== who);
    },
    remove(who, id, one) {
      const where = at(id, one);
      where.message.deletedFor.add(who);
      tell("logDeleteMessage", where.room, where, [who]);
    },
    react(who, id, one, value) {
      const where = at(id, one);
      const reaction = { value, by: who, at: new Date().toISOString() };
      where.message.reactions.push(reaction);
      tell("logAddReaction", where.room, { ...where, reaction });
    },
    unreact(who, id, one) {
      const where = at(id, one);
      const reaction = where.message.reactions.find(({ by }) => by === who);
      if (reaction === undefined) throw new Error("no reaction");
      where.message.reactions = where.message.reactions.filter((each) => each !== reaction);
      tell("logRemoveReaction", where.room, { ...where, reaction });
    },
    forgetLog: () => logs.clear(),
  };
}

function reactionView({ value, by, at }: Message["reactions"][number]) {
  return { value, sender: { did: by }, createdAt: at };
}

function paged<T>(all: readonly T[], query: URLSearchParams) {
  const from = Number(query.get("cursor") ?? 0);
  const until = from + Number(query.get("limit") ?? 50);
  const cursor = until < all.length ? { cursor: String(until) } : {};
  return { page: all.slice(from, until), cursor };
}

function documentOf(did: string, origin: string) {
  const service = { id: "#bsky_chat", type: "BskyChatService", serviceEndpoint: origin };
  return { "@context": ["https://www.w3.org/ns/did/v1"], id: did, service: [service] };
}

/** Who asks, by the server's word: for this service, for this method, and not for long (atproto.com/specs/xrpc). */
function viewerIn(header: string | undefined, wanted: { aud: string; lxm: string }): string {
  const no = (message: string) => new No(401, { error: "AuthMissing", message });
  const part = /^Bearer [\w-]+\.([\w-]+)\.[\w-]+$/.exec(header ?? "")?.[1];
  if (part === undefined) throw no("no token");
  const claims: unknown = JSON.parse(Buffer.from(part, "base64url").toString());
  if (typeof claims !== "object" || claims === null) throw no("no claims");
  const { aud, lxm, iss, exp } = { aud: "", lxm: "", iss: "", exp: 0, ...claims };
  if (aud !== wanted.aud || lxm !== wanted.lxm) throw no(`for ${aud} ${lxm}`);
  if (exp * 1_000 <= Date.now() || exp * 1_000 > Date.now() + 3_600_000) throw no("too long");
  return iss;
}
