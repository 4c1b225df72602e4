import { asked, type Container, fetched, isJpeg, isMp4, isPng } from "./containers.ts";
import { Consents, graphDate, graphNo, graphPage, graphThrow } from "./graph.ts";
import {
  fieldsOf,
  type Loopback,
  type LoopbackAnswer,
  startLoopback,
  type Visit,
  words,
} from "./loopback.ts";

export interface ThreadsPost {
  id: string;
  text: string;
  alts: string[];
  link: string;
  poll?: string[];
  parent: string;
  username: string;
  madeMs: number;
  hideStatus?: string;
}

export interface ThreadsServer extends Loopback {
  appId: string;
  appSecret: string;
  /** The token that is good now; refreshing rotates it. */
  token(): string;
  posts: Map<string, ThreadsPost>;
  containers: Map<string, Container>;
  consents: Consents;
  write(username: string, text: string, parent?: string): ThreadsPost;
  setQuota(used: number): void;
}

const emoji = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;

/** As published: 500 characters, emojis by the UTF-8 bytes they are composed of. */
function lengthOf(text: string): number {
  return [...new Intl.Segmenter().segment(text)].reduce(
    (sum, { segment }) =>
      sum + (emoji.test(segment) ? Buffer.byteLength(segment) : [...segment].length),
    0,
  );
}

/** As published: two to four options of 25 signs, under letters in their order. */
function pollIn(value: unknown): string[] | undefined {
  if (value === undefined) return undefined;
  const given = Object.entries<unknown>(JSON.parse(words(value)));
  const options = given.map(([, option]) => words(option));
  const isGood =
    given.every(([name], index) => name === `option_${"abcd"[index]}`) &&
    options.length >= 2 &&
    options.every((each) => each.length >= 1 && each.length <= 25);
  if (!isGood) throw graphThrow(400, 100, "Param poll_attachment is invalid");
  return options;
}

/** The Threads interface (v1.0) by its documentation: containers, publishing, replies, limits. */
export async function startThreads(): Promise<ThreadsServer> {
  const appId = "33445566";
  const appSecret = "threads-app-secret-for-tests-0123456789";
  const user = "9876543210";
  const username = "riversidepd";
  const posts = new Map<string, ThreadsPost>();
  const containers = new Map<string, Container>();
  const consents = new Consents();
  let serial = 1;
  let used = 0;
  let lastId = 18_000_000_000n;
  let lastMs = 0;
  const token = () => `THAA-long-lived-token-for-tests-${serial}`;
  const nextId = () => String((lastId += 1n));
  const put = (more: Partial<ThreadsPost>): ThreadsPost => {
    lastMs = Math.max(Date.now(), lastMs + 1);
    const made = {
      id: nextId(),
      text: "",
      alts: [],
      link: "",
      parent: "",
      username,
      madeMs: lastMs,
      ...more,
    };
    posts.set(made.id, made);
    return made;
  };
  const newest = (fits: (post: ThreadsPost) => boolean) =>
    [...posts.values()].filter(fits).sort((a, b) => b.madeMs - a.madeMs);
  const shape = (post: ThreadsPost) => ({
    id: post.id,
    text: post.text,
    timestamp: graphDate(post.madeMs),
    username: post.username,
    media_type: "TEXT_POST",
    permalink: `https://www.threads.net/@${post.username}/post/${post.id}`,
    has_replies: [...posts.values()].some(({ parent }) => parent === post.id),
    ...(post.parent === ""
      ? {}
      : { replied_to: { id: post.parent }, hide_status: post.hideStatus ?? "NOT_HUSHED" }),
  });

  const create = async (fields: Record<string, unknown>): Promise<LoopbackAnswer> => {
    const text = words(fields["text"]);
    if (lengthOf(text) > 500)
      throw graphThrow(400, 100, "Param text must be at most 500 characters long.", 2_207_010);
    const kind = words(fields["media_type"]);
    const parent = words(fields["reply_to_id"]);
    if (parent !== "" && !posts.has(parent))
      throw graphThrow(400, 100, "The reply_to_id is invalid", 33);
    const link = words(fields["link_attachment"]);
    const base = {
      id: nextId(),
      text,
      words: "",
      parent,
      link,
      pollsLeft: 0,
      isChild: fields["is_carousel_item"] === "true",
      status: "FINISHED" as const,
    };
    const poll = pollIn(fields["poll_attachment"]);
    if (poll && (kind !== "TEXT" || link !== ""))
      throw graphThrow(400, 100, "poll_attachment is for text-only posts");
    let made: Container;
    if (kind === "TEXT") {
      if (text === "" && link === "") throw graphThrow(400, 100, "The text is empty");
      made = { ...base, kind: "TEXT", alts: [], ...(poll ? { poll } : {}) };
    } else if (link !== "") throw graphThrow(400, 100, "link_attachment is for text posts only");
    else if (kind === "CAROUSEL") {
      const children = words(fields["children"])
        .split(",")
        .map((id) => containers.get(id));
      if (children.length < 2 || children.length > 20 || children.some((each) => !each?.isChild))
        throw graphThrow(400, 100, "Wrong children");
      made = { ...base, kind: "CAROUSEL", alts: children.flatMap((each) => each?.alts ?? []) };
    } else {
      const isVideo = kind === "VIDEO";
      const bytes = await fetched(words(fields[isVideo ? "video_url" : "image_url"]));
      if (!bytes) throw graphThrow(400, 9_004, "The media could not be fetched", 2_207_052);
      if (isVideo ? !isMp4(bytes) : !isJpeg(bytes) && !isPng(bytes))
        throw graphThrow(400, 100, "Unsupported media");
      made = { ...base, kind: isVideo ? "VIDEO" : "IMAGE", alts: [words(fields["alt_text"])] };
    }
    containers.set(made.id, made);
    return { status: 200, body: { id: made.id } };
  };

  const publish = (fields: Record<string, unknown>): LoopbackAnswer => {
    const container = containers.get(words(fields["creation_id"]));
    if (!container || container.isChild || container.status === "PUBLISHED")
      throw graphThrow(400, 24, "The requested resource does not exist", 4_279_009);
    if (used >= 250) throw graphThrow(400, 9, "Publishing limit reached", 2_207_042);
    used += 1;
    container.status = "PUBLISHED";
    const { text, alts, link, parent, poll } = container;
    const more = poll ? { poll } : {};
    return { status: 200, body: { id: put({ text, alts, link, parent, ...more }).id } };
  };

  const onUser = async (visit: Visit, edge: string | undefined): Promise<LoopbackAnswer> => {
    if (edge === undefined) {
      const { name, description: threads_biography, picture: url } = loopback.presented;
      const threads_profile_picture_url = `${url}?oh=${Date.now()}`;
      const looks = { name, threads_biography, threads_profile_picture_url };
      return { status: 200, body: { id: user, username, ...looks } };
    }
    if (visit.method === "POST") {
      const fields = await fieldsOf(visit);
      return edge === "threads" ? create(fields) : publish(fields);
    }
    const own = (post: ThreadsPost) => post.username === username;
    if (edge === "threads")
      return {
        status: 200,
        body: graphPage(
          visit,
          newest((post) => own(post) && post.parent === ""),
          shape,
        ),
      };
    if (edge === "replies")
      return {
        status: 200,
        body: graphPage(
          visit,
          newest((post) => own(post) && post.parent !== ""),
          shape,
        ),
      };
    if (edge === "mentions")
      return {
        status: 200,
        body: { data: newest((post) => post.text.includes(`@${username}`)).map(shape) },
      };
    if (edge === "threads_publishing_limit") {
      const config = { quota_total: 250, quota_duration: 86_400 };
      return { status: 200, body: { data: [{ quota_usage: used, config }] } };
    }
    throw graphThrow(400, 100, `Tried accessing nonexisting field (${edge})`);
  };

  const onNode = (visit: Visit, id: string, edge: string | undefined): LoopbackAnswer => {
    const container = containers.get(id);
    if (container)
      return {
        status: 200,
        body: { id, status: asked(container), error_message: container.words },
      };
    const post = posts.get(id);
    if (!post) throw graphThrow(400, 100, "Object does not exist", 33);
    if (visit.method === "DELETE") {
      posts.delete(id);
      return { status: 200, body: { success: true, deleted_id: id } };
    }
    if (edge === "conversation" || edge === "replies")
      return { status: 200, body: { data: newest(({ parent }) => parent === id).map(shape) } };
    return { status: 200, body: shape(post) };
  };

  const answer = async (visit: Visit): Promise<LoopbackAnswer> => {
    const [, version, id = "", edge] = visit.path.split("/");
    const given = visit.request.headers.authorization?.replace("Bearer ", "") ?? "";
    if (visit.path === "/oauth/access_token") {
      const fields = await fieldsOf(visit);
      const isGood =
        fields["client_secret"] === appSecret &&
        consents.take(
          words(fields["code"]),
          words(fields["code_verifier"]),
          words(fields["redirect_uri"]),
        );
      if (!isGood) throw graphThrow(400, 100, "This authorization code has been used.");
      return { status: 200, body: { access_token: "THAA-short", user_id: user } };
    }
    const isExchange =
      visit.path === "/access_token" &&
      given === "THAA-short" &&
      visit.query.get("client_secret") === appSecret;
    if (isExchange)
      return {
        status: 200,
        body: { access_token: token(), token_type: "bearer", expires_in: 5_184_000 },
      };
    if (given !== token()) throw graphThrow(401, 190, "Invalid OAuth 2.0 Access Token");
    if (visit.path === "/refresh_access_token") {
      serial += 1;
      return {
        status: 200,
        body: { access_token: token(), token_type: "bearer", expires_in: 5_184_000 },
      };
    }
    if (version !== "v1.0") throw graphThrow(400, 2_635, "Unknown version");
    return id === "me" || id === user
      ? onUser(visit, edge)
      : onNode(visit, decodeURIComponent(id), edge);
  };

  const loopback = await startLoopback({
    answer,
    isAct: ({ path }) => path.endsWith("/threads_publish"),
    tooMany: graphNo(400, 613, "Calls to this api have exceeded the rate limit."),
    outOfOrder: { status: 503, body: undefined },
    expired: graphNo(401, 190, "Error validating access token: Session has expired", 463),
  });
  return {
    ...loopback,
    appId,
    appSecret,
    token,
    posts,
    containers,
    consents,
    write: (name, text, parent = "") => put({ username: name, text, parent }),
    setQuota(count) {
      used = count;
    },
    [Symbol.asyncDispose]: () => loopback[Symbol.asyncDispose](),
  };
}
