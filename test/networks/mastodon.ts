import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { checkedStatus, No, scheduledOf } from "./mastodon-rules.ts";
import {
  accountShape,
  credentialShape,
  instanceShape,
  mastodonLimits,
  type MastodonMedia,
  mediaShape,
  type MastodonStatus,
  type MastodonUser,
  statusHtml,
  statusShape,
} from "./mastodon-shapes.ts";

/** What servers of this kind have been seen to do, on demand. */
export interface MastodonFaults {
  /** A popular server publishes at once, with a plain Status in its answer. */
  ignoresScheduledAt?: boolean;
  resetAfterAccept?: boolean;
  resetBeforeAccept?: boolean;
  gatewayErrorAfterAccept?: boolean;
  answersTwice?: boolean;
  slowMs?: number;
  tooManyRequests?: boolean;
  outOfOrder?: boolean;
  expiredToken?: boolean;
  /** Pictures are worked on for this many questions. */
  mediaPolls?: number;
  /** What was uploaded turns out to be no film. */
  mediaFails?: boolean;
  /** Servers other than Mastodon often lack it. */
  hasNoSource?: boolean;
}

export interface MastodonServer extends AsyncDisposable {
  url: string;
  host: string;
  statuses: Map<string, MastodonStatus>;
  media: Map<string, MastodonMedia>;
  createUser(username: string): MastodonUser;
  /** The old token is worth nothing from now on; the account has another one. */
  renewToken(token: string): string;
  /** Another account mentions this one. */
  mention(from: MastodonUser, text: string, visibility?: "public" | "direct"): void;
  fail(faults: MastodonFaults): void;
  /** Answers the next post so, and does nothing. */
  answerNext(status: number, error: string): void;
}

interface Visit {
  method: string;
  path: string;
  query: URLSearchParams;
  request: IncomingMessage;
  body: Buffer;
  user: MastodonUser;
}

type Answer = { status: number; body: unknown };

/** How many requests an account may make in the window that the headers tell of. */
const requestsPerWindow = 300;
const windowMs = 300_000;

/** A server that speaks the published Mastodon interface (4.7.0), on loopback, in memory. */
export async function startMastodon(): Promise<MastodonServer> {
  const users = new Map<string, MastodonUser>();
  const statuses = new Map<string, MastodonStatus>();
  const media = new Map<string, MastodonMedia>();
  const keys = new Map<string, Answer>();
  const notices: { id: string; statusId: string; createdAt: string }[] = [];
  let faults: MastodonFaults = {};
  let next: Answer | undefined;
  let used = 0;
  let lastId = BigInt(Date.now()) << 16n;
  let origin = "";
  const nextId = () => String((lastId += 1n));
  const userOf = (id: string) => {
    const user = [...users.values()].find((each) => each.id === id);
    if (user === undefined) throw new No(404, "Record not found");
    return user;
  };
  const show = (status: MastodonStatus) =>
    statusShape(status, userOf(status.userId), attached(status.mediaIds), origin);
  const attached = (ids: readonly string[]) => ids.flatMap((id) => media.get(id) ?? []);
  const mine = (id: string, user: MastodonUser) => {
    const status = statuses.get(id);
    if (status === undefined || status.userId !== user.id) throw new No(404, "Record not found");
    return status;
  };

  const create = (visit: Visit): Answer => {
    const header = visit.request.headers["idempotency-key"];
    const key = typeof header === "string" ? `${visit.user.id} ${header}` : undefined;
    const before = key === undefined ? undefined : keys.get(key);
    if (before !== undefined) return before;
    const given = checkedStatus(json(visit), statuses, media);
    const scheduledAt = scheduledOf(json(visit));
    if (scheduledAt !== undefined && faults.ignoresScheduledAt !== true) {
      const params = {
        ...json(visit),
        text: given.text,
        visibility: given.visibility,
        application_id: 1,
        with_rate_limit: false,
      };
      const body = { id: nextId(), scheduled_at: scheduledAt, params, media_attachments: [] };
      return { status: 200, body };
    }
    const createdAt = new Date().toISOString();
    const status = {
      id: nextId(),
      userId: visit.user.id,
      ...given,
      createdAt,
      editedAt: null,
      history: [],
    };
    statuses.set(status.id, status);
    const answer = { status: 200, body: show(status) };
    if (key !== undefined) keys.set(key, answer);
    return answer;
  };

  const change = (visit: Visit, id: string): Answer => {
    const before = mine(id, visit.user);
    const editedAt = new Date().toISOString();
    const { text, spoilerText, createdAt } = before;
    const history = [
      ...before.history,
      { text, spoilerText, createdAt: before.editedAt ?? createdAt },
    ];
    const given = checkedStatus(json(visit), statuses, media);
    const { visibility, inReplyToId } = before;
    const after = { ...before, ...given, visibility, inReplyToId, editedAt, history };
    statuses.set(id, after);
    return { status: 200, body: show(after) };
  };

  const historyOf = (status: MastodonStatus) => {
    const { text, spoilerText, editedAt, createdAt } = status;
    const now = { text, spoilerText, createdAt: editedAt ?? createdAt };
    return [...status.history, now].map((each) => ({
      content: statusHtml(each.text),
      spoiler_text: each.spoilerText,
      sensitive: status.sensitive,
      created_at: each.createdAt,
      account: accountShape(userOf(status.userId), origin, 0),
      media_attachments: [],
      emojis: [],
    }));
  };

  const onStatus = (visit: Visit, id: string, part: string | undefined): Answer => {
    if (visit.method === "PUT") return change(visit, id);
    // What is public, anybody reads; what is direct, whoever is named in it.
    const seen = statuses.get(id);
    const isSeen =
      seen?.visibility === "public" || seen?.text.includes(`@${visit.user.username}`) === true;
    if (visit.method === "GET" && part === undefined && seen && isSeen)
      return { status: 200, body: show(seen) };
    const status = mine(id, visit.user);
    if (visit.method === "DELETE") {
      statuses.delete(id);
      return { status: 200, body: { ...show(status), text: status.text } };
    }
    if (part === "history") return { status: 200, body: historyOf(status) };
    if (part === "source" && faults.hasNoSource !== true) {
      const { text, spoilerText } = status;
      return { status: 200, body: { id, text, spoiler_text: spoilerText } };
    }
    if (part !== undefined) throw new No(404, "Record not found");
    return { status: 200, body: show(status) };
  };

  const uploadMedia = async (visit: Visit): Promise<Answer> => {
    const type = visit.request.headers["content-type"] ?? "";
    const form = await new Response(new Uint8Array(visit.body), {
      headers: { "content-type": type },
    })
      .formData()
      .catch(() => new FormData());
    const file = form.get("file");
    if (!(file instanceof Blob)) throw new No(422, "Validation failed: File can't be blank");
    if (!mastodonLimits.mimeTypes.includes(file.type)) {
      throw new No(422, "Validation failed: File content type is invalid");
    }
    const said = form.get("description");
    const description = typeof said === "string" ? said : "";
    if (description.length > mastodonLimits.descriptionCharacters) {
      throw new No(422, "Validation failed: Description is too long");
    }
    const isVideo = file.type.startsWith("video/");
    const sizeBytesMax = isVideo ? mastodonLimits.videoBytes : mastodonLimits.imageBytes;
    if (file.size > sizeBytesMax)
      throw new No(422, `Validation failed: File must be less than ${sizeBytesMax} bytes`);
    const made = {
      id: nextId(),
      type: file.type,
      description,
      sizeBytes: file.size,
      hasThumbnail: form.get("thumbnail") instanceof Blob,
      // A video is always worked on in the background.
      pollsLeft: faults.mediaPolls ?? (isVideo ? 2 : 0),
    };
    media.set(made.id, made);
    return { status: made.pollsLeft > 0 ? 202 : 200, body: mediaShape(made, origin) };
  };

  const pollMedia = (id: string): Answer => {
    const found = media.get(id);
    if (found === undefined) throw new No(404, "Record not found");
    if (faults.mediaFails) throw new No(422, "Error processing thumbnail for uploaded media");
    found.pollsLeft -= 1;
    return { status: found.pollsLeft > 0 ? 206 : 200, body: mediaShape(found, origin) };
  };

  const listOf = (visit: Visit, all: readonly { id: string }[]) => {
    const before = visit.query.get("max_id");
    const since = visit.query.get("min_id") ?? visit.query.get("since_id");
    return all
      .filter((each) => before === null || BigInt(each.id) < BigInt(before))
      .filter((each) => since === null || BigInt(each.id) > BigInt(since))
      .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1))
      .slice(0, Math.min(40, Number(visit.query.get("limit") ?? 20)))
      .map((each) => each.id);
  };

  const noticesOf = (visit: Visit) =>
    listOf(visit, notices).flatMap((id) => {
      const notice = notices.find((each) => each.id === id);
      const status = statuses.get(notice?.statusId ?? "");
      if (notice === undefined || status === undefined) return [];
      const account = accountShape(userOf(status.userId), origin, 0);
      const type = "mention";
      return [
        {
          id,
          type,
          created_at: notice.createdAt,
          group_key: `ungrouped-${id}`,
          account,
          status: show(status),
        },
      ];
    });

  const route = async (visit: Visit): Promise<Answer> => {
    const { method, path, user } = visit;
    const [, , , kind, id, part] = path.split("/");
    const own = () => [...statuses.values()].filter((each) => each.userId === user.id);
    if (path === "/api/v2/media" && method === "POST") return uploadMedia(visit);
    if (kind === "media" && id !== undefined) return pollMedia(id);
    if (path === "/api/v1/statuses" && method === "POST") return create(visit);
    if (kind === "statuses" && id !== undefined) return onStatus(visit, id, part);
    if (path === "/api/v1/notifications") return { status: 200, body: noticesOf(visit) };
    if (path === "/api/v1/accounts/verify_credentials") {
      return { status: 200, body: credentialShape(user, origin, own().length) };
    }
    if (kind === "accounts" && part === "statuses") {
      const theirs = [...statuses.values()].filter((each) => each.userId === id);
      const shown = listOf(visit, theirs).flatMap((each) => statuses.get(each) ?? []);
      return { status: 200, body: shown.map(show) };
    }
    throw new No(404, "Record not found");
  };

  const answer = async (request: IncomingMessage, body: Buffer): Promise<Answer> => {
    const url = new URL(request.url ?? "/", origin);
    if (url.pathname === "/api/v2/instance") return { status: 200, body: instanceShape(origin) };
    const user = users.get(request.headers.authorization?.slice("Bearer ".length) ?? "");
    if (user === undefined || faults.expiredToken) throw new No(401, "The access token is invalid");
    if (faults.tooManyRequests) throw new No(429, "Too many requests");
    if (faults.outOfOrder) throw new No(503, "Remote data could not be fetched");
    const { pathname: path, searchParams: query } = url;
    return route({ method: request.method ?? "GET", path, query, request, body, user });
  };

  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => void finish(request, response, Buffer.concat(pieces)));
  });
  const finish = async (request: IncomingMessage, response: ServerResponse, body: Buffer) => {
    const isPost = request.method === "POST" && request.url === "/api/v1/statuses";
    const now = faults;
    if (isPost && now.resetBeforeAccept) return request.socket.resetAndDestroy();
    const played = isPost ? next : undefined;
    if (played) next = undefined;
    const made =
      played ??
      (await answer(request, body).catch((error: unknown) => {
        if (error instanceof No) return { status: error.status, body: { error: error.message } };
        throw error;
      }));
    used += 1;
    if (isPost && made.status === 200 && now.resetAfterAccept)
      return request.socket.resetAndDestroy();
    if (isPost && made.status === 200 && now.gatewayErrorAfterAccept) {
      response.writeHead(502, { "content-type": "text/html" }).end("<h1>502 Bad Gateway</h1>");
      return;
    }
    const text = JSON.stringify(made.body);
    const left = made.status === 429 ? 0 : Math.max(0, requestsPerWindow - used);
    if (now.slowMs) await new Promise((resolve) => setTimeout(resolve, now.slowMs));
    response.writeHead(made.status, {
      "content-type": "application/json; charset=utf-8",
      "content-length": Buffer.byteLength(text),
      "x-ratelimit-limit": requestsPerWindow,
      "x-ratelimit-remaining": left,
      "x-ratelimit-reset": new Date(Date.now() + windowMs).toISOString(),
    });
    response.end(text);
    if (isPost && now.answersTwice) {
      const { socket } = request;
      const twice = `HTTP/1.1 200 OK\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
      setTimeout(() => socket.writable && socket.write(twice), 5);
    }
  };
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no port was given");
  const host = `127.0.0.1:${address.port}`;
  origin = `http://${host}`;
  return {
    url: origin,
    host,
    statuses,
    media,
    createUser(username) {
      const user = { id: nextId(), username, token: randomBytes(24).toString("base64url") };
      users.set(user.token, user);
      return user;
    },
    renewToken(token) {
      const user = users.get(token);
      if (user === undefined) throw new Error("no such token");
      users.delete(token);
      user.token = randomBytes(24).toString("base64url");
      users.set(user.token, user);
      return user.token;
    },
    mention(from, text, visibility = "public") {
      const createdAt = new Date().toISOString();
      const rest = { spoilerText: "", sensitive: false, visibility, language: "en" };
      const id = nextId();
      statuses.set(id, {
        id,
        userId: from.id,
        text,
        ...rest,
        inReplyToId: null,
        mediaIds: [],
        poll: null,
        createdAt,
        editedAt: null,
        history: [],
      });
      notices.push({ id: nextId(), statusId: id, createdAt });
    },
    fail(given) {
      faults = given;
    },
    answerNext(status, error) {
      next = { status, body: { error } };
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function json(visit: Visit): Readonly<Record<string, unknown>> {
  try {
    const body: unknown = JSON.parse(visit.body.toString("utf8"));
    return typeof body === "object" && body !== null ? { ...body } : {};
  } catch {
    throw new No(400, "The request is no JSON");
  }
}
