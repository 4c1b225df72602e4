import { createHash } from "node:crypto";
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
import {
  linkedinContent,
  linkedinCounts,
  linkedinFile,
  linkedinNo,
  linkedinPage,
  readerWords,
  type LinkedinAsset,
} from "./linkedin-text.ts";
import { linkedinPlaces, linkedinTargets } from "./places.ts";
import { linkedinPoll, type PlayedPoll } from "./polls.ts";

export interface LinkedinPost {
  id: string;
  commentary: string;
  alts: string[];
  article: string;
  madeMs: number;
  changedMs: number;
  parent: string;
  actor: string;
  media: string[];
  poll?: PlayedPoll;
  likes?: number;
  /** The places it is brought to; none: to everybody. */
  geos: string[];
}

export interface LinkedinServer extends Loopback {
  clientId: string;
  clientSecret: string;
  page: string;
  posts: Map<string, LinkedinPost>;
  assets: Map<string, LinkedinAsset>;
  consents: Consents;
  comment(parent: string, actor: string, text: string): LinkedinPost;
  /** Pieces after this many fail. */
  breakUploadAfter(pieces: number): void;
  workFor(polls: number): void;
}

const pieceBytes = 1_200;

/** Posts, images, videos and comments of one page, version 202610, by the documentation. */
export async function startLinkedin(): Promise<LinkedinServer> {
  const clientId = "linkedin-client";
  const clientSecret = "linkedin-client-secret-for-tests-0123";
  const access = "linkedin-access-token-for-tests-0123456789";
  const page = "urn:li:organization:2414183";
  const posts = new Map<string, LinkedinPost>();
  const assets = new Map<string, LinkedinAsset>();
  const consents = new Consents();
  let piecesLeft = Infinity;
  let polls = 0;
  let lastId = 7_100_000_000_000_000_000n;
  let lastMs = 0;
  const no = (status: number, ...told: [string, string?]) =>
    new No(status, linkedinNo(status, ...told).body);
  const put = (more: Partial<LinkedinPost>): LinkedinPost => {
    lastMs = Math.max(Date.now(), lastMs + 1);
    const id = more.parent ? String((lastId += 1n)) : `urn:li:share:${(lastId += 1n)}`;
    const base = {
      id,
      commentary: "",
      alts: [],
      article: "",
      madeMs: lastMs,
      changedMs: lastMs,
      parent: "",
      actor: page,
      media: [],
      geos: [],
    };
    const made: LinkedinPost = { ...base, ...more };
    posts.set(id, made);
    return made;
  };
  const at = (value: unknown, ...path: (string | number)[]): unknown =>
    path.reduce<unknown>(
      (inner, name) =>
        typeof inner === "object" && inner !== null ? Reflect.get(inner, name) : undefined,
      value,
    );
  const newest = (fits: (post: LinkedinPost) => boolean) =>
    [...posts.values()].filter(fits).sort((a, b) => b.madeMs - a.madeMs);
  /** What the text is now, as it was sent. */
  const little = new Map<string, string>();

  const mustBe = (urn: string) => {
    if (assets.get(urn)?.status !== "AVAILABLE") throw no(400, "MEDIA_ASSET_WAITING_UPLOAD");
    return urn;
  };
  const create = async (visit: Visit): Promise<LoopbackAnswer> => {
    const fields = await fieldsOf(visit);
    const commentary = words(fields["commentary"]);
    const text = readerWords(commentary);
    if (
      fields["author"] !== page ||
      fields["visibility"] !== "PUBLIC" ||
      fields["lifecycleState"] !== "PUBLISHED" ||
      at(fields, "distribution", "feedDistribution") !== "MAIN_FEED"
    )
      throw no(422, "UNPROCESSABLE_ENTITY");
    if (text.length > 3_000) throw no(400, "FIELD_LENGTH_TOO_LONG");
    const geos = linkedinTargets(at(fields, "distribution", "targetEntities"));
    if (typeof geos === "string") throw no(400, "ILLEGAL_ARGUMENT", geos);
    if (newest(({ parent }) => parent === "").some((post) => post.commentary === text))
      throw no(422, "DUPLICATE_POST", "Content is a duplicate of urn:li:share:1");
    const several = at(fields, "content", "multiImage", "images");
    const images: unknown[] = Array.isArray(several) ? several : [];
    if (Array.isArray(several) && (images.length < 2 || images.length > 20))
      throw no(400, "ILLEGAL_ARGUMENT");
    const one = words(at(fields, "content", "media", "id"));
    const media = [
      ...(one === "" ? [] : [one]),
      ...images.map((each) => words(at(each, "id"))),
    ].map(mustBe);
    const alts = [
      words(at(fields, "content", "media", "altText")),
      ...images.map((each) => words(at(each, "altText"))),
    ].filter((alt) => alt !== "");
    if (alts.some((alt) => alt.length > 4_086)) throw no(400, "ILLEGAL_ARGUMENT");
    const poll = linkedinPoll(at(fields, "content", "poll"));
    if (poll === "wrong") throw no(400, "ILLEGAL_ARGUMENT", "poll");
    const made = put({
      ...(poll ? { poll } : {}),
      commentary: text,
      geos,
      alts,
      media,
      article: words(at(fields, "content", "article", "source")),
    });
    little.set(made.id, commentary);
    return { status: 201, headers: { "x-restli-id": made.id } };
  };

  const asset = (kind: "image" | "video", size: number): LinkedinAsset => {
    const urn = `urn:li:${kind}:${createHash("sha256").update(`${assets.size}`).digest("hex").slice(0, 16)}`;
    const made: LinkedinAsset = {
      urn,
      size,
      pieces: new Map(),
      captions: [],
      status: "WAITING_UPLOAD",
      pollsLeft: polls,
    };
    assets.set(urn, made);
    return made;
  };
  const onAssets = async (visit: Visit, kind: "image" | "video"): Promise<LoopbackAnswer> => {
    const act = visit.query.get("action");
    const fields = visit.method === "POST" ? await fieldsOf(visit) : {};
    if (act === "initializeUpload") {
      const ask = at(fields, "initializeUploadRequest");
      if (at(ask, "owner") !== page) throw no(403, "ACCESS_DENIED");
      const size = Number(at(ask, "fileSizeBytes") ?? 0);
      const made = asset(kind, size);
      const url = (index: number | string) =>
        `${visit.origin}/dms-uploads/${encodeURIComponent(made.urn)}/${index}`;
      if (kind === "image")
        return {
          status: 200,
          body: {
            value: {
              image: made.urn,
              uploadUrl: url(0),
              uploadUrlExpiresAt: Date.now() + 3_600_000,
            },
          },
        };
      const uploadInstructions = Array.from(
        { length: Math.ceil(size / pieceBytes) },
        (_one, index) => ({
          uploadUrl: url(index),
          firstByte: index * pieceBytes,
          lastByte: Math.min(size, (index + 1) * pieceBytes) - 1,
        }),
      );
      return {
        status: 200,
        body: {
          value: {
            video: made.urn,
            uploadToken: "",
            uploadInstructions,
            captionsUploadUrl: url("captions"),
          },
        },
      };
    }
    if (act === "finalizeUpload") {
      const ask = at(fields, "finalizeUploadRequest");
      const made = assets.get(words(at(ask, "video")));
      const tags = at(ask, "uploadedPartIds");
      const bytes = made
        ? [...made.pieces.values()].reduce((sum, piece) => sum + piece.length, 0)
        : 0;
      if (!made || !Array.isArray(tags) || tags.length !== made.pieces.size || bytes !== made.size)
        throw no(400, "ILLEGAL_ARGUMENT", "parts do not add up");
      made.status = "PROCESSING";
      return { status: 200 };
    }
    const made = assets.get(decodeURIComponent(visit.path.split("/").at(-1) ?? ""));
    if (!made) throw no(404, "RESOURCE_NOT_FOUND");
    made.pollsLeft -= 1;
    if (made.status === "PROCESSING" && made.pollsLeft < 0) made.status = "AVAILABLE";
    const downloadUrl = `${visit.origin}/dms-download/${encodeURIComponent(made.urn)}`;
    return { status: 200, body: { id: made.urn, status: made.status, downloadUrl } };
  };
  const upload = async (visit: Visit): Promise<LoopbackAnswer> => {
    const [, , urn = "", index = ""] = visit.path.split("/");
    const made = assets.get(decodeURIComponent(urn));
    if (!made) throw no(404, "RESOURCE_NOT_FOUND");
    if (index === "captions") {
      const { metadata, file } = await fieldsOf(visit);
      const format: unknown = at(JSON.parse(words(metadata)), "format");
      if (format !== "SRT" || !(file instanceof Blob)) throw no(400, "ILLEGAL_ARGUMENT");
      made.captions.push(await file.text());
      return { status: 201 };
    }
    if (visit.method !== "PUT" || piecesLeft <= 0) throw no(500, "INTERNAL_SERVER_ERROR");
    piecesLeft -= 1;
    made.pieces.set(Number(index), visit.body);
    if (made.urn.includes(":image:")) made.status = "PROCESSING";
    return {
      status: 201,
      headers: { etag: `"${createHash("sha256").update(visit.body).digest("hex").slice(0, 12)}"` },
    };
  };

  const littleOf = ({ id, commentary }: LinkedinPost) => {
    const sent = little.get(id) ?? "";
    return readerWords(sent) === commentary ? sent : commentary;
  };
  const shape = (post: LinkedinPost) => ({
    id: post.id,
    author: page,
    commentary: littleOf(post),
    createdAt: post.madeMs,
    publishedAt: post.madeMs,
    lastModifiedAt: post.changedMs,
    lifecycleState: "PUBLISHED",
    visibility: "PUBLIC",
    ...linkedinContent(post),
  });
  const commentShape = (post: LinkedinPost) => ({
    id: post.id,
    actor: post.actor,
    object: post.parent,
    message: { text: post.commentary },
    created: { time: post.madeMs, actor: post.actor },
    lastModified: { time: post.changedMs },
  });
  const onPost = async (visit: Visit, id: string): Promise<LoopbackAnswer> => {
    const post = posts.get(id);
    // Removing what is gone is answered with 204, as published.
    if (visit.method === "DELETE") return (posts.delete(id), { status: 204 });
    if (!post) throw no(404, "RESOURCE_NOT_FOUND");
    if (visit.method === "GET") return { status: 200, body: shape(post) };
    if (visit.request.headers["x-restli-method"] !== "PARTIAL_UPDATE")
      throw no(400, "ILLEGAL_ARGUMENT");
    const commentary = words(at(await fieldsOf(visit), "patch", "$set", "commentary"));
    Object.assign(post, { commentary: readerWords(commentary), changedMs: Date.now() });
    little.set(id, commentary);
    return { status: 204 };
  };
  const metadata = (visit: Visit): LoopbackAnswer => {
    const results = linkedinCounts(visit, posts);
    if (!results) throw no(400, "ILLEGAL_ARGUMENT");
    return { status: 200, body: { results, errors: {} } };
  };
  const onComments = async (
    visit: Visit,
    parent: string,
    own?: string,
  ): Promise<LoopbackAnswer> => {
    if (own !== undefined && visit.method === "GET") {
      const comment = posts.get(own);
      if (comment?.parent !== parent) throw no(404, "RESOURCE_NOT_FOUND");
      return { status: 200, body: commentShape(comment) };
    }
    if (visit.method === "GET")
      return {
        status: 200,
        body: { elements: newest((post) => post.parent === parent).map(commentShape) },
      };
    if (!posts.has(parent)) throw no(404, "RESOURCE_NOT_FOUND");
    const fields = await fieldsOf(visit);
    if (fields["actor"] !== page || fields["object"] !== parent) throw no(403, "ACCESS_DENIED");
    const made = put({ parent, commentary: words(at(fields, "message", "text")) });
    return { status: 201, headers: { "x-restli-id": made.id }, body: commentShape(made) };
  };

  const answer = async (visit: Visit): Promise<LoopbackAnswer> => {
    const { path, method, request, query } = visit;
    if (path === "/oauth/v2/accessToken") {
      const fields = await fieldsOf(visit);
      if (fields["client_secret"] !== clientSecret)
        throw new No(401, {
          error: "invalid_client",
          error_description: "Client authentication failed",
        });
      if (
        !consents.take(
          words(fields["code"]),
          words(fields["code_verifier"]),
          words(fields["redirect_uri"]),
        )
      )
        throw new No(400, { error: "invalid_grant" });
      return {
        status: 200,
        body: { access_token: access, expires_in: 5_184_000, scope: "w_organization_social" },
      };
    }
    // Signed for whoever has the address: a credential has no place here.
    const file = linkedinFile(visit, assets);
    if (file) return file;
    if (request.headers.authorization !== `Bearer ${access}`) throw no(401, "INVALID_ACCESS_TOKEN");
    if (path.startsWith("/dms-uploads/")) return upload(visit);
    if (request.headers["linkedin-version"] !== "202610") throw no(426, "NONEXISTENT_VERSION");
    if (request.headers["x-restli-protocol-version"] !== "2.0.0") throw no(400, "ILLEGAL_ARGUMENT");
    const places = linkedinPlaces(path, query, page);
    if (places) return { status: 200, body: places };
    const [, , kind, id = "", edge, own] = path.split("/").map(decodeURIComponent);
    if (kind === "organizationAcls")
      return {
        status: 200,
        body: {
          elements: loopback.presented.administrators.map((each) => ({
            organization: page,
            role: "ADMINISTRATOR",
            state: "APPROVED",
            roleAssignee: `urn:li:person:${each.id}`,
            name: each.name,
          })),
        },
      };
    if (kind === "organizations")
      return { status: 200, body: linkedinPage(id, loopback.presented) };
    if (kind === "images") return onAssets(visit, "image");
    if (kind === "videos") return onAssets(visit, "video");
    if (kind === "socialActions" && edge === "comments") return onComments(visit, id, own);
    if (kind === "socialMetadata") return metadata(visit);
    if (kind === "posts" && id === "" && method === "POST") return create(visit);
    if (kind === "posts" && id === "") {
      const start = Number(query.get("start") ?? 0);
      const all = newest(({ parent }) => parent === "").slice(
        start,
        start + Number(query.get("count") ?? 10),
      );
      return { status: 200, body: { elements: all.map(shape), paging: { start } } };
    }
    return onPost(visit, id);
  };

  const loopback = await startLoopback({
    answer,
    isAct: ({ method, path, request }) =>
      method === "POST" &&
      (path === "/rest/posts" || path.endsWith("/comments")) &&
      request.headers["x-restli-method"] === undefined,
    tooMany: linkedinNo(429, "TOO_MANY_REQUESTS", "Resource level throttle limit reached"),
    outOfOrder: linkedinNo(503, "SERVICE_UNAVAILABLE"),
    expired: linkedinNo(401, "EXPIRED_ACCESS_TOKEN"),
  });
  return {
    ...loopback,
    clientId,
    clientSecret,
    page,
    posts,
    assets,
    consents,
    comment: (parent, actor, text) => put({ parent, actor, commentary: text }),
    breakUploadAfter(pieces) {
      piecesLeft = pieces;
    },
    workFor(count) {
      polls = count;
    },
    [Symbol.asyncDispose]: () => loopback[Symbol.asyncDispose](),
  };
}
