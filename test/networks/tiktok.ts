import { fetched, isJpeg } from "./containers.ts";
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

type Status = "PROCESSING_UPLOAD" | "PROCESSING_DOWNLOAD" | "PUBLISH_COMPLETE" | "FAILED";

/** One sending: a post that is on its way, or was. */
export interface TiktokSending {
  id: string;
  kind: "video" | "photo";
  text: string;
  title: string;
  level: string;
  size: number;
  pieceSize: number;
  pieces: number;
  bytes: Buffer[];
  photos: number;
  rules: Readonly<Record<string, unknown>>;
  status: Status;
  failReason: string;
  /** Looked over for this many questions. */
  pollsLeft: number;
  postId: string;
  madeMs: number;
  likes?: number;
}

export interface TiktokServer extends Loopback {
  clientId: string;
  clientSecret: string;
  openId: string;
  sendings: Map<string, TiktokSending>;
  consents: Consents;
  /** The texts that everybody sees. */
  shown(): string[];
  /** Answers the next beginning of a sending so. */
  refuseNext(answer: LoopbackAnswer): void;
  /** TikTok has not audited the app. */
  unaudit(): void;
  /** The account takes only this many posts a day through apps. */
  capPosts(posts: number): void;
  /** Posts are looked over for this many questions; then they end so. */
  workFor(polls: number, failReason?: string): void;
  setLevels(levels: readonly string[]): void;
  setComments(isOn: boolean): void;
  /** Uploads answer so: their addresses have died. */
  endUploads(): void;
}

/** Every answer carries an error; "ok" is none. */
export function tiktokNo(status: number, code: string, message = "Row"): LoopbackAnswer {
  return { status, body: { data: {}, error: { code, message, log_id: "20261121000000AB" } } };
}

function ok(data: unknown): LoopbackAnswer {
  return {
    status: 200,
    body: { data, error: { code: "ok", message: "", log_id: "20261121000000AA" } },
  };
}

/** Posts of one account by the Content Posting API's references, with the quirks that they tell of. */
export async function startTiktok(): Promise<TiktokServer> {
  const clientId = "tiktok-client-key";
  const clientSecret = "tiktok-client-secret-for-tests-012345";
  const access = "act.tiktok-access-token-for-tests-0123456789";
  const renewed = "act.tiktok-renewed-token-for-tests-012345678";
  let refresh = "rft.tiktok-refresh-token-for-tests-0";
  const openId = "723f24d7-e717-40f8-a2b6-cb8464cd23b4";
  const sendings = new Map<string, TiktokSending>();
  const consents = new Consents("hex");
  let levels: readonly string[] = ["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"];
  let isAudited = true;
  let isOpenToComments = true;
  let postsMax = Infinity;
  let polls = 0;
  let endsAs = "";
  let areUploadsOver = false;
  let lastId = 7_300_000_000_000_000_000n;
  let next: LoopbackAnswer | undefined;
  const no = (status: number, code: string, message?: string) =>
    new No(status, tiktokNo(status, code, message).body);
  const part = (value: unknown, name: string): unknown =>
    typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
  const fieldsIn = (value: unknown): Record<string, unknown> =>
    typeof value === "object" && value !== null ? { ...value } : {};

  const mustBegin = (info: unknown) => {
    if (next !== undefined) {
      const answer = next;
      next = undefined;
      throw new No(answer.status, answer.body);
    }
    const level = words(part(info, "privacy_level"));
    if (!isAudited && level !== "SELF_ONLY")
      throw no(403, "unaudited_client_can_only_post_to_private_accounts");
    if (!levels.includes(level)) throw no(403, "privacy_level_option_mismatch");
    if (sendings.size >= postsMax) throw no(403, "spam_risk_too_many_posts");
  };
  const begin = (more: Partial<TiktokSending>): TiktokSending => {
    lastId += 1n;
    const made: TiktokSending = {
      id: `v_pub_file~v2-1.${lastId}`,
      kind: "video",
      text: "",
      title: "",
      level: "",
      size: 0,
      pieceSize: 0,
      pieces: 0,
      bytes: [],
      photos: 0,
      rules: {},
      status: "PROCESSING_UPLOAD",
      failReason: "",
      pollsLeft: polls,
      postId: "",
      madeMs: Date.now(),
      ...more,
    };
    sendings.set(made.id, made);
    return made;
  };
  /** The post is whole: it shows itself at once, or after it was looked over. */
  const arrive = (sending: TiktokSending) => {
    lastId += 1n;
    if (sending.pollsLeft > 0) return;
    sending.status = endsAs === "" ? "PUBLISH_COMPLETE" : "FAILED";
    sending.failReason = endsAs;
    if (endsAs === "" && sending.level === "PUBLIC_TO_EVERYONE") sending.postId = String(lastId);
  };

  const beginVideo = async (visit: Visit): Promise<LoopbackAnswer> => {
    const fields = await fieldsOf(visit);
    const [info, given] = [fields["post_info"], fields["source_info"]];
    mustBegin(info);
    const text = words(part(info, "title"));
    if (text.length > 2_200) throw no(400, "invalid_params", "The title is too long");
    const size = Number(part(given, "video_size"));
    const pieceSize = Number(part(given, "chunk_size"));
    const pieces = Number(part(given, "total_chunk_count"));
    const isCutRight =
      part(given, "source") === "FILE_UPLOAD" &&
      size > 0 &&
      pieces === Math.max(1, Math.floor(size / pieceSize)) &&
      (size < 5_000_000 ? pieceSize === size : pieceSize >= 5_000_000 && pieceSize <= 64_000_000);
    if (!isCutRight) throw no(400, "invalid_params", "The pieces do not add up");
    const level = words(part(info, "privacy_level"));
    const made = begin({ text, level, size, pieceSize, pieces, rules: fieldsIn(info) });
    const upload_url = `${visit.origin}/video/?upload_id=${encodeURIComponent(made.id)}&upload_token=secret`;
    return ok({ publish_id: made.id, upload_url });
  };

  const upload = (visit: Visit): LoopbackAnswer => {
    const sending = sendings.get(visit.query.get("upload_id") ?? "");
    if (!sending || areUploadsOver) throw new No(403, { error: "upload url expired" });
    const [, from = "", to = "", total = ""] =
      /^bytes (\d+)-(\d+)\/(\d+)$/.exec(visit.request.headers["content-range"] ?? "") ?? [];
    const had = sending.bytes.reduce((sum, each) => sum + each.length, 0);
    const isInOrder = Number(from) === had && Number(total) === sending.size;
    if (!isInOrder || visit.body.length !== Number(to) - Number(from) + 1)
      throw new No(416, { error: "range" });
    sending.bytes.push(visit.body);
    if (had + visit.body.length < sending.size) return { status: 206 };
    arrive(sending);
    return { status: 201 };
  };

  const beginPhotos = async (visit: Visit): Promise<LoopbackAnswer> => {
    const fields = await fieldsOf(visit);
    const [info, given] = [fields["post_info"], fields["source_info"]];
    mustBegin(info);
    const [title, text] = [words(part(info, "title")), words(part(info, "description"))];
    const images = part(given, "photo_images");
    const urls: unknown[] = Array.isArray(images) ? images : [];
    const isGood =
      fields["media_type"] === "PHOTO" &&
      fields["post_mode"] === "DIRECT_POST" &&
      part(given, "source") === "PULL_FROM_URL" &&
      urls.length > 0 &&
      urls.length <= 35 &&
      title.length <= 90 &&
      text.length <= 4_000;
    if (!isGood) throw no(400, "invalid_params");
    const level = words(part(info, "privacy_level"));
    const made = begin({
      kind: "photo",
      id: `p_pub_url~v2.${lastId + 1n}`,
      text,
      title,
      level,
      photos: urls.length,
      rules: fieldsIn(info),
      status: "PROCESSING_DOWNLOAD",
    });
    // Fetched after the answer went out: what is wrong with a picture is told by the status.
    const all = await Promise.all(urls.map((url) => fetched(words(url))));
    if (all.some((one) => one === undefined))
      Object.assign(made, { status: "FAILED", failReason: "photo_pull_failed" });
    else if (all.some((one) => one !== undefined && !isJpeg(one)))
      Object.assign(made, { status: "FAILED", failReason: "file_format_check_failed" });
    else arrive(made);
    return ok({ publish_id: made.id });
  };

  const status = async (visit: Visit): Promise<LoopbackAnswer> => {
    const sending = sendings.get(words((await fieldsOf(visit))["publish_id"]));
    if (!sending) throw no(400, "invalid_publish_id");
    const had = sending.bytes.reduce((sum, each) => sum + each.length, 0);
    const isWhole = sending.kind === "photo" || had === sending.size;
    if (isWhole && sending.status.startsWith("PROCESSING")) {
      sending.pollsLeft -= 1;
      arrive(sending);
    }
    const data = {
      status: sending.status,
      ...(sending.failReason === "" ? {} : { fail_reason: sending.failReason }),
      publicaly_available_post_id: "POST",
      uploaded_bytes: had,
    };
    // A list of 64-bit numbers, which JSON.stringify of JavaScript cannot write.
    const ids = sending.postId === "" ? "[]" : `[${sending.postId}]`;
    return { ...ok(data), raw: JSON.stringify(ok(data).body).replace('"POST"', ids) };
  };

  const inPublic = () =>
    [...sendings.values()].filter(
      ({ status: now, level }) => now === "PUBLISH_COMPLETE" && level === "PUBLIC_TO_EVERYONE",
    );
  const videoShape = (each: TiktokSending) => ({
    id: each.postId,
    create_time: Math.floor(each.madeMs / 1_000),
    share_url: `https://www.tiktok.com/@riversidepd/video/${each.postId}?utm_campaign=open_api`,
    video_description: each.text.slice(0, 150),
    title: each.text.slice(0, 150),
    duration: 5,
  });
  /** Only what the account shows to everybody; the rest is left out without a word. */
  const queried = async (visit: Visit): Promise<LoopbackAnswer> => {
    const ids = part((await fieldsOf(visit))["filters"], "video_ids");
    if (!Array.isArray(ids) || ids.length === 0 || ids.length > 20)
      throw no(400, "invalid_params", "video_ids");
    const asked = (visit.query.get("fields") ?? "").split(",");
    const videos = inPublic()
      .filter(({ kind, postId }) => kind === "video" && ids.includes(postId))
      .map((each) => ({
        ...videoShape(each),
        ...(asked.includes("like_count") ? { like_count: each.likes ?? 0 } : {}),
        ...(asked.includes("comment_count") ? { comment_count: 0 } : {}),
      }));
    return ok({ videos });
  };
  const list = async (visit: Visit): Promise<LoopbackAnswer> => {
    const fields = await fieldsOf(visit);
    const from = Number(fields["cursor"] ?? 0);
    const count = Math.min(20, Number(fields["max_count"] ?? 10));
    const all = inPublic()
      .filter(({ kind }) => kind === "video")
      .reverse();
    const videos = all.slice(from, from + count).map(videoShape);
    return ok({ videos, cursor: from + count, has_more: from + count < all.length });
  };

  const token = async (visit: Visit): Promise<LoopbackAnswer> => {
    const fields = await fieldsOf(visit);
    // A no of this address comes with 200.
    const flat = (error: string) => new No(200, { error, error_description: "Row", log_id: "x" });
    if (fields["client_key"] !== clientId || fields["client_secret"] !== clientSecret)
      throw flat("invalid_client");
    const isRenewal = fields["grant_type"] === "refresh_token";
    const isGood = isRenewal
      ? fields["refresh_token"] === refresh
      : consents.take(
          words(fields["code"]),
          words(fields["code_verifier"]),
          words(fields["redirect_uri"]),
        );
    if (!isGood) throw flat("invalid_grant");
    refresh = `${refresh.slice(0, 36)}${sendings.size}${isRenewal ? "r" : "c"}`;
    const access_token = isRenewal ? renewed : access;
    return {
      status: 200,
      body: {
        access_token,
        expires_in: 86_400,
        open_id: openId,
        refresh_token: refresh,
        refresh_expires_in: 31_536_000,
        scope: "user.info.basic,video.publish,video.list",
        token_type: "Bearer",
      },
    };
  };

  const answer = async (visit: Visit): Promise<LoopbackAnswer> => {
    const { path, method, request } = visit;
    if (path === "/v2/oauth/token/") return token(visit);
    if (path === "/video/" && method === "PUT") return upload(visit);
    if (![access, renewed].some((one) => request.headers.authorization === `Bearer ${one}`))
      throw no(401, "access_token_invalid");
    if (method !== "POST") throw no(405, "invalid_params");
    if (path === "/v2/post/publish/creator_info/query/")
      return ok({
        creator_avatar_url: "https://p16.example/avatar.webp",
        creator_username: "riversidepd",
        creator_nickname: "Riverside Falls Police",
        privacy_level_options: levels,
        comment_disabled: !isOpenToComments,
        duet_disabled: false,
        stitch_disabled: false,
        max_video_post_duration_sec: 300,
      });
    if (path === "/v2/post/publish/video/init/") return beginVideo(visit);
    if (path === "/v2/post/publish/content/init/") return beginPhotos(visit);
    if (path === "/v2/post/publish/status/fetch/") return status(visit);
    if (path === "/v2/video/list/") return list(visit);
    if (path === "/v2/video/query/") return queried(visit);
    throw no(404, "invalid_params");
  };

  const loopback = await startLoopback({
    answer,
    // Pictures are public by the first step alone, a video by its bytes.
    isAct: ({ path }) => path === "/v2/post/publish/content/init/" || path === "/video/",
    tooMany: tiktokNo(429, "rate_limit_exceeded"),
    outOfOrder: tiktokNo(503, "service_unavailable"),
    expired: tiktokNo(401, "access_token_invalid"),
  });
  return {
    ...loopback,
    clientId,
    clientSecret,
    openId,
    sendings,
    consents,
    shown: () => inPublic().map(({ text }) => text),
    refuseNext(given) {
      next = given;
    },
    unaudit() {
      isAudited = false;
    },
    capPosts(posts) {
      postsMax = posts;
    },
    workFor(count, failReason = "") {
      polls = count;
      endsAs = failReason;
    },
    setLevels(given) {
      levels = given;
    },
    setComments(isOn) {
      isOpenToComments = isOn;
    },
    endUploads() {
      areUploadsOver = true;
    },
    [Symbol.asyncDispose]: () => loopback[Symbol.asyncDispose](),
  };
}
