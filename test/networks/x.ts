import { createHmac } from "node:crypto";
import { Consents } from "./graph.ts";
import {
  fieldsOf,
  type Loopback,
  type LoopbackAnswer,
  No,
  startLoopback,
  type Visit,
  words,
} from "./loopback.ts";
import { type PlayedPoll, xPoll } from "./polls.ts";

export interface XPost {
  id: string;
  text: string;
  author: string;
  madeMs: number;
  parent: string;
  media: string[];
  poll?: PlayedPoll;
}

export interface XMedia {
  id: string;
  category: string;
  type: string;
  total: number;
  pieces: Buffer[];
  state: "open" | "pending" | "succeeded" | "failed";
  alt: string;
  subtitles: string[];
  pollsLeft: number;
}

export interface XServer extends Loopback {
  clientId: string;
  clientSecret: string;
  posts: Map<string, XPost>;
  media: Map<string, XMedia>;
  consents: Consents;
  /** How many times tokens were handed out: each ends the pair before it. */
  tokensGiven(): number;
  write(author: string, text: string, parent?: string): XPost;
  workFor(polls: number): void;
  breakUploads(isBroken: boolean): void;
}

function xProblem(status: number, type: string, title: string, detail: string): LoopbackAnswer {
  return {
    status,
    body: { title, detail, type: `https://api.twitter.com/2/problems/${type}`, status },
  };
}

/** A plain problem for a row of the table: its words stand where the network puts them. */
export function xRow(status: number, code: string): LoopbackAnswer {
  const isType = /^[a-z]+(-[a-z]+)+$/.test(code);
  return xProblem(
    status,
    isType ? code : "about:blank",
    isType ? "Row" : code,
    isType ? "Row" : `You are ${code}.`,
  );
}

const heavy = (text: string) =>
  [...text.replaceAll(/https?:\/\/\S+/g, "x".repeat(23))].reduce(
    (sum, one) => sum + ((one.codePointAt(0) ?? 0) > 4_351 ? 2 : 1),
    0,
  );

/** The X API v2 by its published description: posts, chunked media, timelines, OAuth 2 with rotation. */
export async function startX(): Promise<XServer> {
  const clientId = "x-client-id";
  const clientSecret = "x-client-secret-for-tests-0123456789";
  const me = { id: "2244994945", username: "riversidepd", name: "Riverside Falls Police" };
  const posts = new Map<string, XPost>();
  const media = new Map<string, XMedia>();
  const users = new Map([[me.id, me.username]]);
  const consents = new Consents();
  let given = 0;
  let polls = 0;
  let isBroken = false;
  let lastId = 1_900_000_000_000_000_000n;
  let lastMs = 0;
  const tokens = () => ({
    access: `x-access-token-${given}-for-tests`,
    refresh: `x-refresh-token-${given}-for-tests`,
  });
  const nextId = () => String((lastId += 1n));
  const no = (status: number, type: string, detail: string) =>
    new No(status, xProblem(status, type, type, detail).body);
  const put = (more: Partial<XPost>): XPost => {
    lastMs = Math.max(Date.now(), lastMs + 1);
    const made = {
      id: nextId(),
      text: "",
      author: me.id,
      madeMs: lastMs,
      parent: "",
      media: [],
      ...more,
    };
    posts.set(made.id, made);
    return made;
  };
  const shape = (post: XPost) => {
    const links = post.text.match(/https?:\/\/\S+/g) ?? [];
    const urls = links.map((expanded_url, index) => ({
      url: `https://t.co/${post.id}${index}`,
      expanded_url,
    }));
    const own =
      post.media.length > 0
        ? [
            {
              url: `https://t.co/m${post.id}`,
              expanded_url: `https://x.com/${me.username}/status/${post.id}/photo/1`,
            },
          ]
        : [];
    let text = post.text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
    for (const { url, expanded_url } of urls) text = text.replace(expanded_url, url);
    if (own[0]) text = `${text} ${own[0].url}`;
    return {
      id: post.id,
      text,
      author_id: post.author,
      created_at: new Date(post.madeMs).toISOString(),
      edit_history_tweet_ids: [post.id],
      ...(urls.length + own.length > 0 ? { entities: { urls: [...urls, ...own] } } : {}),
      ...(post.parent === ""
        ? {}
        : {
            referenced_tweets: [{ type: "replied_to", id: post.parent }],
            in_reply_to_user_id: posts.get(post.parent)?.author,
          }),
    };
  };

  const create = async (visit: Visit): Promise<LoopbackAnswer> => {
    const fields = await fieldsOf(visit);
    const text = words(fields["text"]);
    const ids = new Map(Object.entries(fields["media"] ?? {})).get("media_ids");
    const attached: string[] = Array.isArray(ids) ? ids.map(String) : [];
    const parent = words(
      new Map(Object.entries(fields["reply"] ?? {})).get("in_reply_to_tweet_id"),
    );
    if (text === "" && attached.length === 0) throw no(400, "invalid-request", "text is missing");
    if (heavy(text) > 280) throw no(400, "invalid-request", "Your Post text is too long.");
    if (attached.length > 4 || attached.some((id) => media.get(id)?.state !== "succeeded"))
      throw no(400, "invalid-request", "Your media IDs are invalid.");
    const poll = xPoll(fields["poll"], attached.length > 0);
    if (poll === "wrong") throw no(400, "invalid-request", "poll is invalid");
    const above = posts.get(parent);
    if (parent !== "" && !above)
      throw no(
        403,
        "about:blank",
        "You attempted to reply to a Post that is deleted or not visible to you.",
      );
    if (above && above.author !== me.id && !above.text.includes(`@${me.username}`))
      throw no(
        403,
        "about:blank",
        "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author.",
      );
    if (
      [...posts.values()].some(
        (post) =>
          post.author === me.id && post.text === text && post.parent === parent && text !== "",
      )
    )
      throw no(403, "about:blank", "You are not allowed to create a Tweet with duplicate content.");
    const made = put({ text, parent, media: attached, ...(poll ? { poll } : {}) });
    return {
      status: 201,
      body: { data: { id: made.id, text, edit_history_tweet_ids: [made.id] } },
    };
  };

  const onMedia = async (visit: Visit): Promise<LoopbackAnswer> => {
    const { path } = visit;
    if (path === "/2/media/upload" && visit.method === "GET") {
      const one = media.get(visit.query.get("media_id") ?? "");
      if (!one) throw no(404, "resource-not-found", "No such media");
      one.pollsLeft -= 1;
      if (one.state === "pending" && one.pollsLeft <= 0) one.state = "succeeded";
      return {
        status: 200,
        body: {
          data: {
            id: one.id,
            processing_info: {
              state: one.state === "pending" ? "in_progress" : one.state,
              check_after_secs: 1,
            },
          },
        },
      };
    }
    const fields = visit.body.length > 0 ? await fieldsOf(visit) : {};
    if (path === "/2/media/upload/initialize") {
      const category = words(fields["media_category"]);
      const total = Number(fields["total_bytes"]);
      if (
        !["tweet_image", "tweet_gif", "tweet_video", "subtitles"].includes(category) ||
        !(total > 0)
      )
        throw no(400, "invalid-request", "media_category is not one of");
      const made: XMedia = {
        id: nextId(),
        category,
        type: words(fields["media_type"]),
        total,
        pieces: [],
        state: "open",
        alt: "",
        subtitles: [],
        pollsLeft: 0,
      };
      media.set(made.id, made);
      return {
        status: 200,
        body: { data: { id: made.id, media_key: `3_${made.id}`, expires_after_secs: 86_400 } },
      };
    }
    if (path === "/2/media/metadata" || path === "/2/media/subtitles") {
      const one = media.get(words(fields["id"]));
      if (!one) throw no(400, "invalid-request", "media id is invalid");
      const alt = new Map(
        Object.entries(new Map(Object.entries(fields["metadata"] ?? {})).get("alt_text") ?? {}),
      ).get("text");
      if (words(alt).length > 1_000) throw no(400, "invalid-request", "alt_text is too long");
      if (alt !== undefined) one.alt = words(alt);
      const track = new Map(Object.entries(fields["subtitles"] ?? {}));
      const file = media.get(words(track.get("id")));
      if (path.endsWith("subtitles")) {
        if (file?.category !== "subtitles" || !/^[A-Z]{2}$/.test(words(track.get("language_code"))))
          throw no(400, "invalid-request", "subtitles are invalid");
        one.subtitles.push(Buffer.concat(file.pieces).toString());
      }
      return { status: 200, body: { data: { id: one.id } } };
    }
    const [, id = "", act] = /^\/2\/media\/upload\/(\d+)\/(append|finalize)$/.exec(path) ?? [];
    const one = media.get(id);
    if (!one) throw no(404, "resource-not-found", "No such media");
    if (act === "append") {
      if (isBroken) throw no(500, "about:blank", "Internal server error");
      const piece = fields["media"];
      if (
        !(piece instanceof Blob) ||
        piece.size > 5_242_880 ||
        Number(fields["segment_index"]) !== one.pieces.length
      )
        throw no(400, "invalid-request", "segment_index");
      one.pieces.push(Buffer.from(await piece.arrayBuffer()));
      return { status: 200, body: { data: { expires_at: 1 } } };
    }
    if (Buffer.concat(one.pieces).length !== one.total)
      throw no(400, "invalid-request", "Segments do not add up to provided total file size.");
    const isSlow = one.category === "tweet_video" && polls > 0;
    Object.assign(one, { state: isSlow ? "pending" : "succeeded", pollsLeft: polls });
    return {
      status: 200,
      body: {
        data: {
          id,
          ...(isSlow ? { processing_info: { state: "pending", check_after_secs: 1 } } : {}),
        },
      },
    };
  };

  const list = (visit: Visit, fits: (post: XPost) => boolean): LoopbackAnswer => {
    const size = Number(visit.query.get("max_results") ?? 10);
    if (size < 5 || size > 100) throw no(400, "invalid-request", "max_results");
    const start = Date.parse(visit.query.get("start_time") ?? "1970-01-01T00:00:00Z");
    const sinceId = BigInt(visit.query.get("since_id") ?? "0");
    const from = Number(visit.query.get("pagination_token") ?? 0);
    const all = [...posts.values()]
      .filter((post) => fits(post) && post.madeMs >= start && BigInt(post.id) > sinceId)
      .sort((a, b) => b.madeMs - a.madeMs);
    const shown = all.slice(from, from + size);
    const next = from + size < all.length ? { next_token: String(from + size) } : {};
    const ends = shown.length > 0 ? { newest_id: shown[0]?.id, oldest_id: shown.at(-1)?.id } : {};
    const known = [...new Set(shown.map(({ author }) => author))].map((id) => ({
      id,
      username: users.get(id),
      name: users.get(id),
    }));
    return {
      status: 200,
      body: {
        ...(shown.length > 0 ? { data: shown.map(shape), includes: { users: known } } : {}),
        meta: { result_count: shown.length, ...ends, ...next },
      },
    };
  };

  const token = async (visit: Visit): Promise<LoopbackAnswer> => {
    const fields = await fieldsOf(visit);
    const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`;
    const bad = (error: string) =>
      new No(400, { error, error_description: "Value passed was invalid." });
    if (visit.request.headers.authorization !== basic)
      throw new No(401, { error: "unauthorized_client" });
    const isGood =
      fields["grant_type"] === "refresh_token"
        ? fields["refresh_token"] === tokens().refresh
        : consents.take(
            words(fields["code"]),
            words(fields["code_verifier"]),
            words(fields["redirect_uri"]),
          );
    if (!isGood) throw bad("invalid_grant");
    given += 1;
    const { access, refresh } = tokens();
    return {
      status: 200,
      body: {
        token_type: "bearer",
        expires_in: 7_200,
        access_token: access,
        refresh_token: refresh,
        scope: "tweet.write",
      },
    };
  };

  const answer = async (visit: Visit): Promise<LoopbackAnswer> => {
    const { path, method } = visit;
    if (path === "/2/oauth2/token") return token(visit);
    if (visit.request.headers.authorization !== `Bearer ${tokens().access}`)
      throw no(401, "about:blank", "Unauthorized");
    if (path === "/2/users/me") {
      const tweet_count = [...posts.values()].filter(({ author }) => author === me.id).length;
      const { name, description, picture: profile_image_url } = loopback.presented;
      const looks = { name, description, profile_image_url };
      return { status: 200, body: { data: { ...me, ...looks, public_metrics: { tweet_count } } } };
    }
    if (path.startsWith("/2/media/")) return onMedia(visit);
    if (path === "/2/tweets" && method === "POST") return create(visit);
    if (path === `/2/users/${me.id}/tweets`) return list(visit, ({ author }) => author === me.id);
    if (path === `/2/users/${me.id}/mentions`)
      return list(visit, ({ text }) => text.includes(`@${me.username}`));
    const id = path.split("/").at(-1) ?? "";
    if (method === "DELETE" && posts.delete(id))
      return { status: 200, body: { data: { deleted: true } } };
    throw no(404, "resource-not-found", "Could not find the resource.");
  };

  const loopback = await startLoopback({
    answer,
    isAct: ({ method, path }) => method === "POST" && path === "/2/tweets",
    tooMany: {
      ...xProblem(429, "about:blank", "Too Many Requests", "Too Many Requests"),
      headers: { "x-rate-limit-reset": String(Math.ceil(Date.now() / 1_000) + 300) },
    },
    outOfOrder: xProblem(503, "about:blank", "Service Unavailable", "Service Unavailable"),
    expired: xProblem(401, "about:blank", "Unauthorized", "Unauthorized"),
    headers: () => ({ "x-rate-limit-limit": "75", "x-rate-limit-remaining": "70" }),
  });
  return {
    ...loopback,
    clientId,
    clientSecret,
    posts,
    media,
    consents,
    tokensGiven: () => given,
    write(author, text, parent = "") {
      const id = `9${author.length}`;
      users.set(id, author);
      return put({ author: id, text, parent });
    },
    workFor(count) {
      polls = count;
    },
    breakUploads(next) {
      isBroken = next;
    },
    [Symbol.asyncDispose]: () => loopback[Symbol.asyncDispose](),
  };
}

export function signedByX(secret: string, body: string): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("base64")}`;
}
