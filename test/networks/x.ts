import { createHmac } from "node:crypto";
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
import { type XMedia, xMedia, xNo, xProblem } from "./x-media.ts";
import { ScopedConsents, type XMessages, xMessages } from "./x-messages.ts";

export interface XPost {
  id: string;
  text: string;
  author: string;
  madeMs: number;
  parent: string;
  media: string[];
  poll?: PlayedPoll;
  likes?: number;
  /** Pictures and films with it, as X tells them. */
  shown?: { type: string; url?: string; variants?: object[]; alt_text?: string }[];
  /** The ids of its versions up to itself, where it was edited. */
  history?: string[];
}

export interface XServer extends Loopback {
  clientId: string;
  clientSecret: string;
  posts: Map<string, XPost>;
  media: Map<string, XMedia>;
  consents: ScopedConsents;
  messages: XMessages;
  /** How many times tokens were handed out: each ends the pair before it. */
  tokensGiven(): number;
  /** How many posts were answered with, by any question: each is paid for. */
  postsRead(): number;
  /** Its author protects the account: nobody else reads the post. */
  protect(id: string): void;
  write(author: string, text: string, parent?: string): XPost;
  /** Somebody with the account edits a post in X's own app: a new post, with a new id, in the place of the old. */
  editInApp(id: string, text: string): XPost;
  /** Deletes a post with all its versions. */
  deleteInApp(id: string): void;
  workFor(polls: number): void;
  breakUploads(isBroken: boolean): void;
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
  const consents = new ScopedConsents();
  let scopes: ReadonlySet<string> = new Set();
  const hidden = new Set<string>();
  let given = 0;
  let read = 0;
  let polls = 0;
  let isBroken = false;
  let lastId = 1_900_000_000_000_000_000n;
  let lastMs = 0;
  const tokens = () => ({
    access: `x-access-token-${given}-for-tests`,
    refresh: `x-refresh-token-${given}-for-tests`,
  });
  const nextId = () => String((lastId += 1n));
  const no = xNo;
  const { messages, answer: onMessages } = xMessages({ me, users, nextId });
  const onMedia = xMedia({ media, nextId, isBroken: () => isBroken, polls: () => polls });
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
  /** Each version names all of them. */
  const chainOf = (post: XPost) =>
    [...posts.values()].findLast(({ history }) => history?.includes(post.id))?.history ?? [post.id];
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
      edit_history_tweet_ids: chainOf(post),
      ...(post.shown
        ? { attachments: { media_keys: post.shown.map((_one, at) => `3_${post.id}${at}`) } }
        : {}),
      public_metrics: {
        like_count: post.likes ?? 0,
        retweet_count: 0,
        reply_count: 0,
        quote_count: 0,
        bookmark_count: 0,
        impression_count: Date.now(),
      },
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

  /** Timelines show the newest version of an edited post alone. */
  const isNewest = (post: XPost) => chainOf(post).at(-1) === post.id;
  const byId = (id: string): LoopbackAnswer => {
    const post = posts.get(id);
    if (post) return { status: 200, body: { data: shape(post) } };
    const type = "https://api.twitter.com/2/problems/resource-not-found";
    const detail = `Could not find tweet with id: [${id}].`;
    return { status: 200, body: { errors: [{ title: "Not Found Error", type, detail }] } };
  };

  /** Media only for who asks for them by an expansion. */
  const besides = (shown: readonly XPost[], { query }: Visit) => ({
    users: usersOf(shown),
    ...(query.get("expansions")?.includes("attachments.media_keys")
      ? {
          media: shown.flatMap(({ id, shown: all = [] }) =>
            all.map((one, at) => ({ media_key: `3_${id}${at}`, ...one })),
          ),
        }
      : {}),
  });
  const usersOf = (shown: readonly XPost[]) =>
    [...new Set(shown.map(({ author }) => author))].map((id) => ({
      id,
      username: users.get(id),
      name: users.get(id),
    }));
  /** What is missing is told beside the rest, with 200. */
  const byIds = (visit: Visit): LoopbackAnswer => {
    const ids = (visit.query.get("ids") ?? "").split(",");
    if (ids.length > 100 || ids.some((id) => !/^\d{1,19}$/.test(id)))
      throw no(400, "invalid-request", "ids");
    const shown = ids.flatMap((id) => (hidden.has(id) ? [] : (posts.get(id) ?? [])));
    read += shown.length;
    const errors = ids
      .filter((id) => hidden.has(id) || !posts.has(id))
      .map((value) => ({
        value,
        resource_id: value,
        resource_type: "tweet",
        parameter: "ids",
        title: hidden.has(value) ? "Authorization Error" : "Not Found Error",
        type: `https://api.twitter.com/2/problems/${hidden.has(value) ? "not-authorized-for-resource" : "resource-not-found"}`,
      }));
    return {
      status: 200,
      body: {
        ...(shown.length > 0 ? { data: shown.map(shape), includes: besides(shown, visit) } : {}),
        ...(errors.length > 0 ? { errors } : {}),
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
      .filter(
        (post) => fits(post) && isNewest(post) && post.madeMs >= start && BigInt(post.id) > sinceId,
      )
      .sort((a, b) => b.madeMs - a.madeMs);
    const shown = all.slice(from, from + size);
    const next = from + size < all.length ? { next_token: String(from + size) } : {};
    const ends = shown.length > 0 ? { newest_id: shown[0]?.id, oldest_id: shown.at(-1)?.id } : {};
    read += shown.length;
    return {
      status: 200,
      body: {
        ...(shown.length > 0 ? { data: shown.map(shape), includes: besides(shown, visit) } : {}),
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
    if (fields["grant_type"] !== "refresh_token") scopes = consents.scopesOf(words(fields["code"]));
    given += 1;
    const { access, refresh } = tokens();
    return {
      status: 200,
      body: {
        token_type: "bearer",
        expires_in: 7_200,
        access_token: access,
        refresh_token: refresh,
        scope: [...scopes].join(" "),
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
      const { name, description, website, picture: profile_image_url } = loopback.presented;
      const urls = [{ url: "https://t.co/own", expanded_url: website }];
      const entities = { url: { urls } };
      const looks = { name, description, profile_image_url, url: "https://t.co/own", entities };
      return { status: 200, body: { data: { ...me, ...looks, public_metrics: { tweet_count } } } };
    }
    if (path.startsWith("/2/media/")) return onMedia(visit);
    const told = onMessages(visit, scopes);
    if (told) return told;
    if (path === "/2/tweets" && method === "POST") return create(visit);
    if (path === `/2/users/${me.id}/tweets`) return list(visit, ({ author }) => author === me.id);
    if (path === `/2/users/${me.id}/mentions`)
      return list(visit, ({ text }) => text.includes(`@${me.username}`));
    if (method === "GET" && path === "/2/tweets") return byIds(visit);
    const id = path.split("/").at(-1) ?? "";
    if (method === "GET" && path === `/2/tweets/${id}`) return byId(id);
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
    messages,
    tokensGiven: () => given,
    postsRead: () => read,
    protect: (id) => void hidden.add(id),
    write(author, text, parent = "") {
      const id = `9${author.length}`;
      users.set(id, author);
      return put({ author: id, text, parent });
    },
    editInApp(id, text) {
      const before = posts.get(id);
      if (!before) throw new Error("no such post");
      const made = put({ text, author: before.author, parent: before.parent });
      made.history = [...chainOf(before), made.id];
      return made;
    },
    deleteInApp(id) {
      const post = posts.get(id);
      for (const each of post ? chainOf(post) : []) posts.delete(each);
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
