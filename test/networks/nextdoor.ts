import { fetched, isJpeg, isMp4, isPng } from "./containers.ts";
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

export interface NextdoorComment {
  id: number;
  body: string;
  madeMs: number;
  author: string;
  parent: string;
}

export interface NextdoorPost {
  id: string;
  body: string;
  url: string;
  madeMs: number;
  media: string[];
  groups: number[];
  smartlink: string;
  comments: NextdoorComment[];
}

export interface NextdoorServer extends Loopback {
  clientId: string;
  clientSecret: string;
  person: string;
  posts: Map<string, NextdoorPost>;
  consents: Consents;
  /** A neighbor says something under a post, or under a comment. */
  comment(post: string, author: string, body: string, parent?: string): NextdoorComment;
  /** The person leaves the agency's staff. */
  leaveAgency(): void;
  /** The list of posts answers 500 from now on, or no longer. */
  breakList(isBroken: boolean): void;
}

/** An error as Nextdoor's reference shows it. */
export function nextdoorNo(status: number, error: string, why = "Row"): LoopbackAnswer {
  return { status, body: { error, error_description: why } };
}

const areas = [
  { name: "Mill District", group_id: 4_101 },
  { name: "North Bank", group_id: 4_102 },
  { name: "Old Town", group_id: 4_103 },
].map((each, index) => ({ ...each, geometry_id: 900 + index, type: "neighborhood" }));

const toldMax = 50;

/** One agency's Publish API by the reference; what that leaves open is said in the connector's README. */
export async function startNextdoor(): Promise<NextdoorServer> {
  const clientId = "nextdoor-client";
  const clientSecret = "nextdoor-client-secret-for-tests-0123";
  const access = "nextdoor-access-token-for-tests-0123456789";
  const renewed = "nextdoor-renewed-token-for-tests-01234567";
  const refresh = "nextdoor-refresh-token-for-tests-01234567";
  const person = "70123";
  const posts = new Map<string, NextdoorPost>();
  const consents = new Consents();
  let isStaff = true;
  let isListBroken = false;
  let lastId = 300_000_000;
  const no = (status: number, error: string, why?: string) =>
    new No(status, nextdoorNo(status, error, why).body);

  const mustBeText = (value: unknown): string => {
    const text = words(value);
    if (text === "") throw no(400, "missing_input", "Missing required input. body_text");
    if (Buffer.byteLength(text) > 8_192) throw no(400, "invalid_input", "body_text is too long");
    return text;
  };
  const mustBeMedia = async (value: unknown): Promise<string[]> => {
    const urls: unknown[] = Array.isArray(value) ? value : [];
    if (urls.length > 10) throw no(400, "invalid_input", "media_attachments: at most 10");
    for (const url of urls) {
      const bytes = await fetched(words(url));
      const isTaken = bytes !== undefined && (isPng(bytes) || isJpeg(bytes) || isMp4(bytes));
      if (!isTaken) throw no(400, "invalid_input", "media_attachments: cannot be fetched");
    }
    return urls.map(words);
  };
  const mustBeGroups = (value: unknown): number[] => {
    const groups: unknown[] = Array.isArray(value) ? value : [];
    return groups.map((one) => {
      const known = areas.find(({ group_id }) => group_id === one);
      if (!known) throw no(400, "invalid_input", "group_ids: not of this agency");
      return known.group_id;
    });
  };
  const mustBePost = (id: unknown): NextdoorPost => {
    const post = posts.get(words(id));
    if (!post) throw no(404, "not_found", "No such post");
    return post;
  };

  const create = async (visit: Visit): Promise<LoopbackAnswer> => {
    const fields = await fieldsOf(visit);
    const body = mustBeText(fields["body_text"]);
    const media = await mustBeMedia(fields["media_attachments"]);
    const groups = mustBeGroups(fields["group_ids"]);
    lastId += 1;
    const id = String(lastId);
    const url = `https://nextdoor.com/p/${lastId.toString(36)}?utm_source=share`;
    const smartlink = words(fields["smartlink_url"]);
    posts.set(id, { id, body, url, media, groups, smartlink, madeMs: Date.now(), comments: [] });
    // The id is not told: only the address.
    return { status: 200, body: { result: "success", share_link: url } };
  };
  const comment = (post: NextdoorPost, author: string, body: string, parent = "") => {
    lastId += 1;
    const made: NextdoorComment = { id: lastId, body, madeMs: Date.now(), author, parent };
    post.comments.push(made);
    return made;
  };
  const seconds = (ms: number) => Math.floor(ms / 1_000);
  const shape = (post: NextdoorPost) => ({
    id: post.id,
    author_id: Number(person),
    title: "",
    body: post.body,
    url: post.url,
    embed_url: post.url.replace("/p/", "/embed/"),
    creation_date_epoch_seconds: seconds(post.madeMs),
    media: post.media.map((url) => ({ is_photo: true, is_video: false, url, width: 1, height: 1 })),
    reactions: [],
    comments: post.comments.map((each) => ({
      id: each.id,
      author_id: Number(each.author),
      body: each.body,
      creation_date_epoch_seconds: seconds(each.madeMs),
      ...(each.parent === "" ? {} : { parent_comment_id: Number(each.parent) }),
    })),
  });

  const boundaries = ({ query }: Visit): LoopbackAnswer => {
    // Without paging the answer is a bare list.
    if (query.get("enable_pagination") !== "true") return { status: 200, body: areas };
    const from = Number(query.get("after") ?? 0);
    const hasNext = from + 2 < areas.length;
    const cursor = hasNext ? String(from + 2) : null;
    return {
      status: 200,
      body: { result: areas.slice(from, from + 2), cursor, has_next_page: hasNext },
    };
  };
  const onPosts = async (visit: Visit): Promise<LoopbackAnswer> => {
    if (visit.method === "GET") {
      if (isListBroken) throw no(500, "server_error");
      const all = [...posts.values()].reverse().slice(0, toldMax).map(shape);
      return { status: 200, body: { posts: all, posts_length: all.length } };
    }
    if (visit.method === "DELETE") {
      posts.delete(mustBePost(visit.query.get("id")).id);
      return { status: 200, body: { message: "Post deleted successfully" } };
    }
    const fields = await fieldsOf(visit);
    const post = mustBePost(fields["id"]);
    post.body = mustBeText(fields["body_text"]);
    return { status: 200, body: { result: "success", share_link: post.url } };
  };
  const onComments = async (visit: Visit): Promise<LoopbackAnswer> => {
    if (visit.method === "DELETE") {
      const id = Number(visit.query.get("id"));
      const post = [...posts.values()].find((each) => each.comments.some((one) => one.id === id));
      if (!post) throw no(404, "not_found", "No such comment");
      post.comments = post.comments.filter((each) => each.id !== id);
      return { status: 200, body: { message: "Comment deleted successfully" } };
    }
    const fields = await fieldsOf(visit);
    const post = mustBePost(fields["id"]);
    const parent = words(fields["parent_comment_id"]);
    if (parent !== "" && !post.comments.some(({ id }) => String(id) === parent))
      throw no(400, "invalid_input", "parent_comment_id");
    comment(post, person, mustBeText(fields["body_text"]), parent);
    return { status: 200, body: { result: "success" } };
  };

  const token = async (visit: Visit): Promise<LoopbackAnswer> => {
    const fields = await fieldsOf(visit);
    const known = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`;
    if (visit.request.headers.authorization !== known)
      throw new No(401, { error: "invalid_client", error_description: "Client unknown" });
    const isRenewal = fields["grant_type"] === "refresh_token";
    const isGood = isRenewal
      ? fields["refresh_token"] === refresh
      : consents.take(
          words(fields["code"]),
          words(fields["code_verifier"]),
          words(fields["redirect_uri"]),
        );
    if (!isGood) throw new No(400, { error: "invalid_grant" });
    const given = { token_type: "Bearer", expires_in: 3_600, scope: "openid publish_api" };
    const access_token = isRenewal ? renewed : access;
    return { status: 200, body: { ...given, access_token, refresh_token: refresh } };
  };

  const answer = async (visit: Visit): Promise<LoopbackAnswer> => {
    const { path, method, request } = visit;
    if (path === "/v2/token") return token(visit);
    if (![access, renewed].some((one) => request.headers.authorization === `Bearer ${one}`))
      throw no(401, "unauthorized");
    const agency = {
      agency_id: "911",
      agency_name: `${loopback.presented.name} Department`,
      agency_url_at_nextdoor: "https://nextdoor.com/agency-detail/riverside-falls-police/",
      agency_city: "Riverside Falls",
      agency_state: "CA",
    };
    if (path === "/me/")
      return { status: 200, body: { id: person, first_name: "Ana", ...(isStaff ? agency : {}) } };
    if (path === "/agency/boundary/") return boundaries(visit);
    if (path === "/post/create/" && method === "POST") return create(visit);
    if (path === "/post/") return onPosts(visit);
    if (path === "/comment/") return onComments(visit);
    throw no(404, "not_found");
  };

  const loopback = await startLoopback({
    answer,
    isAct: ({ method, path }) =>
      method === "POST" && (path === "/post/create/" || path === "/comment/"),
    tooMany: nextdoorNo(429, "rate_limited"),
    outOfOrder: nextdoorNo(503, "unavailable"),
    expired: nextdoorNo(401, "unauthorized"),
  });
  return {
    ...loopback,
    clientId,
    clientSecret,
    person,
    posts,
    consents,
    comment: (post, author, body, parent) => comment(mustBePost(post), author, body, parent),
    leaveAgency() {
      isStaff = false;
    },
    breakList(isBroken) {
      isListBroken = isBroken;
    },
    [Symbol.asyncDispose]: () => loopback[Symbol.asyncDispose](),
  };
}
