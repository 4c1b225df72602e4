import { hc } from "hono/client";
import type { ChannelRoutes } from "#channels";
import type { PolicyRoutes } from "#policy";
import type { PostContent, PostContentDraft, PublishRoutes, Standing } from "#publish";
import { answer, apiBase, ask, consoleFetch } from "#ui/api.ts";

const client = hc<PublishRoutes>(apiBase, { fetch: consoleFetch });
const channels = hc<ChannelRoutes>(apiBase, { fetch: consoleFetch });
export const budgetsApi = {
  meters: () => answer(channels["channel-meters"].$get()),
  costs: () => answer(client.costs.$get()),
  setReserve: (id: string, json: { what: string; percent: number; why: string }) =>
    answer(channels.channels[":id"].reserve.$put({ param: { id }, json })),
};
const policy = hc<PolicyRoutes>(apiBase, { fetch: consoleFetch });

export type { PostContent, Standing };

export interface QuarterlySigning {
  quarter: string;
  posts: readonly { id: string; version: number }[];
  decision: "fine" | "found";
  note?: string;
}

export interface PostFilter {
  state?: Standing;
  channel?: string;
  author?: string;
  beat?: string;
  atOnce?: "true";
  class?: string;
  text?: string;
  from?: string;
  until?: string;
  before?: string;
  downFrom?: string;
  downUntil?: string;
}

export const postsApi = {
  list: (query: PostFilter) => answer(client.posts.$get({ query })),
  page: (id: string) => answer(client.posts[":id"].$get({ param: { id } })),
  versions: (id: string) => answer(client.posts[":id"].versions.$get({ param: { id } })),
  draft: (content: PostContentDraft) => answer(client.posts.$post({ json: content })),
  hashtags: () => answer(client.hashtags.$get()),
  authors: () => answer(client["post-authors"].$get()),
  /** While somebody types (`typing`) a save need not be a version. */
  save: (id: string, content: PostContentDraft, expected: number | string, typing: boolean) =>
    answer(client.posts[":id"].$put({ param: { id }, json: { content, expected, typing } })),
  discard: (id: string) => answer(client.posts[":id"].$delete({ param: { id } })),
  restore: (id: string) => answer(client.posts[":id"].restoration.$post({ param: { id } })),
  measure: (content: PostContentDraft) => answer(client.measures.$post({ json: content })),
  lint: (content: PostContentDraft, post?: string) =>
    answer(client.lint.$post({ json: content, query: post === undefined ? {} : { post } })),
  checkLinks: (urls: string[]) => answer(client["link-checks"].$post({ json: { urls } })),
  /** `acknowledged`: keys of the policy's warnings that the writer has checked. */
  submit: (id: string, acknowledged: readonly string[] = []) =>
    ask<{ id: string; dueAt: string }>("POST", `/posts/${id}/submission`, { acknowledged }),
  correct: (id: string, note: string) =>
    answer(client.posts[":id"].correction.$post({ param: { id }, json: { note } })),
  recall: (id: string, why: string) =>
    answer(client.posts[":id"].recall.$post({ param: { id }, json: { why } })),
};

export const approvalsApi = {
  pending: () => answer(client.approvals.$get()),
  approve: (id: string, hash: string, note?: string) =>
    answer(
      client.posts[":id"].approval.$post({
        param: { id },
        json: { hash, ...(note ? { note } : {}) },
      }),
    ),
  withdraw: (id: string, why: string) =>
    answer(client.posts[":id"].approval.$delete({ param: { id }, json: { why } })),
  sendBack: (id: string, why: string) =>
    answer(client.posts[":id"].return.$post({ param: { id }, json: { why } })),
  breakGlass: (id: string, hash: string, reason: string) =>
    answer(client.posts[":id"]["break-glass"].$post({ param: { id }, json: { hash, reason } })),
  review: (id: string, note: string) =>
    answer(client.approvals[":id"].review.$post({ param: { id }, json: { note } })),
};

export const commentsApi = {
  on: (id: string) => answer(client.posts[":id"].comments.$get({ param: { id } })),
  say: (id: string, body: string) =>
    answer(client.posts[":id"].comments.$post({ param: { id }, json: { body } })),
  resolve: (id: string) => answer(client.comments[":id"].resolution.$post({ param: { id } })),
  reopen: (id: string) => answer(client.comments[":id"].resolution.$delete({ param: { id } })),
};

export const deliveriesApi = {
  timeline: () => answer(client.timeline.$get()),
  retry: (id: string) => answer(client.deliveries[":id"].retry.$post({ param: { id } })),
  handOver: (id: string) => answer(client.deliveries[":id"]["by-hand"].$get({ param: { id } })),
  postedByHand: (id: string, url: string) =>
    answer(client.deliveries[":id"]["by-hand"].$post({ param: { id }, json: { url } })),
  live: (id: string) => answer(client.deliveries[":id"].live.$get({ param: { id } })),
  endLive: (id: string) => answer(client.deliveries[":id"]["live-end"].$post({ param: { id } })),
  captions: (id: string) => answer(client.deliveries[":id"].captions.$get({ param: { id } })),
  caption: (id: string, json: { language: string; track: string }) =>
    answer(client.deliveries[":id"].captions.$post({ param: { id }, json })),
  cues: (id: string) => answer(client["recording-captions"][":id"].$get({ param: { id } })),
  certifyCaptions: (id: string, sha256: string) =>
    answer(
      client["recording-captions"][":id"].certification.$post({ param: { id }, json: { sha256 } }),
    ),
  streamKey: (id: string) => answer(client.deliveries[":id"]["stream-key"].$get({ param: { id } })),
  doubts: (id: string) => answer(client.deliveries[":id"].doubts.$get({ param: { id } })),
  settle: (id: string, json: { appeared: boolean; url?: string; reached?: string[] }) =>
    answer(client.deliveries[":id"].settlement.$post({ param: { id }, json })),
};

export const oldFactsApi = {
  all: () => answer(client["old-facts"].$get()),
  confirm: (id: string, how: "gone" | "corrected", note: string) =>
    answer(client.deliveries[":id"].confirmation.$post({ param: { id }, json: { how, note } })),
  undo: (id: string) => answer(client.confirmations[":id"].$delete({ param: { id } })),
};

export interface HoldDraft {
  scope: "agency" | "channel" | "class";
  target?: string;
  exceptions: string[];
  reason: string;
}

export const holdsApi = {
  active: () => answer(client.holds.$get()),
  place: (json: HoldDraft) => answer(client.holds.$post({ json })),
  lift: (id: string) => answer(client.holds[":id"].$delete({ param: { id } })),
};

export const quarterlyApi = {
  review: (quarter?: string) =>
    answer(client["quarterly-review"].$get({ query: quarter === undefined ? {} : { quarter } })),
  sign: (given: QuarterlySigning) =>
    answer(
      client["quarterly-review"].$post({
        json: { ...given, posts: given.posts.map(({ id, version }) => ({ id, version })) },
      }),
    ),
  close: (json: { quarter: string; note: string }) =>
    answer(client["quarterly-review"].closing.$post({ json })),
};

export const channelsOf = () => answer(channels.channels.$get());
export const strategyOf = () => answer(policy.strategy.$get());
export const policyOf = () => answer(policy.policy.classes.$get());

export interface ArchivedRecord {
  id: string;
  kind: string;
  occurredAt: string;
  capturedAt: string;
  personId: string | null;
  leaf: number | null;
}

export const recordsOf = (id: string) =>
  ask<{ records: ArchivedRecord[] }>("GET", `/archive/subjects/post/${id}`);

/** What a page says of itself, fetched by the server. */
export const fetchCard = (url: string) => answer(client["link-cards"].$post({ json: { url } }));

export const pictureUrl = (sha256: string): string => `${apiBase}/media/${sha256}`;

export type PostRow = Awaited<ReturnType<typeof postsApi.list>>["posts"][number];
export type OldFactRow = Awaited<ReturnType<typeof oldFactsApi.all>>["oldFacts"][number];
export type PostPageData = Awaited<ReturnType<typeof postsApi.page>>;
export type DeliveryRow = PostPageData["deliveries"][number];
export type PendingApproval = Awaited<ReturnType<typeof approvalsApi.pending>>["pending"][number];
export type ChannelMeasure = Awaited<ReturnType<typeof postsApi.measure>>["measures"][number];
export type LintFinding = Awaited<ReturnType<typeof postsApi.lint>>["findings"][number];
export type ChannelRow = Awaited<ReturnType<typeof channelsOf>>["channels"][number];
export type Quarterly = Awaited<ReturnType<typeof quarterlyApi.review>>;
export type Hold = Awaited<ReturnType<typeof holdsApi.active>>["holds"][number];
export type HandPostData = Awaited<ReturnType<typeof deliveriesApi.handOver>>;
export type StreamKeyData = Awaited<ReturnType<typeof deliveriesApi.streamKey>>;
export type TimelineData = Awaited<ReturnType<typeof deliveriesApi.timeline>>;
