import {
  fieldsOf,
  type Loopback,
  type LoopbackAnswer,
  No,
  startLoopback,
  type Visit,
  words,
} from "./loopback.ts";

export interface DiscordMessage {
  id: string;
  author: { id: string; username: string };
  content: string;
  nonce: string | undefined;
  poll?: DiscordPoll;
  attachments: { id: string; filename: string; description: string; url: string }[];
  timestamp: string;
  edited_timestamp: string | null;
  message_reference?: { message_id: string };
  reactions?: { count: number; emoji: { id: string | null; name: string } }[];
}

export interface DiscordPoll {
  question: { text: string };
  answers: { poll_media: { text: string } }[];
  /** Hours. */
  duration: number;
}

export interface DiscordServer extends Loopback {
  token: string;
  channel: string;
  messages: Map<string, DiscordMessage>;
  write(username: string, content: string): void;
  /** Discord forgets nonces after some minutes, and does not tell them in history. */
  forgetNonces(): void;
  /** Somebody takes the bot's permission to read what was written. */
  closeHistory(): void;
}

export const discordRules = {
  content: 2_000,
  attachments: 10,
  description: 1_024,
  nonce: 25,
  question: 300,
  answers: 10,
  hours: 768,
};

export function discordNo(status: number, code: number, message: string, more: object = {}) {
  return { status, body: { code, message, ...more } };
}

function no(status: number, code: number, message: string): No {
  return new No(status, discordNo(status, code, message).body);
}

/** As published: up to ten answers of 55 signs, a question of 300, whole hours up to 32 days. */
function pollIn(value: unknown): DiscordPoll | undefined {
  if (value === undefined || value === null) return undefined;
  const given = Object(value);
  const told = Reflect.get(given, "answers");
  const listed: unknown[] = Array.isArray(told) ? told : [];
  const answers = listed.map((each) => {
    const media: unknown = Reflect.get(Object(each), "poll_media");
    return { poll_media: { text: words(Reflect.get(Object(media), "text")) } };
  });
  const text = words(Reflect.get(Object(Reflect.get(given, "question")), "text"));
  const duration = Number(Reflect.get(given, "duration"));
  const isGood =
    text.length >= 1 &&
    text.length <= discordRules.question &&
    answers.length >= 1 &&
    answers.length <= discordRules.answers &&
    answers.every(({ poll_media: { text: each } }) => each.length >= 1 && each.length <= 55) &&
    Number.isInteger(duration) &&
    duration >= 1 &&
    duration <= discordRules.hours;
  if (isGood) return { question: { text }, answers, duration };
  throw no(400, 50_035, "Invalid Form Body");
}

/** Discord's rules for one bot and one channel, by the published description of API v10. */
export async function startDiscord(): Promise<DiscordServer> {
  const token = "MTE4MDAw.GdIsco.a-bot-token-for-tests-only-0123456789";
  const channel = "1180000000000000001";
  const guild = "1150000000000000003";
  const bot = { id: "1170000000000000009", username: "riverside-bot" };
  const messages = new Map<string, DiscordMessage>();
  let readsHistory = true;
  let sequence = 0n;
  const nextId = () =>
    String(((BigInt(Date.now()) - 1_420_070_400_000n) << 22n) + (sequence += 1n));

  const checked = async (visit: Visit) => {
    const given = await fieldsOf(visit);
    const json = given["payload_json"];
    const payload: Record<string, unknown> = json === undefined ? given : JSON.parse(words(json));
    const content = words(payload["content"]);
    const listed = Array.isArray(payload["attachments"]) ? payload["attachments"] : [];
    if (content.length > discordRules.content) throw no(400, 50_035, "Invalid Form Body");
    if (listed.length > discordRules.attachments) throw no(400, 50_035, "Invalid Form Body");
    const poll = pollIn(payload["poll"]);
    if (content === "" && listed.length === 0 && !poll)
      throw no(400, 50_006, "Cannot send an empty message");
    const attachments = listed.map((each: Record<string, unknown>) => {
      const id = words(each["id"]);
      const description = words(each["description"]);
      if (description.length > discordRules.description) throw no(400, 50_035, "Invalid Form Body");
      if (!(given[`files[${id}]`] instanceof Blob)) throw no(400, 50_035, "Invalid Form Body");
      const filename = words(each["filename"]);
      return { id, filename, description, url: `https://cdn.discordapp.com/${id}/${filename}` };
    });
    const mentions = new Map(Object.entries(payload["allowed_mentions"] ?? {})).get("parse");
    const callsAll = content.includes("@everyone") && !Array.isArray(mentions);
    return { content, attachments, payload, callsAll, ...(poll ? { poll } : {}) };
  };

  const create = async (visit: Visit): Promise<LoopbackAnswer> => {
    const { content, attachments, payload, poll } = await checked(visit);
    const nonce = words(payload["nonce"]) || undefined;
    if ((nonce?.length ?? 0) > discordRules.nonce) throw no(400, 50_035, "Invalid Form Body");
    const before = [...messages.values()].find(
      (each) => each.nonce === nonce && nonce !== undefined,
    );
    if (before && payload["enforce_nonce"] === true) return { status: 200, body: before };
    const reference = new Map(Object.entries(payload["message_reference"] ?? {}));
    const parent = words(reference.get("message_id"));
    if (parent !== "" && !messages.has(parent)) throw no(400, 50_035, "Invalid Form Body");
    const made: DiscordMessage = {
      id: nextId(),
      author: bot,
      content,
      nonce,
      attachments,
      timestamp: new Date().toISOString(),
      edited_timestamp: null,
      ...(poll ? { poll } : {}),
      ...(parent === "" ? {} : { message_reference: { message_id: parent } }),
    };
    messages.set(made.id, made);
    return { status: 200, body: made };
  };

  const list = (visit: Visit): LoopbackAnswer => {
    const limit = Number(visit.query.get("limit") ?? 50);
    if (limit < 1 || limit > 100) throw no(400, 50_035, "Invalid Form Body");
    // Whoever may not read the history is shown an empty one.
    if (!readsHistory) return { status: 200, body: [] };
    const before = BigInt(visit.query.get("before") ?? "9223372036854775807");
    const after = BigInt(visit.query.get("after") ?? "0");
    const all = [...messages.values()]
      .filter(({ id }) => BigInt(id) < before && BigInt(id) > after)
      .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1));
    const page = visit.query.has("after") ? all.slice(-limit) : all.slice(0, limit);
    return { status: 200, body: page };
  };

  const answer = async (visit: Visit): Promise<LoopbackAnswer> => {
    if (visit.request.headers.authorization !== `Bot ${token}`)
      throw no(401, 0, "401: Unauthorized");
    if (!visit.request.headers["user-agent"]?.startsWith("DiscordBot"))
      throw no(403, 40_333, "internal network error");
    const { method, path } = visit;
    const { name, description: topic, picture: avatar, administrators } = loopback.presented;
    if (path === "/users/@me")
      return { status: 200, body: { ...bot, username: name, avatar, bot: true } };
    if (path === `/guilds/${guild}`) {
      const roles = [
        { id: "r1", permissions: "104324673" },
        { id: "r9", permissions: "8" },
      ];
      return { status: 200, body: { id: guild, owner_id: administrators[0]?.id, roles } };
    }
    if (path === `/guilds/${guild}/members`) {
      const people = administrators.map(({ id, name: username }) => ({
        user: { id, username },
        roles: ["r9"],
      }));
      const visitor = { user: { id: "77", username: "visitor" }, roles: ["r1"] };
      return { status: 200, body: [visitor, ...people] };
    }
    const [, , where, kind, id] = path.split("/");
    if (where !== channel) throw no(404, 10_003, "Unknown Channel");
    if (kind === undefined)
      return {
        status: 200,
        body: { id: channel, type: 0, name: "alerts", topic, guild_id: guild },
      };
    if (id === undefined) return method === "POST" ? create(visit) : list(visit);
    if (!readsHistory && method === "GET") throw no(403, 50_013, "Missing Permissions");
    const message = messages.get(id);
    if (!message) throw no(404, 10_008, "Unknown Message");
    if (method === "GET") return { status: 200, body: message };
    if (method === "DELETE") {
      messages.delete(id);
      return { status: 204 };
    }
    if (message.author.id !== bot.id)
      throw no(403, 50_005, "Cannot edit a message of another user");
    const { content, attachments } = await checked(visit);
    Object.assign(message, { content, attachments, edited_timestamp: new Date().toISOString() });
    return { status: 200, body: message };
  };

  const loopback = await startLoopback({
    answer,
    isAct: ({ method, path }) => method === "POST" && path.endsWith("/messages"),
    tooMany: discordNo(429, 0, "You are being rate limited.", { retry_after: 3.4, global: false }),
    outOfOrder: discordNo(503, 130_000, "API resource is currently overloaded."),
    expired: discordNo(401, 0, "401: Unauthorized"),
    headers: () => ({
      "x-ratelimit-limit": "5",
      "x-ratelimit-remaining": "4",
      "x-ratelimit-reset-after": "1.0",
    }),
  });
  return {
    ...loopback,
    token,
    channel,
    messages,
    write(username, content) {
      const id = nextId();
      const author = { id: `99${username.length}`, username };
      const timestamp = new Date().toISOString();
      messages.set(id, {
        id,
        author,
        content,
        nonce: undefined,
        attachments: [],
        timestamp,
        edited_timestamp: null,
      });
    },
    closeHistory() {
      readsHistory = false;
    },
    forgetNonces() {
      for (const each of messages.values()) each.nonce = undefined;
    },
    [Symbol.asyncDispose]: () => loopback[Symbol.asyncDispose](),
  };
}
