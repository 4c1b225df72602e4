import { hc } from "hono/client";
import type { AgencyRoutes } from "#agency";
import type { ArchiveRoutes } from "#archive";
import type { ChannelRoutes } from "#channels";
import { answer, apiBase, consoleFetch } from "#ui/api.ts";

const client = hc<ArchiveRoutes>(apiBase, { fetch: consoleFetch });
const agency = hc<AgencyRoutes>(apiBase, { fetch: consoleFetch });
const channels = hc<ChannelRoutes>(apiBase, { fetch: consoleFetch });

export type Direction = "in" | "out" | "internal";

export interface ArchiveQuery {
  words?: string;
  kind?: string;
  channelId?: string;
  personId?: string;
  direction?: Direction;
  from?: string;
  until?: string;
  occurredFrom?: string;
  occurredUntil?: string;
  hasMedia?: "true";
  hold?: "true";
  hidden?: "true";
  tag?: string;
  beat?: string;
  before?: string;
}

export const archiveApi = {
  search: (query: ArchiveQuery) => answer(client.archive.$get({ query })),
  facets: (query: ArchiveQuery) => answer(client.archive.facets.$get({ query })),
  tags: () => answer(client.archive.tags.$get()),
  makeTag: (name: string) => answer(client.archive.tags.$post({ json: { name } })),
  renameTag: (id: string, name: string) =>
    answer(client.archive.tags[":id"].$patch({ param: { id }, json: { name } })),
  tag: (id: string, tag: string) =>
    answer(client.archive.records[":id"].tags.$put({ param: { id }, json: { tag } })),
  untag: (id: string, tag: string) =>
    answer(client.archive.records[":id"].tags.$delete({ param: { id }, json: { tag } })),
  searches: () => answer(client.archive.searches.$get()),
  keep: (json: { name: string; isShared: boolean; query: Record<string, string> }) =>
    answer(client.archive.searches.$post({ json })),
  changeSearch: (id: string, json: { name: string; isShared: boolean }) =>
    answer(client.archive.searches[":id"].$patch({ param: { id }, json })),
  deleteSearch: (id: string) => answer(client.archive.searches[":id"].$delete({ param: { id } })),
  restoreSearch: (id: string) =>
    answer(client.archive.searches[":id"].deletion.$delete({ param: { id } })),
  record: (id: string) => answer(client.archive.records[":id"].$get({ param: { id } })),
  proof: () => answer(client.archive.proof.$get()),
  check: () => answer(client.archive.checks.$post()),
  answerAlarm: (id: string, note: string) =>
    answer(client.archive.alarms[":id"].answer.$post({ param: { id }, json: { note } })),
  people: () => answer(agency.people.$get()),
  beats: () => answer(agency.beats.$get()),
  channels: () => answer(channels.channels.$get()),
};

export const mediaUrl = (recordId: string, sha256: string): string =>
  `${apiBase}/archive/records/${recordId}/media/${sha256}`;

export type SearchPage = Awaited<ReturnType<typeof archiveApi.search>>;
export type Found = SearchPage["results"][number];
export type Piece = SearchPage["understood"]["pieces"][number];
export type Facets = Awaited<ReturnType<typeof archiveApi.facets>>;
export type SavedRow = Awaited<ReturnType<typeof archiveApi.searches>>["searches"][number];
export type Proof = Awaited<ReturnType<typeof archiveApi.proof>>;
export type ProofCheckRow = Proof["checks"][number];
