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
import { youtubeLive, type YoutubeBroadcast, type YoutubeLive } from "./youtube-live.ts";

export interface YoutubeVideo {
  id: string;
  title: string;
  description: string;
  privacy: string;
  madeMs: number;
  captions: string[];
  likes?: number;
  /** Of a broadcast, before, while and after it is on the air. */
  live?: YoutubeBroadcast;
}

export interface YoutubeComment {
  id: string;
  video: string;
  parent: string;
  author: string;
  text: string;
  madeMs: number;
  changedMs?: number;
  likes?: number;
  /** As the channel's owner is told. */
  moderation?: string;
}

export interface YoutubeServer extends Loopback {
  clientId: string;
  clientSecret: string;
  channel: string;
  videos: Map<string, YoutubeVideo>;
  comments: Map<string, YoutubeComment>;
  consents: Consents;
  live: YoutubeLive;
  comment(video: string, author: string, text: string): YoutubeComment;
  /** Takes this many bytes of the next upload, then breaks the connection. */
  breakUploadAt(bytes: number): void;
  /** Google did not audit the project: nothing becomes public. */
  setAudited(isAudited: boolean): void;
}

export function youtubeNo(status: number, reason: string): LoopbackAnswer {
  return {
    status,
    body: {
      error: {
        code: status,
        message: "Row",
        errors: [{ message: "Row", domain: "youtube", reason }],
      },
    },
  };
}

/** The YouTube Data API v3 for one channel: resumable uploads, captions, comments, by its documentation. */
export async function startYoutube(): Promise<YoutubeServer> {
  const clientId = "youtube-client.apps.googleusercontent.com";
  const clientSecret = "GOCSPX-client-secret-for-tests";
  const channel = "UC_x5XG1OV2P6uZZ5FSM9Ttw";
  const uploads = "UU_x5XG1OV2P6uZZ5FSM9Ttw";
  const videos = new Map<string, YoutubeVideo>();
  const comments = new Map<string, YoutubeComment>();
  const sessions = new Map<
    string,
    { snippet: Record<string, unknown>; total: number; got: number; video: string }
  >();
  const consents = new Consents();
  let serial = 0;
  let breakAt = Infinity;
  let isAudited = true;
  let last = 0;
  let lastMs = 0;
  const access = () => `ya29.youtube-access-token-${serial}`;
  const nextMs = () => (lastMs = Math.max(Date.now(), lastMs + 1));
  const nextId = (kind: string) => `${kind}${String((last += 1)).padStart(8, "0")}`;
  const no = (status: number, reason: string) => new No(status, youtubeNo(status, reason).body);
  const inner = (value: unknown, ...path: string[]): unknown =>
    path.reduce<unknown>(
      (at, name) => (typeof at === "object" && at !== null ? Reflect.get(at, name) : undefined),
      value,
    );

  const live = youtubeLive({ videos, no, inner, nextId, nextMs });
  const checked = (snippet: unknown): Record<string, unknown> => {
    const [title, description] = [
      words(inner(snippet, "title")),
      words(inner(snippet, "description")),
    ];
    if (title === "" || title.length > 100 || /[<>]/.test(title)) throw no(400, "invalidTitle");
    if (Buffer.byteLength(description) > 5_000 || /[<>]/.test(description))
      throw no(400, "invalidDescription");
    if (words(inner(snippet, "categoryId")) === "") throw no(400, "invalidCategoryId");
    return { title, description };
  };
  const shape = (video: YoutubeVideo) => ({
    id: video.id,
    snippet: {
      title: video.title,
      description: video.description,
      publishedAt: new Date(video.madeMs).toISOString(),
      channelId: channel,
    },
    status: { privacyStatus: video.privacy, uploadStatus: "processed" },
    statistics: { viewCount: "12", likeCount: String(video.likes ?? 0), commentCount: "0" },
    ...(video.live
      ? {
          liveStreamingDetails: {
            actualStartTime: video.live.startedAt,
            actualEndTime: video.live.endedAt,
          },
        }
      : {}),
  });

  const upload = (visit: Visit): LoopbackAnswer => {
    const id = visit.query.get("upload_id") ?? "";
    const session = sessions.get(id);
    if (!session) throw no(404, "notFound");
    const done = () => {
      const video = videos.get(session.video);
      return { status: 200, body: video ? shape(video) : {} };
    };
    if (session.video !== "") return done();
    const range = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+)$/.exec(
      String(visit.request.headers["content-range"] ?? ""),
    );
    if (!range || Number(range[3]) !== session.total) throw no(400, "badContent");
    const wait = () => ({
      status: 308,
      ...(session.got > 0 ? { headers: { range: `bytes=0-${session.got - 1}` } } : {}),
    });
    if (range[1] === undefined) return wait();
    if (Number(range[1]) !== session.got) throw no(400, "badContent");
    const takes = Math.min(visit.body.length, breakAt - session.got);
    session.got += takes;
    if (takes < visit.body.length) {
      breakAt = Infinity;
      visit.request.socket.resetAndDestroy();
      return wait();
    }
    if (session.got < session.total) return wait();
    const made = {
      id: nextId("vid"),
      title: words(session.snippet["title"]),
      description: words(session.snippet["description"]),
      privacy: "private",
      madeMs: nextMs(),
      captions: [],
    };
    videos.set(made.id, made);
    session.video = made.id;
    return done();
  };

  const onVideos = async (visit: Visit): Promise<LoopbackAnswer> => {
    if (visit.method === "GET") {
      const ids = (visit.query.get("id") ?? "").split(",");
      if (ids.length > 50) throw no(400, "invalidFilters");
      return { status: 200, body: { items: ids.flatMap((id) => videos.get(id) ?? []).map(shape) } };
    }
    if (visit.method === "DELETE") {
      if (!videos.delete(visit.query.get("id") ?? "")) throw no(404, "videoNotFound");
      return { status: 204 };
    }
    const fields = await fieldsOf(visit);
    const video = videos.get(words(fields["id"]));
    if (!video) throw no(404, "videoNotFound");
    const parts = (visit.query.get("part") ?? "").split(",");
    if (parts.includes("snippet")) Object.assign(video, checked(fields["snippet"]));
    if (parts.includes("status")) {
      const asked = words(inner(fields, "status", "privacyStatus"));
      video.privacy = isAudited ? asked : "private";
      if (video.privacy === "public") video.madeMs = nextMs();
    }
    return { status: 200, body: shape(video) };
  };

  const commentShape = (comment: YoutubeComment) => {
    const at = new Date(comment.madeMs).toISOString();
    const snippet = {
      textOriginal: comment.text,
      textDisplay: comment.text,
      authorDisplayName: comment.author,
      authorChannelId: { value: comment.author },
      publishedAt: at,
      updatedAt: new Date(comment.changedMs ?? comment.madeMs).toISOString(),
      likeCount: comment.likes ?? 0,
      ...(comment.moderation ? { moderationStatus: comment.moderation } : {}),
    };
    return { id: comment.id, snippet };
  };
  const newest = (fits: (comment: YoutubeComment) => boolean) =>
    [...comments.values()].filter(fits).sort((a, b) => b.madeMs - a.madeMs);
  const threadShape = (comment: YoutubeComment) => ({
    id: comment.id,
    snippet: { videoId: comment.video, topLevelComment: commentShape(comment) },
    replies: { comments: newest(({ parent }) => parent === comment.id).map(commentShape) },
  });
  const put = (more: Partial<YoutubeComment>): YoutubeComment => {
    const made = {
      id: nextId("com"),
      video: "",
      parent: "",
      author: channel,
      text: "",
      madeMs: nextMs(),
      ...more,
    };
    comments.set(made.id, made);
    return made;
  };
  const onThreads = async (visit: Visit): Promise<LoopbackAnswer> => {
    if (visit.method === "GET") {
      const video = visit.query.get("videoId");
      if (video === null && visit.query.get("allThreadsRelatedToChannelId") !== channel)
        throw no(400, "invalidValue");
      const all = newest((one) => one.parent === "" && (video === null || one.video === video));
      return { status: 200, body: { items: all.map(threadShape) } };
    }
    const fields = await fieldsOf(visit);
    const video = words(inner(fields, "snippet", "videoId"));
    if (!videos.has(video)) throw no(404, "videoNotFound");
    const text = words(inner(fields, "snippet", "topLevelComment", "snippet", "textOriginal"));
    return { status: 200, body: threadShape(put({ video, text })) };
  };

  const token = async (visit: Visit): Promise<LoopbackAnswer> => {
    const fields = await fieldsOf(visit);
    if (fields["client_secret"] !== clientSecret)
      throw new No(401, { error: "invalid_client", error_description: "Unauthorized" });
    const isRefresh =
      fields["grant_type"] === "refresh_token" &&
      fields["refresh_token"] === "1//youtube-refresh-token";
    if (
      !isRefresh &&
      !consents.take(
        words(fields["code"]),
        words(fields["code_verifier"]),
        words(fields["redirect_uri"]),
      )
    )
      throw new No(400, { error: "invalid_grant" });
    serial += 1;
    return {
      status: 200,
      body: {
        access_token: access(),
        expires_in: 3_599,
        token_type: "Bearer",
        ...(isRefresh ? {} : { refresh_token: "1//youtube-refresh-token" }),
      },
    };
  };

  const answer = async (visit: Visit): Promise<LoopbackAnswer> => {
    const { path, method, query } = visit;
    if (path === "/token") return token(visit);
    if (visit.request.headers.authorization !== `Bearer ${access()}`) throw no(401, "authError");
    if (path === "/upload/youtube/v3/videos" && method === "PUT") return upload(visit);
    if (path === "/upload/youtube/v3/videos") {
      const fields = await fieldsOf(visit);
      const total = Number(visit.request.headers["x-upload-content-length"]);
      if (query.get("uploadType") !== "resumable" || !(total > 0))
        throw no(400, "mediaBodyRequired");
      const id = nextId("session");
      sessions.set(id, { snippet: checked(fields["snippet"]), total, got: 0, video: "" });
      return {
        status: 200,
        headers: {
          location: `${visit.origin}/upload/youtube/v3/videos?uploadType=resumable&upload_id=${id}`,
        },
      };
    }
    if (path === "/upload/youtube/v3/captions") {
      const body = visit.body.toString();
      const video = videos.get(/"videoId":"([^"]+)"/.exec(body)?.[1] ?? "");
      if (!video || !body.includes("WEBVTT") || !/"language":"\w+"/.test(body))
        throw no(400, "invalidMetadata");
      if (video.captions.length > 0) throw no(409, "captionExists");
      video.captions.push(body);
      return { status: 200, body: { id: nextId("cap") } };
    }
    if (path === "/youtube/v3/captions") {
      const own = videos.get(query.get("videoId") ?? "")?.captions ?? [];
      return { status: 200, body: { items: own.map((_one, index) => ({ id: `cap${index}` })) } };
    }
    const ofLive = await live.answer(visit);
    if (ofLive) return ofLive;
    if (path === "/youtube/v3/videos") return onVideos(visit);
    if (path === "/youtube/v3/commentThreads") return onThreads(visit);
    if (path === "/youtube/v3/comments" && method === "POST") {
      const fields = await fieldsOf(visit);
      const parent = words(inner(fields, "snippet", "parentId"));
      if (!comments.has(parent)) throw no(404, "commentNotFound");
      return {
        status: 200,
        body: commentShape(put({ parent, text: words(inner(fields, "snippet", "textOriginal")) })),
      };
    }
    if (path === "/youtube/v3/comments") {
      const asked = (query.get("id") ?? "").split(",").map((id) => comments.get(id));
      if (asked.some((one) => one === undefined)) throw no(404, "commentNotFound");
      return { status: 200, body: { items: asked.flatMap((one) => one ?? []).map(commentShape) } };
    }
    if (path === "/youtube/v3/playlistItems") {
      if (query.get("playlistId") !== uploads) throw no(404, "playlistNotFound");
      const uploaded = [...videos.values()].filter(
        (one) => one.live === undefined || one.live.lifeCycle === "complete",
      );
      const all = uploaded.sort((a, b) => b.madeMs - a.madeMs).slice(0, 50);
      return {
        status: 200,
        body: { items: all.map(({ id }) => ({ contentDetails: { videoId: id } })) },
      };
    }
    const me = {
      id: channel,
      snippet: {
        title: loopback.presented.name,
        description: loopback.presented.description,
        thumbnails: { default: { url: loopback.presented.picture } },
        customUrl: "@riversidepd",
      },
      contentDetails: { relatedPlaylists: { uploads } },
      statistics: { videoCount: String(videos.size) },
    };
    return { status: 200, body: { items: [me] } };
  };

  const loopback = await startLoopback({
    answer,
    isAct: ({ method, path, query }) =>
      (method === "PUT" &&
        /\/(videos|liveBroadcasts)$/.test(path) &&
        (query.get("part") ?? "").includes("status")) ||
      (method === "POST" && /\/(commentThreads|comments)$/.test(path)),
    tooMany: youtubeNo(403, "rateLimitExceeded"),
    outOfOrder: youtubeNo(503, "backendError"),
    expired: youtubeNo(401, "authError"),
  });
  return {
    ...loopback,
    clientId,
    clientSecret,
    channel,
    videos,
    comments,
    consents,
    live,
    comment: (video, author, text) => put({ video, author, text }),
    breakUploadAt(bytes) {
      breakAt = bytes;
    },
    setAudited(next) {
      isAudited = next;
    },
    [Symbol.asyncDispose]: () => loopback[Symbol.asyncDispose](),
  };
}
