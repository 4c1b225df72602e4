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
  hasMedia?: "true";
  before?: string;
}

export const archiveApi = {
  search: (query: ArchiveQuery) => answer(client.archive.$get({ query })),
  record: (id: string) => answer(client.archive.records[":id"].$get({ param: { id } })),
  proof: () => answer(client.archive.proof.$get()),
  check: () => answer(client.archive.checks.$post()),
  answerAlarm: (id: string, note: string) =>
    answer(client.archive.alarms[":id"].answer.$post({ param: { id }, json: { note } })),
  people: () => answer(agency.people.$get()),
  channels: () => answer(channels.channels.$get()),
};

export const mediaUrl = (recordId: string, sha256: string): string =>
  `${apiBase}/archive/records/${recordId}/media/${sha256}`;

export type SearchPage = Awaited<ReturnType<typeof archiveApi.search>>;
export type Found = SearchPage["results"][number];
export type Proof = Awaited<ReturnType<typeof archiveApi.proof>>;
export type ProofCheckRow = Proof["checks"][number];
