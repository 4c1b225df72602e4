import { createHash } from "node:crypto";
import { limit } from "#platform/limits.ts";
import type { Reply, Visit } from "./network-answers.ts";
import type { SandboxFaults } from "./network-faults.ts";
import {
  accept,
  change,
  comment,
  Denied,
  liveStateOf,
  owned,
  sandboxRules,
  withdraw,
} from "./network-posts.ts";
import type { SandboxAccount, SandboxPost, SandboxState } from "./network-state.ts";

const pageMax = limit("sandbox.page", 200, "items", "one answer of a list");

/** The JSON interface under /api/: one answer, or Denied. */
export function route(visit: Visit, state: SandboxState, faults: SandboxFaults): Reply {
  const { method, path, line, at } = visit;
  const [, , kind, id, part] = path.split("/");
  if (kind === "rules") return { status: 200, body: sandboxRules };
  if (kind === "posts" && id !== undefined && part === "comments" && method === "POST") {
    const parent = state.posts.get(id);
    if (parent === undefined) throw new Denied(404, "No such post.");
    return { status: 201, body: comment(state, parent, jsonOf(visit), at) };
  }
  if (kind === "accounts" && method === "POST")
    return { status: 201, body: register(visit, state) };
  const { account } = visit;
  if (account === undefined) throw new Denied(401, "This token is not known.");
  if (kind === "account") return { status: 200, body: accountView(state, account) };
  if (kind === "events") return { status: 200, body: eventsOf(visit, state, account) };
  if (kind === "media" && method === "POST") return { status: 201, body: upload(visit, state) };
  if (kind !== "posts") throw new Denied(404, "There is nothing here.");
  if (id === undefined) {
    if (method !== "POST") return { status: 200, body: postsOf(visit, state, account) };
    const body = jsonOf(visit);
    line.text = typeof body["text"] === "string" ? body["text"] : undefined;
    const post = accept(state, account, body, faults.ignoreKeys ? undefined : line.key, at);
    line.id = post.id;
    return { status: 201, body: postView(visit, post) };
  }
  line.id = id;
  const seen = state.posts.get(id);
  // What stands there, anybody sees.
  if (seen && method === "GET" && part === undefined)
    return { status: 200, body: postView(visit, seen) };
  const post = owned(state, account, id);
  if (part === "live" && method === "GET")
    return { status: 200, body: liveView(visit, account, post) };
  if (method === "PUT")
    return { status: 200, body: postView(visit, change(state, post, jsonOf(visit), at)) };
  if (method === "DELETE") {
    withdraw(state, post, at);
    return { status: 200, body: { id } };
  }
  throw new Denied(404, "There is nothing here.");
}

/** Anyone on this machine may open an account: the network is for practice. */
function register(visit: Visit, state: SandboxState): SandboxAccount {
  const { handle, name } = jsonOf(visit);
  if (typeof handle !== "string" || !/^[\w.-]{1,64}$/.test(handle)) {
    throw new Denied(422, "A handle has 1 to 64 letters, digits, dots or dashes.");
  }
  return state.register(handle, typeof name === "string" ? name : handle);
}

function accountView(state: SandboxState, account: SandboxAccount) {
  const { token: _token, ...shown } = account;
  let posts = 0;
  for (const post of state.posts.values()) if (post.accountId === account.id) posts += 1;
  return { ...shown, posts };
}

function postView(visit: Visit, post: SandboxPost) {
  return { ...post, url: `http://${visit.request.headers.host}/#p${post.id}` };
}

/** Where the stream stands, and what an encoder would be set up with: nothing listens there. */
function liveView({ request, at }: Visit, account: SandboxAccount, { live }: SandboxPost) {
  if (live === undefined) throw new Denied(404, "This post announces no live stream.");
  const key = createHash("sha256").update(`stream ${account.token}`).digest("base64url");
  const url = `rtmp://${request.headers.host}/live`;
  return { ...liveStateOf(live, at), stream: { url, key: key.slice(0, 20) } };
}

/** An account's posts, newest first; `key` finds the one, `since` (an instant) bounds them. */
function postsOf(visit: Visit, state: SandboxState, account: SandboxAccount) {
  const key = visit.query.get("key");
  if (key !== null) {
    const post = state.byKey(account.id, key);
    return { posts: post === undefined ? [] : [postView(visit, post)], hasMore: false };
  }
  const since = visit.query.get("since") ?? "";
  const before = Number(visit.query.get("before") ?? Number.MAX_SAFE_INTEGER);
  const mine = [...state.posts.values()].filter(
    (post) => post.accountId === account.id && post.createdAt >= since && Number(post.id) < before,
  );
  mine.sort((a, b) => Number(b.id) - Number(a.id));
  const posts = mine.slice(0, pageMax).map((post) => postView(visit, post));
  return { posts, hasMore: mine.length > pageMax };
}

function eventsOf(visit: Visit, state: SandboxState, account: SandboxAccount) {
  const since = Number(visit.query.get("since") ?? 0);
  const waiting = state
    .events()
    .filter((event) => event.accountId === account.id && event.sequence > since);
  const events = waiting.slice(0, pageMax);
  return { events, hasMore: waiting.length > pageMax };
}

function upload(visit: Visit, state: SandboxState) {
  const type = visit.request.headers["content-type"] ?? "";
  if (!sandboxRules.mediaTypes.includes(type)) throw new Denied(422, "Only pictures are taken.");
  if (visit.body.length > sandboxRules.mediaBytesMax)
    throw new Denied(422, "The picture is too large.");
  return { id: state.keepMedia(visit.body, type) };
}

export function jsonOf(visit: Visit): Readonly<Record<string, unknown>> {
  const body: unknown = JSON.parse(visit.body.toString("utf8"));
  if (typeof body !== "object" || body === null) throw new Denied(400, "Send an object.");
  return { ...body };
}
