import { fieldsOf, type LoopbackAnswer, type No, type Visit, words } from "./loopback.ts";
import type { YoutubeVideo } from "./youtube.ts";

/** What a video is while it is a broadcast. */
export interface YoutubeBroadcast {
  startsAt: string;
  lifeCycle: "created" | "ready" | "live" | "complete";
  stream: string;
  autoStart: boolean;
  autoStop: boolean;
  picture: string;
  startedAt?: string;
  endedAt?: string;
}

export interface YoutubeStream {
  id: string;
  title: string;
  isReusable: boolean;
  key: string;
}

export interface YoutubeLive {
  streams: Map<string, YoutubeStream>;
  /** Units of the project's day that its acts on live streams have used. */
  units(): number;
  /** The project may use so many units a day. */
  setQuota(units: number): void;
  /** The channel may not stream. */
  setEnabled(isEnabled: boolean): void;
  /** Does the next request at this place (`POST /youtube/v3/liveBroadcasts`), then breaks the connection. */
  loseNext(place: string): void;
  /** An encoder sends on a stream, or stops: what is bound to it begins and ends by itself. */
  send(key: string): void;
  stop(key: string): void;
  /** Undefined where the place is none of live streams. */
  answer(visit: Visit): Promise<LoopbackAnswer | undefined>;
}

interface Rest {
  videos: Map<string, YoutubeVideo>;
  no(status: number, reason: string): No;
  inner(value: unknown, ...path: string[]): unknown;
  nextId(kind: string): string;
  nextMs(): number;
}

const pictureBytesMax = 2_097_152;
const aheadMsMax = 400 * 86_400_000;

/** The Live Streaming API for one channel: broadcasts, streams, binding, thumbnails, by its documentation. */
export function youtubeLive({ videos, no, inner, nextId, nextMs }: Rest): YoutubeLive {
  const streams = new Map<string, YoutubeStream>();
  let isEnabled = true;
  let lose = "";
  let units = 0;
  let quota = Infinity;

  const broadcastOf = (id: string): [YoutubeVideo, YoutubeBroadcast] => {
    const video = videos.get(id);
    if (!video?.live) throw no(404, "liveBroadcastNotFound");
    return [video, video.live];
  };
  const shape = (video: YoutubeVideo, parts: readonly string[]) => {
    const { live } = video;
    const all = {
      snippet: {
        title: video.title,
        description: video.description,
        publishedAt: new Date(video.madeMs).toISOString(),
        scheduledStartTime: live?.startsAt,
        actualStartTime: live?.startedAt,
        actualEndTime: live?.endedAt,
      },
      status: { privacyStatus: video.privacy, lifeCycleStatus: live?.lifeCycle },
      contentDetails: {
        enableAutoStart: live?.autoStart,
        ...(live?.stream ? { boundStreamId: live.stream } : {}),
      },
    };
    const asked = Object.entries(all).filter(([part]) => parts.includes(part));
    return { id: video.id, ...Object.fromEntries(asked) };
  };
  const checked = (snippet: unknown) => {
    const title = words(inner(snippet, "title"));
    const description = words(inner(snippet, "description"));
    const startsAt = words(inner(snippet, "scheduledStartTime"));
    if (title === "") throw no(400, "titleRequired");
    if (title.length > 100 || /[<>]/.test(title)) throw no(400, "invalidTitle");
    if (Buffer.byteLength(description) > 5_000 || /[<>]/.test(description))
      throw no(400, "invalidDescription");
    if (startsAt === "") throw no(400, "scheduledStartTimeRequired");
    const ahead = Date.parse(startsAt) - Date.now();
    if (!(ahead > 0) || ahead > aheadMsMax) throw no(400, "invalidScheduledStartTime");
    return { title, description, startsAt };
  };
  const privacyIn = (fields: Record<string, unknown>) => {
    const asked = words(inner(fields, "status", "privacyStatus"));
    if (asked === "") throw no(400, "privacyStatusRequired");
    if (!["private", "public", "unlisted"].includes(asked)) throw no(400, "invalidPrivacyStatus");
    return asked;
  };

  const insert = (fields: Record<string, unknown>, parts: readonly string[]) => {
    const { title, description, startsAt } = checked(fields["snippet"]);
    const made: YoutubeVideo = {
      id: nextId("vid"),
      title,
      description,
      privacy: privacyIn(fields),
      madeMs: nextMs(),
      captions: [],
      live: {
        startsAt,
        lifeCycle: "created",
        stream: "",
        autoStart: inner(fields, "contentDetails", "enableAutoStart") === true,
        autoStop: inner(fields, "contentDetails", "enableAutoStop") === true,
        picture: "",
      },
    };
    videos.set(made.id, made);
    return { status: 200, body: shape(made, parts) };
  };
  const update = (fields: Record<string, unknown>, parts: readonly string[]) => {
    const [video, live] = broadcastOf(words(fields["id"]));
    if (parts.includes("snippet")) {
      if (!["created", "ready"].includes(live.lifeCycle))
        throw no(400, "invalidScheduledStartTime");
      const { startsAt, ...rest } = checked(fields["snippet"]);
      Object.assign(video, rest);
      live.startsAt = startsAt;
    }
    if (parts.includes("status")) video.privacy = privacyIn(fields);
    return { status: 200, body: shape(video, parts) };
  };
  const list = ({ query }: Visit, parts: readonly string[]): LoopbackAnswer => {
    const filters = ["broadcastStatus", "id", "mine"].filter((name) => query.has(name));
    if (filters.length !== 1) throw no(400, "incompatibleParameters");
    const wanted: Record<string, readonly string[]> = {
      upcoming: ["created", "ready"],
      active: ["live"],
      completed: ["complete"],
    };
    const states = wanted[query.get("broadcastStatus") ?? ""];
    const ids = (query.get("id") ?? "").split(",");
    const items = [...videos.values()]
      .filter(({ id, live }) =>
        live ? (states?.includes(live.lifeCycle) ?? ids.includes(id)) : false,
      )
      .slice(0, Number(query.get("maxResults") ?? 5));
    return { status: 200, body: { items: items.map((one) => shape(one, parts)) } };
  };
  const bind = ({ query }: Visit, parts: readonly string[]): LoopbackAnswer => {
    if (!query.has("id")) throw no(400, "idRequired");
    const [video, live] = broadcastOf(query.get("id") ?? "");
    const stream = query.get("streamId") ?? "";
    if (!streams.has(stream)) throw no(404, "liveStreamNotFound");
    if (!["created", "ready"].includes(live.lifeCycle))
      throw no(403, "liveBroadcastBindingNotAllowed");
    Object.assign(live, { stream, lifeCycle: "ready" });
    return { status: 200, body: shape(video, parts) };
  };
  const onBroadcasts = async (visit: Visit, parts: readonly string[]) => {
    if (visit.method === "GET") return list(visit, parts);
    if (visit.method === "POST") return insert(await fieldsOf(visit), parts);
    if (visit.method === "PUT") return update(await fieldsOf(visit), parts);
    const [video, live] = broadcastOf(visit.query.get("id") ?? "");
    if (live.lifeCycle === "live") throw no(403, "liveBroadcastDeletionNotAllowed");
    videos.delete(video.id);
    return { status: 204 };
  };

  const streamShape = (
    { id, title, isReusable, key }: YoutubeStream,
    parts: readonly string[],
  ) => ({
    id,
    ...(parts.includes("snippet") ? { snippet: { title } } : {}),
    ...(parts.includes("contentDetails") ? { contentDetails: { isReusable } } : {}),
    ...(parts.includes("cdn")
      ? {
          cdn: {
            ingestionType: "rtmp",
            ingestionInfo: {
              streamName: key,
              ingestionAddress: "rtmp://a.rtmp.youtube.com/live2",
              backupIngestionAddress: "rtmp://b.rtmp.youtube.com/live2?backup=1",
              rtmpsIngestionAddress: "rtmps://a.rtmps.youtube.com/live2",
              rtmpsBackupIngestionAddress: "rtmps://b.rtmps.youtube.com/live2?backup=1",
            },
          },
        }
      : {}),
  });
  const onStreams = async (visit: Visit, parts: readonly string[]): Promise<LoopbackAnswer> => {
    const { query } = visit;
    if (visit.method === "GET") {
      if (query.has("id") === query.has("mine")) throw no(400, "incompatibleParameters");
      const id = query.get("id");
      const found = [...streams.values()].filter((one) => id === null || one.id === id);
      const items = found.slice(0, Number(query.get("maxResults") ?? 5));
      return { status: 200, body: { items: items.map((one) => streamShape(one, parts)) } };
    }
    const fields = await fieldsOf(visit);
    const title = words(inner(fields, "snippet", "title"));
    if (title === "") throw no(400, "titleRequired");
    for (const name of ["ingestionType", "resolution", "frameRate"])
      if (words(inner(fields, "cdn", name)) === "") throw no(400, `${name}Required`);
    const made = {
      id: nextId("str"),
      title,
      isReusable: inner(fields, "contentDetails", "isReusable") !== false,
      key: `key-${nextId("k")}-secret`,
    };
    streams.set(made.id, made);
    return { status: 200, body: streamShape(made, parts) };
  };
  const onPicture = ({ query, body, request }: Visit): LoopbackAnswer => {
    const video = videos.get(query.get("videoId") ?? "");
    if (!video) throw no(404, "videoNotFound");
    if (body.length === 0) throw no(400, "mediaBodyRequired");
    const type = request.headers["content-type"] ?? "";
    if (!["image/jpeg", "image/png"].includes(type) || body.length > pictureBytesMax)
      throw no(400, "invalidImage");
    if (video.live) video.live.picture = type;
    return { status: 200, body: { items: [{ default: { url: "https://i.ytimg.com/x.jpg" } }] } };
  };

  const made = async (visit: Visit): Promise<LoopbackAnswer | undefined> => {
    const parts = (visit.query.get("part") ?? "").split(",");
    if (visit.path === "/upload/youtube/v3/thumbnails/set") return onPicture(visit);
    const isLive = /^\/youtube\/v3\/live(Broadcasts|Streams)/.test(visit.path);
    if (isLive && !isEnabled) throw no(403, "liveStreamingNotEnabled");
    if (visit.path === "/youtube/v3/liveBroadcasts/bind") return bind(visit, parts);
    if (visit.path === "/youtube/v3/liveBroadcasts") return onBroadcasts(visit, parts);
    if (visit.path === "/youtube/v3/liveStreams") return onStreams(visit, parts);
    return undefined;
  };
  const boundTo = (key: string) =>
    [...videos.values()].flatMap(({ live }) =>
      live && streams.get(live.stream)?.key === key ? [live] : [],
    );

  return {
    streams,
    units: () => units,
    setQuota: (next) => {
      quota = next;
    },
    setEnabled: (next) => {
      isEnabled = next;
    },
    loseNext: (place) => {
      lose = place;
    },
    send(key) {
      for (const live of boundTo(key))
        if (live.autoStart && live.lifeCycle === "ready")
          Object.assign(live, { lifeCycle: "live", startedAt: new Date().toISOString() });
    },
    stop(key) {
      for (const live of boundTo(key))
        if (live.autoStop && live.lifeCycle === "live")
          Object.assign(live, { lifeCycle: "complete", endedAt: new Date().toISOString() });
    },
    async answer(visit) {
      const isOurs = /\/(live(Broadcasts|Streams)(\/bind)?|thumbnails\/set)$/.test(visit.path);
      if (!isOurs) return undefined;
      units += visit.method === "GET" ? 1 : 50;
      if (units > quota) throw no(403, "quotaExceeded");
      const answer = await made(visit);
      if (lose === `${visit.method} ${visit.path}`) {
        lose = "";
        visit.request.socket.resetAndDestroy();
      }
      return answer;
    },
  };
}
