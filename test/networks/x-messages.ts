import { Consents } from "./graph.ts";
import { type LoopbackAnswer, No, type Visit } from "./loopback.ts";
import { xNo, xProblem } from "./x-media.ts";

/** What somebody sent with a message. */
export interface XSent {
  bytes: Uint8Array;
  /** As its address ends, such as "oP5p359h.jpg". */
  file: string;
  /** Told instead of the address that X gives. */
  url?: string;
}

export interface XEvent {
  id: string;
  type: "MessageCreate" | "ParticipantsJoin" | "ParticipantsLeave";
  conversation: string;
  madeMs: number;
  sender?: string;
  text?: string;
  participants?: string[];
  sent?: (XSent & { id: string })[];
  /** Ids of posts that the words point to. */
  shared?: string[];
  /** Short links in the words, and where they lead. */
  links?: { url: string; expanded_url: string }[];
}

interface Said extends Pick<XEvent, "shared" | "links"> {
  /** To whom, where not to the account. */
  to?: string;
  /** In a group. */
  group?: string;
  sent?: XSent;
  daysAgo?: number;
  /** Told under an older id, as a request to talk that was accepted late. */
  id?: string;
}

/** The conversations of the account, and the bounds that X sets to reading them. */
export interface XMessages {
  events: XEvent[];
  say(from: string, text: string, more?: Said): XEvent;
  join(group: string, who: string, by: string): XEvent;
  leave(group: string, who: string): XEvent;
  /** How many events were answered with: each is paid for. */
  eventsRead(): number;
  /** The quarter of an hour is over; in the new one so many questions are answered. */
  nextWindow(questions?: number): void;
  /** Places that were handed out are taken back. */
  forgetPlaces(): void;
  /** The next question about messages is answered so. */
  breakNext(status: number, type?: string): void;
}

/** The published rules (docs.x.com, get-dm-events and rate limits). */
const rules = {
  questions: 15,
  windowMs: 900_000,
  daysTold: 30,
  resultsMax: 100,
  fields:
    "attachments,created_at,dm_conversation_id,entities,event_type,id,participant_ids,referenced_tweets,sender_id,text",
  expansions: "attachments.media_keys,participant_ids,referenced_tweets.id,sender_id",
  types: "MessageCreate,ParticipantsJoin,ParticipantsLeave",
  parameters: [
    "max_results",
    "pagination_token",
    "event_types",
    "dm_event.fields",
    "expansions",
    "user.fields",
    "post.fields",
    "media.fields",
  ],
};
const scopesAsked = ["dm.read", "tweet.read", "users.read"];

/** A code stands for the scopes that its consent was asked for. */
export class ScopedConsents extends Consents {
  readonly #scopes = new Map<string, string>();

  override approve(consentUrl: string): { code: string; state: string } {
    const given = super.approve(consentUrl);
    this.#scopes.set(given.code, new URL(consentUrl).searchParams.get("scope") ?? "");
    return given;
  }

  scopesOf(code: string): ReadonlySet<string> {
    return new Set(this.#scopes.get(code)?.split(" "));
  }
}

interface Desk {
  me: { id: string; username: string };
  users: Map<string, string>;
  nextId(): string;
}

type Answering = (visit: Visit, scopes: ReadonlySet<string>) => LoopbackAnswer | undefined;

/** Direct messages of one account by the published description: a list, newest first, and the bytes of what was sent. */
export function xMessages(desk: Desk): { messages: XMessages; answer: Answering } {
  const events: XEvent[] = [];
  const places = new Map<string, string>();
  let read = 0;
  let left = rules.questions;
  let windowMs = Date.now();
  let broken: No | undefined;

  const idOf = (name: string): string => {
    const known = [...desk.users].find(([, username]) => username === name)?.[0];
    const id = known ?? String(7_000_000 + desk.users.size);
    desk.users.set(id, name);
    return id;
  };
  const put = (event: Omit<XEvent, "id" | "madeMs">, { daysAgo = 0, id = desk.nextId() } = {}) => {
    const made = { ...event, id, madeMs: Date.now() - daysAgo * 86_400_000 };
    events.push(made);
    return made;
  };
  const paired = (a: string, b: string) =>
    [a, b].toSorted((one, other) => (BigInt(one) < BigInt(other) ? -1 : 1)).join("-");

  const mayRead = (scopes: ReadonlySet<string>) => {
    if (!scopesAsked.every((one) => scopes.has(one)))
      throw new No(403, xProblem(403, "about:blank", "Forbidden", "Forbidden").body);
  };
  const counted = () => {
    if (Date.now() - windowMs >= rules.windowMs) open(rules.questions);
    left -= 1;
    if (left >= 0) return;
    const reset = String(Math.ceil((windowMs + rules.windowMs) / 1_000));
    const { body } = xProblem(429, "about:blank", "Too Many Requests", "Too Many Requests");
    throw new No(429, body, { "x-rate-limit-reset": reset, "x-rate-limit-remaining": "0" });
  };
  const open = (questions: number) => {
    [windowMs, left] = [Date.now(), questions];
  };

  const list = ({ query }: Visit): LoopbackAnswer => {
    for (const name of query.keys())
      if (!rules.parameters.includes(name))
        throw xNo(400, "invalid-request", `The query parameter [${name}] is not one of them`);
    const size = Number(query.get("max_results") ?? rules.resultsMax);
    if (!Number.isInteger(size) || size < 1 || size > rules.resultsMax)
      throw xNo(400, "invalid-request", "max_results");
    const types = chosen(query, "event_types", rules.types, rules.types);
    const fields = chosen(query, "dm_event.fields", rules.fields, "");
    const expansions = chosen(query, "expansions", rules.expansions, "");
    const before = placeOf(query.get("pagination_token"));
    const oldest = Date.now() - rules.daysTold * 86_400_000;
    const all = events
      .filter(({ type, madeMs }) => types.has(type) && madeMs >= oldest)
      .filter(({ id }) => before === undefined || BigInt(id) < BigInt(before))
      .toSorted((a, b) => (BigInt(a.id) > BigInt(b.id) ? -1 : 1));
    const shown = all.slice(0, size);
    read += shown.length;
    const last = shown.at(-1);
    const next = last && all.length > size ? { next_token: placeAfter(last.id) } : {};
    const includes = besides(shown, expansions, query.get("media.fields") ?? "");
    return {
      status: 200,
      body: {
        ...(shown.length > 0 ? { data: shown.map((one) => shape(one, fields)) } : {}),
        ...(Object.keys(includes).length > 0 ? { includes } : {}),
        meta: { result_count: shown.length, ...next },
      },
    };
  };

  /** Base32, at least 16 signs; what it stands for is X's alone. */
  const placeAfter = (id: string) => {
    const token = `${BigInt(id).toString(32).toUpperCase()}C00ZZZZ`;
    places.set(token, id);
    return token;
  };
  const placeOf = (token: string | null) => {
    if (token === null) return undefined;
    const known = token.length >= 16 ? places.get(token) : undefined;
    if (known === undefined) throw xNo(400, "invalid-request", "pagination_token is not valid");
    return known;
  };

  const besides = (shown: readonly XEvent[], expansions: Set<string>, fields: string) => {
    const people = shown.flatMap(({ sender, participants = [] }) => [
      ...(expansions.has("sender_id") && sender !== undefined ? [sender] : []),
      ...(expansions.has("participant_ids") ? participants : []),
    ]);
    const media = shown.flatMap(({ id, sent = [] }) =>
      sent.map((one) => ({
        media_key: `3_${one.id}`,
        type: "photo",
        ...(fields.split(",").includes("url")
          ? {
              url: one.url ?? `https://ton.twitter.com/1.1/ton/data/dm/${id}/${one.id}/${one.file}`,
            }
          : {}),
      })),
    );
    const users = [...new Set(people)].map((id) => {
      const username = desk.users.get(id);
      return { id, username, name: username };
    });
    return {
      ...(users.length > 0 ? { users } : {}),
      ...(expansions.has("attachments.media_keys") && media.length > 0 ? { media } : {}),
    };
  };

  const bytes = (event: string, medium: string, file: string): LoopbackAnswer => {
    const found = events
      .find(({ id }) => id === event)
      ?.sent?.find((one) => one.id === medium && one.file === file);
    if (!found) throw xNo(404, "resource-not-found", "Could not find the media.");
    return {
      status: 200,
      bytes: found.bytes,
      headers: { "content-type": "application/octet-stream" },
    };
  };

  return {
    answer(visit, scopes) {
      if (visit.method !== "GET") return undefined;
      const [, event = "", medium = "", file = ""] =
        /^\/2\/dm_conversations\/media\/(\d+)\/(\d+)\/([^/]+)$/.exec(visit.path) ?? [];
      if (visit.path !== "/2/dm_events" && event === "") return undefined;
      mayRead(scopes);
      if (event !== "") return bytes(event, medium, file);
      counted();
      const no = broken;
      broken = undefined;
      if (no) throw no;
      return list(visit);
    },
    messages: {
      events,
      say(from, text, { to, group, sent, shared, links, ...more } = {}) {
        const [sender, other] = [idOf(from), to === undefined ? desk.me.id : idOf(to)];
        const media = sent === undefined ? {} : { sent: [{ ...sent, id: desk.nextId() }] };
        return put(
          {
            type: "MessageCreate",
            conversation: group ?? paired(sender, other),
            sender,
            text,
            ...media,
            ...(shared ? { shared } : {}),
            ...(links ? { links } : {}),
          },
          more,
        );
      },
      join: (group, who, by) =>
        put({
          type: "ParticipantsJoin",
          conversation: group,
          sender: idOf(by),
          participants: [idOf(who)],
        }),
      leave: (group, who) =>
        put({ type: "ParticipantsLeave", conversation: group, participants: [idOf(who)] }),
      eventsRead: () => read,
      nextWindow: (questions = rules.questions) => open(questions),
      forgetPlaces: () => places.clear(),
      breakNext(status, type = "about:blank") {
        broken = xNo(status, type, "Broken");
      },
    },
  };
}

/** The values of a list in a query, each one of those that X knows. */
function chosen(query: URLSearchParams, name: string, known: string, usual: string): Set<string> {
  const all = (query.get(name) ?? usual).split(",").filter(Boolean);
  const wrong = all.find((one) => !known.split(",").includes(one));
  if (wrong !== undefined) throw xNo(400, "invalid-request", `${name}: ${wrong}`);
  return new Set(all);
}

/** Id, kind and words are always told; the rest to who asks for it. */
function shape(event: XEvent, fields: ReadonlySet<string>) {
  const { id, type, text, participants, sender, sent = [], shared = [], links = [] } = event;
  const isMessage = type === "MessageCreate";
  const told: Record<string, unknown> = {
    created_at: new Date(event.madeMs).toISOString(),
    dm_conversation_id: event.conversation,
    sender_id: sender,
    participant_ids: participants,
    attachments: sent.length > 0 ? { media_keys: sent.map((one) => `3_${one.id}`) } : undefined,
    referenced_tweets: shared.length > 0 ? shared.map((one) => ({ id: one })) : undefined,
    entities: links.length > 0 ? { urls: links } : undefined,
  };
  const asked = Object.entries(told).filter(([name, value]) => fields.has(name) && value);
  return {
    id,
    event_type: type,
    ...(isMessage ? { text } : { participant_ids: participants }),
    ...Object.fromEntries(asked),
  };
}
