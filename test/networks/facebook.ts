import { Consents, graphDate, graphNo, graphPage, graphThrow, graphToken } from "./graph.ts";
import {
  fieldsOf,
  type Loopback,
  type LoopbackAnswer,
  startLoopback,
  type Visit,
  words,
} from "./loopback.ts";
import { graphSearch, graphTargets } from "./places.ts";

export interface FacebookPost {
  id: string;
  message: string;
  madeMs: number;
  updatedMs: number;
  photos: string[];
  link: string;
  from: { id: string; name: string };
  parent: string | undefined;
  isVideo: boolean;
  captions: string[];
  /** The places that it is kept to; none: everybody sees it. */
  places: string[];
  isHidden?: boolean;
  reactions?: number;
  /** Of a scheduled live video: its start, in seconds since the epoch, and the key of its stream. */
  live?: { title: string; start: number; key: string; status: string };
}

export interface FacebookServer extends Loopback {
  appId: string;
  appSecret: string;
  userToken: string;
  page: string;
  posts: Map<string, FacebookPost>;
  consents: Consents;
  /** A resident writes under a post. */
  comment(parent: string, name: string, message: string): FacebookPost;
  /** Breaks the upload of a video after this many pieces. */
  breakUploadAfter(pieces: number): void;
  /** The token may read what visitors wrote no more: Graph says the same as of what is gone. */
  hideComments(): void;
}

const facebookRules = { message: 63_206, photos: 10, pieceBytes: 1_000 };

interface Session {
  video: string;
  size: number;
  got: number;
  isDone: boolean;
}

/** One app, one page: the Pages API of Graph v25.0 by its documentation. */
export async function startFacebook(): Promise<FacebookServer> {
  const appId = "1029384756";
  const appSecret = "app-secret-for-tests-0123456789abcdef";
  const userToken = "EAAG-system-user-token-for-tests";
  const pageToken = "EAAP-page-token-for-tests-0123456789";
  const page = "100200300400";
  const me = { id: page, name: "Riverside Falls Police" };
  const posts = new Map<string, FacebookPost>();
  const photos = new Map<string, { alt: string; isUsed: boolean }>();
  const sessions = new Map<string, Session>();
  const consents = new Consents();
  let isBlind = false;
  let piecesLeft = Infinity;
  let lastId = 900_000;
  let lastMs = 0;
  const nextId = () => String((lastId += 1));
  const nextMs = () => (lastMs = Math.max(Date.now(), lastMs + 1));

  const put = (id: string, message: string, more: Partial<FacebookPost> = {}): FacebookPost => {
    const madeMs = nextMs();
    const base = {
      id,
      message,
      madeMs,
      updatedMs: madeMs,
      photos: [],
      link: "",
      from: me,
      parent: undefined,
      isVideo: false,
      captions: [],
      places: [],
    };
    const made: FacebookPost = { ...base, ...more };
    posts.set(id, made);
    const above = posts.get(made.parent ?? "");
    if (above) above.updatedMs = madeMs;
    return made;
  };
  const shape = (post: FacebookPost): Record<string, unknown> => ({
    id: post.id,
    message: post.message,
    created_time: graphDate(post.madeMs),
    updated_time: graphDate(post.updatedMs),
    permalink_url: `https://www.facebook.com/${post.id}`,
    from: post.from,
    is_hidden: post.isHidden ?? false,
    reactions: { summary: { total_count: post.reactions ?? 0 } },
    ...(post.parent === undefined ? {} : { parent: { id: post.parent } }),
  });
  const targetsOf = (fields: Record<string, unknown>): string[] => {
    const places = graphTargets(fields["targeting"]);
    if (places === "wrong") throw graphThrow(400, 100, "Invalid parameter: targeting");
    return places;
  };
  const newest = (fits: (post: FacebookPost) => boolean) =>
    [...posts.values()].filter(fits).sort((a, b) => b.madeMs - a.madeMs);
  const under = (id: string) => newest(({ parent }) => parent === id);

  const createPost = (fields: Record<string, unknown>): LoopbackAnswer => {
    const message = words(fields["message"]);
    const attached = Object.entries(fields).filter(([name]) => name.startsWith("attached_media["));
    if (message === "" && attached.length === 0 && !fields["link"])
      throw graphThrow(400, 100, "Empty post");
    if (message.length > facebookRules.message)
      throw graphThrow(400, 100, "The status you are trying to publish is too long");
    if (attached.length > facebookRules.photos) throw graphThrow(400, 100, "Too many photos");
    if (attached.length > 0 && fields["link"])
      throw graphThrow(400, 100, "Link and attached_media exclude each other");
    const places = targetsOf(fields);
    const [last] = newest(({ parent }) => parent === undefined);
    if (last?.message === message && message !== "")
      throw graphThrow(400, 506, "Duplicate status message");
    const ids = attached.map(([, value]) =>
      String(new Map(Object.entries(JSON.parse(words(value)))).get("media_fbid")),
    );
    for (const id of ids) {
      const photo = photos.get(id);
      if (!photo || photo.isUsed) throw graphThrow(400, 100, "Object does not exist", 33);
      photo.isUsed = true;
    }
    const made = put(`${page}_${nextId()}`, message, {
      photos: ids.map((id) => photos.get(id)?.alt ?? ""),
      link: words(fields["link"]),
      places,
    });
    return { status: 200, body: { id: made.id } };
  };

  const createPhoto = (fields: Record<string, unknown>): LoopbackAnswer => {
    const source = fields["source"];
    if (!(source instanceof Blob) || !source.type.startsWith("image/"))
      throw graphThrow(400, 324, "Missing or invalid image file");
    if (source.size > 4_194_304) throw graphThrow(400, 100, "Photo too large", 1_366_046);
    if (fields["published"] !== "false")
      throw graphThrow(400, 100, "This test takes unpublished photos only");
    const id = nextId();
    photos.set(id, { alt: words(fields["alt_text_custom"]), isUsed: false });
    return { status: 200, body: { id } };
  };

  const video = async (fields: Record<string, unknown>): Promise<LoopbackAnswer> => {
    const phase = words(fields["upload_phase"]);
    const offsets = (one: Session) => ({
      start_offset: String(one.got),
      end_offset: String(Math.min(one.size, one.got + facebookRules.pieceBytes)),
    });
    if (phase === "start") {
      const size = Number(fields["file_size"]);
      if (!(size > 0)) throw graphThrow(400, 100, "file_size is required");
      const session = { video: nextId(), size, got: 0, isDone: false };
      const id = nextId();
      sessions.set(id, session);
      return {
        status: 200,
        body: { upload_session_id: id, video_id: session.video, ...offsets(session) },
      };
    }
    const session = sessions.get(words(fields["upload_session_id"]));
    if (!session || session.isDone)
      throw graphThrow(400, 6_000, "There was a problem uploading your video file");
    if (phase === "transfer") {
      if (piecesLeft <= 0) throw graphThrow(500, 2, "Service temporarily unavailable");
      piecesLeft -= 1;
      const piece = fields["video_file_chunk"];
      if (!(piece instanceof Blob) || Number(fields["start_offset"]) !== session.got)
        throw graphThrow(400, 6_000, "Bad offset");
      session.got += piece.size;
      return { status: 200, body: offsets(session) };
    }
    if (session.got !== session.size) throw graphThrow(400, 6_000, "The upload is not whole");
    session.isDone = true;
    put(session.video, words(fields["description"]), {
      isVideo: true,
      places: targetsOf(fields),
    });
    return { status: 200, body: { success: true } };
  };

  /** Live Video API: a scheduled broadcast has a start at most seven days ahead. */
  const startIn = (fields: Record<string, unknown>): number => {
    const given: unknown = JSON.parse(words(fields["event_params"]) || "{}");
    const start = Number(new Map(Object.entries(Object(given))).get("start_time"));
    const ahead = start - Date.now() / 1_000;
    if (!(ahead > 0) || ahead > 7 * 24 * 3_600)
      throw graphThrow(400, 100, "Invalid parameter: event_params");
    return start;
  };
  const live = (fields: Record<string, unknown>): LoopbackAnswer => {
    if (fields["status"] !== "SCHEDULED_UNPUBLISHED")
      throw graphThrow(400, 100, "This test takes scheduled broadcasts only");
    const start = startIn(fields);
    const id = nextId();
    const key = `FB-${id}-0-Abx${id}`;
    const title = words(fields["title"]);
    put(id, words(fields["description"]), {
      live: { title, start, key, status: "SCHEDULED_UNPUBLISHED" },
    });
    const secure = `rtmps://live-api-s.facebook.com:443/rtmp/${key}`;
    return {
      status: 200,
      body: { id, stream_url: secure.replace("s:", ":"), secure_stream_url: secure },
    };
  };
  const liveShape = (post: FacebookPost): Record<string, unknown> => ({
    id: post.id,
    description: post.message,
    title: post.live?.title,
    status: post.live?.status,
    creation_time: graphDate(post.madeMs),
    planned_start_time: graphDate((post.live?.start ?? 0) * 1_000),
    secure_stream_url: `rtmps://live-api-s.facebook.com:443/rtmp/${post.live?.key}`,
  });

  const token = async (visit: Visit): Promise<LoopbackAnswer> => {
    const fields = await fieldsOf(visit);
    if (fields["client_id"] !== appId || fields["client_secret"] !== appSecret)
      throw graphThrow(400, 101, "Error validating client secret.");
    if (fields["grant_type"] === "fb_exchange_token")
      return {
        status: 200,
        body: { access_token: userToken, token_type: "bearer", expires_in: 5_184_000 },
      };
    const isGood = consents.take(
      words(fields["code"]),
      words(fields["code_verifier"]),
      words(fields["redirect_uri"]),
    );
    if (!isGood) throw graphThrow(400, 100, "This authorization code has been used.");
    return {
      status: 200,
      body: { access_token: "EAAG-short-lived", token_type: "bearer", expires_in: 3_600 },
    };
  };

  const onPage = async (visit: Visit, edge: string | undefined): Promise<LoopbackAnswer> => {
    const { method } = visit;
    const { name, description: about, website, picture: url, administrators } = loopback.presented;
    if (edge === undefined) {
      const picture = { data: { url: `${url}?oh=${nextId()}` } };
      return { status: 200, body: { ...me, name, about, website, picture, is_published: true } };
    }
    if (edge === "roles") return { status: 200, body: { data: administrators } };
    if (edge === "subscribed_apps") return { status: 200, body: { success: true } };
    if (edge === "conversations") throw graphThrow(403, 200, "Requires pages_messaging permission");
    if (method === "POST") {
      const fields = await fieldsOf(visit);
      if (edge === "feed") return createPost(fields);
      if (edge === "photos") return createPhoto(fields);
      if (edge === "videos") return video(fields);
      if (edge === "live_videos") return live(fields);
    }
    if (edge === "live_videos")
      return {
        status: 200,
        body: graphPage(
          visit,
          newest((post) => post.live !== undefined),
          liveShape,
        ),
      };
    if (edge === "published_posts" || edge === "feed") {
      const all = newest(({ parent, live: cast }) => parent === undefined && cast === undefined);
      const withComments = (post: FacebookPost) => ({
        ...shape(post),
        comments: { data: under(post.id).map(shape) },
      });
      return { status: 200, body: graphPage(visit, all, withComments) };
    }
    throw graphThrow(400, 100, `Tried accessing nonexisting field (${edge})`);
  };

  const onPost = async (
    visit: Visit,
    id: string,
    edge: string | undefined,
  ): Promise<LoopbackAnswer> => {
    const post = posts.get(id);
    if (isBlind && edge === "comments" && visit.method === "GET")
      throw graphThrow(403, 10, "Requires pages_read_user_content");
    if (!post || (isBlind && post.from.id !== page))
      throw graphThrow(400, 100, `Object with ID '${id}' does not exist`, 33);
    const { method } = visit;
    if (edge === "captions") {
      const file = (await fieldsOf(visit))["captions_file"];
      if (!(file instanceof File) || !/\.[a-z]{2}_[A-Z]{2}\.srt$/.test(file.name))
        throw graphThrow(400, 100, "Bad captions file");
      post.captions.push(await file.text());
      return { status: 200, body: { success: true } };
    }
    if (edge === "comments") {
      if (method === "GET") return { status: 200, body: graphPage(visit, under(id), shape) };
      const message = words((await fieldsOf(visit))["message"]);
      const made = put(`${id.split("_").at(-1)}_${nextId()}`, message, { parent: id });
      return { status: 200, body: { id: made.id } };
    }
    if (method === "DELETE") {
      posts.delete(id);
      return { status: 200, body: { success: true } };
    }
    if (method === "GET" && post.live) return { status: 200, body: liveShape(post) };
    if (method === "GET")
      return { status: 200, body: { ...shape(post), description: post.message } };
    const fields = await fieldsOf(visit);
    if (post.live) {
      if (fields["event_params"]) post.live.start = startIn(fields);
      post.message = words(fields["description"]);
      return { status: 200, body: { success: true } };
    }
    post.message = words(post.isVideo ? fields["description"] : fields["message"]);
    return { status: 200, body: { success: true } };
  };

  const answer = async (visit: Visit): Promise<LoopbackAnswer> => {
    const [, version, id = "", edge] = visit.path.split("/");
    if (version !== "v25.0") throw graphThrow(400, 2_635, "You are calling a deprecated version");
    if (id === "oauth") return token(visit);
    const given = graphToken(visit, appSecret);
    if (given !== userToken && given !== pageToken)
      throw graphThrow(400, 190, "Invalid OAuth access token.");
    if (id === "me") {
      const tasks = ["CREATE_CONTENT", "MODERATE"];
      const data = [
        {
          ...me,
          username: "riversidepd",
          link: `https://www.facebook.com/riversidepd`,
          access_token: pageToken,
          tasks,
        },
      ];
      return { status: 200, body: { data } };
    }
    const places = id === "search" ? graphSearch(visit.query) : undefined;
    if (places !== undefined) return { status: 200, body: places };
    if (given !== pageToken) throw graphThrow(403, 200, "Page access token required");
    return id === page ? onPage(visit, edge) : onPost(visit, decodeURIComponent(id), edge);
  };

  const isFinish = (visit: Visit) => visit.body.toString("latin1").includes("upload_phase=finish");
  const loopback = await startLoopback({
    answer,
    isAct: (visit) =>
      visit.method === "POST" &&
      (/\/(feed|comments|live_videos)$/.test(visit.path) ||
        (visit.path.endsWith("/videos") && isFinish(visit))),
    tooMany: graphNo(400, 32, "(#32) Page request limit reached"),
    outOfOrder: { status: 503, body: undefined },
    expired: graphNo(400, 190, "Error validating access token: Session has expired", 463),
    headers: () => ({
      "x-app-usage": JSON.stringify({ call_count: 28, total_time: 25, total_cputime: 12 }),
    }),
  });
  return {
    ...loopback,
    appId,
    appSecret,
    userToken,
    page,
    posts,
    consents,
    comment: (parent, name, message) =>
      put(`${parent.split("_").at(-1)}_${nextId()}`, message, {
        parent,
        from: { id: `u${name}`, name },
      }),
    hideComments() {
      isBlind = true;
    },
    breakUploadAfter(pieces) {
      piecesLeft = pieces;
    },
    [Symbol.asyncDispose]: () => loopback[Symbol.asyncDispose](),
  };
}
