import { asked, type Container, fetched, isJpeg, isMp4 } from "./containers.ts";
import { Consents, graphDate, graphNo, graphPage, graphThrow, graphToken } from "./graph.ts";
import {
  fieldsOf,
  type Loopback,
  type LoopbackAnswer,
  startLoopback,
  type Visit,
  words,
} from "./loopback.ts";

export interface InstagramMedia {
  id: string;
  caption: string;
  alts: string[];
  madeMs: number;
  username: string;
  from: string;
  parent: string;
  isHidden?: boolean;
  likes?: number;
}

export interface InstagramServer extends Loopback {
  appId: string;
  appSecret: string;
  userToken: string;
  account: string;
  media: Map<string, InstagramMedia>;
  comments: Map<string, InstagramMedia>;
  containers: Map<string, Container>;
  consents: Consents;
  comment(parent: string, username: string, text: string): InstagramMedia;
  /** Media are worked on for this many questions from now on. */
  workFor(polls: number): void;
  setQuota(used: number, total: number): void;
}

/** One professional account behind Facebook Login: content publishing by its documentation (v25.0). */
export async function startInstagram(): Promise<InstagramServer> {
  const appId = "5647382910";
  const appSecret = "instagram-app-secret-for-tests-0123456";
  const userToken = "EAAG-instagram-user-token-for-tests";
  const pageToken = "EAAP-instagram-page-token-for-tests";
  const account = "17841400008460056";
  const username = "riversidepd";
  const media = new Map<string, InstagramMedia>();
  const comments = new Map<string, InstagramMedia>();
  const containers = new Map<string, Container>();
  const consents = new Consents();
  let polls = 0;
  let quota = { used: 0, total: 100 };
  let lastId = 17_900_000_000_000n;
  let lastMs = 0;
  const nextId = () => String((lastId += 1n));
  const make = (
    map: Map<string, InstagramMedia>,
    more: Partial<InstagramMedia>,
  ): InstagramMedia => {
    lastMs = Math.max(Date.now(), lastMs + 1);
    const made = {
      id: nextId(),
      caption: "",
      alts: [],
      madeMs: lastMs,
      username,
      from: account,
      parent: "",
      ...more,
    };
    map.set(made.id, made);
    return made;
  };
  const newest = (
    map: Map<string, InstagramMedia>,
    fits: (one: InstagramMedia) => boolean = () => true,
  ) => [...map.values()].filter(fits).sort((a, b) => b.madeMs - a.madeMs);

  const mustBeCaption = (text: string) => {
    const tags = text.match(/#[\p{L}\p{N}_]+/gu) ?? [];
    if (text.length > 2_200 || tags.length > 30)
      throw graphThrow(400, 110, "The caption was too long.", 2_207_010);
  };

  const create = async (fields: Record<string, unknown>): Promise<LoopbackAnswer> => {
    const caption = words(fields["caption"]);
    mustBeCaption(caption);
    const isChild = fields["is_carousel_item"] === "true";
    const base = {
      id: nextId(),
      words: "",
      text: caption,
      parent: "",
      link: "",
      pollsLeft: polls,
      isChild,
      status: polls > 0 ? ("IN_PROGRESS" as const) : ("FINISHED" as const),
    };
    const kind = words(fields["media_type"]);
    let made: Container;
    if (kind === "CAROUSEL") {
      const ids = words(fields["children"]).split(",");
      if (ids.length < 2 || ids.length > 10)
        throw graphThrow(400, 100, "Wrong number of children", 2_207_028);
      const children = ids.map((id) => containers.get(id));
      if (children.some((each) => !each?.isChild))
        throw graphThrow(400, 24, "No such child", 2_207_006);
      made = { ...base, kind: "CAROUSEL", alts: children.flatMap((each) => each?.alts ?? []) };
    } else if (kind === "REELS" || kind === "VIDEO") {
      const bytes = await fetched(words(fields["video_url"]));
      if (!bytes) throw graphThrow(400, 9_004, "The video could not be fetched", 2_207_052);
      if (!isMp4(bytes)) throw graphThrow(400, 352, "Unsupported video format", 2_207_026);
      made = { ...base, kind: "VIDEO", alts: [] };
    } else {
      const bytes = await fetched(words(fields["image_url"]));
      if (!bytes) throw graphThrow(400, 9_004, "The image could not be fetched", 2_207_052);
      if (!isJpeg(bytes)) throw graphThrow(400, 36_001, "Unsupported image format", 2_207_005);
      if (bytes.length > 8_388_608)
        throw graphThrow(400, 36_000, "The image is too large", 2_207_004);
      made = { ...base, kind: "IMAGE", alts: [words(fields["alt_text"])] };
    }
    containers.set(made.id, made);
    return { status: 200, body: { id: made.id } };
  };

  const publish = (fields: Record<string, unknown>): LoopbackAnswer => {
    const container = containers.get(words(fields["creation_id"]));
    if (!container || container.isChild)
      throw graphThrow(400, 24, "The media could not be found", 2_207_006);
    if (container.status === "IN_PROGRESS")
      throw graphThrow(400, 9_007, "The media is not ready", 2_207_027);
    if (container.status === "EXPIRED")
      throw graphThrow(400, -2, "The container expired", 2_207_020);
    if (container.status === "PUBLISHED")
      throw graphThrow(400, 24, "The media was published already", 2_207_006);
    if (quota.used >= quota.total) throw graphThrow(400, 9, "Publishing limit reached", 2_207_042);
    quota.used += 1;
    container.status = "PUBLISHED";
    const made = make(media, { caption: container.text, alts: container.alts });
    return { status: 200, body: { id: made.id } };
  };

  const shape = (one: InstagramMedia) => ({
    id: one.id,
    timestamp: graphDate(one.madeMs),
    username: one.username,
    permalink: `https://www.instagram.com/p/${one.id}/`,
    caption: one.caption,
    media_type: "IMAGE",
    like_count: one.likes ?? 0,
    comments_count: newest(comments, ({ parent }) => parent === one.id).length,
    comments: { data: newest(comments, ({ parent }) => parent === one.id).map(commentShape) },
  });
  const commentShape = (one: InstagramMedia): object => ({
    id: one.id,
    text: one.caption,
    timestamp: graphDate(one.madeMs),
    username: one.username,
    from: { id: one.from, username: one.username },
    hidden: one.isHidden ?? false,
    like_count: one.likes ?? 0,
    replies: { data: newest(comments, ({ parent }) => parent === one.id).map(commentShape) },
  });

  const onAccount = async (visit: Visit, edge: string | undefined): Promise<LoopbackAnswer> => {
    const fields = visit.method === "POST" ? await fieldsOf(visit) : {};
    if (edge === undefined) {
      const { name, description: biography, website, picture: url } = loopback.presented;
      const profile_picture_url = `${url}?oh=${Date.now()}`;
      return {
        status: 200,
        body: { id: account, username, name, biography, website, profile_picture_url },
      };
    }
    if (edge === "media" && visit.method === "POST") return create(fields);
    if (edge === "media_publish") return publish(fields);
    if (edge === "media") return { status: 200, body: graphPage(visit, newest(media), shape) };
    if (edge === "tags") return { status: 200, body: { data: [] } };
    if (edge === "content_publishing_limit") {
      const config = { quota_total: quota.total, quota_duration: 86_400 };
      return { status: 200, body: { data: [{ quota_usage: quota.used, config }] } };
    }
    throw graphThrow(400, 100, `Tried accessing nonexisting field (${edge})`);
  };

  const onNode = async (
    visit: Visit,
    id: string,
    edge: string | undefined,
  ): Promise<LoopbackAnswer> => {
    const container = containers.get(id);
    if (container) {
      const status = asked(container);
      return { status: 200, body: { id, status_code: status, status: container.words || status } };
    }
    const [post, above] = [media.get(id), comments.get(id)];
    if (edge === "comments" || edge === "replies") {
      const isThere = edge === "comments" ? post !== undefined : above !== undefined;
      if (!isThere) throw graphThrow(400, 100, "Unsupported request", 33);
      if (visit.method === "GET") {
        const all = newest(comments, ({ parent }) => parent === id);
        return { status: 200, body: graphPage(visit, all, commentShape) };
      }
      const made = make(comments, {
        caption: words((await fieldsOf(visit))["message"]),
        parent: id,
      });
      return { status: 200, body: { id: made.id } };
    }
    if (above && visit.method === "GET") return { status: 200, body: commentShape(above) };
    if (!post) throw graphThrow(400, 100, "Object does not exist", 33);
    if (visit.method === "DELETE") throw graphThrow(400, 100, "Unsupported delete request", 33);
    return { status: 200, body: shape(post) };
  };

  const token = async (visit: Visit): Promise<LoopbackAnswer> => {
    const fields = await fieldsOf(visit);
    if (fields["client_secret"] !== appSecret)
      throw graphThrow(400, 101, "Error validating client secret.");
    if (fields["grant_type"] === "fb_exchange_token")
      return { status: 200, body: { access_token: userToken } };
    if (
      !consents.take(
        words(fields["code"]),
        words(fields["code_verifier"]),
        words(fields["redirect_uri"]),
      )
    )
      throw graphThrow(400, 100, "This authorization code has been used.");
    return { status: 200, body: { access_token: "short", expires_in: 3_600 } };
  };

  const answer = async (visit: Visit): Promise<LoopbackAnswer> => {
    const [, version, id = "", edge] = visit.path.split("/");
    if (version !== "v25.0") throw graphThrow(400, 2_635, "You are calling a deprecated version");
    if (id === "oauth") return token(visit);
    const given = graphToken(visit, appSecret);
    if (given !== userToken && given !== pageToken)
      throw graphThrow(400, 190, "Invalid OAuth access token.");
    if (id === "me") {
      const own = { id: account, username, name: "Riverside Falls Police" };
      return {
        status: 200,
        body: {
          data: [
            { access_token: pageToken, instagram_business_account: own, id: "1" },
            { id: "2", access_token: "x" },
          ],
        },
      };
    }
    return id === account ? onAccount(visit, edge) : onNode(visit, decodeURIComponent(id), edge);
  };

  const loopback = await startLoopback({
    answer,
    isAct: ({ method, path }) =>
      method === "POST" && /\/(media_publish|comments|replies)$/.test(path),
    tooMany: graphNo(
      400,
      80_002,
      "(#80002) There have been too many calls to this Instagram account.",
    ),
    outOfOrder: { status: 503, body: undefined },
    expired: graphNo(400, 190, "Error validating access token", 463),
  });
  return {
    ...loopback,
    appId,
    appSecret,
    userToken,
    account,
    media,
    comments,
    containers,
    consents,
    comment: (parent, name, text) =>
      make(comments, { caption: text, username: name, from: `9${name.length}`, parent }),
    workFor(count) {
      polls = count;
    },
    setQuota(used, total) {
      quota = { used, total };
    },
    [Symbol.asyncDispose]: () => loopback[Symbol.asyncDispose](),
  };
}
