import { useQuery } from "@tanstack/react-query";
import { hc } from "hono/client";
import type { ChannelRoutes } from "#channels";
import { answer, apiBase, consoleFetch } from "#ui/api.ts";

const client = hc<ChannelRoutes>(apiBase, { fetch: consoleFetch });

export interface ConnectDraft {
  network: string;
  name: string;
  isPublic: boolean;
  input: Record<string, string>;
}

export const channelsApi = {
  list: () => answer(client.channels.$get()),
  networks: () => answer(client.networks.$get()),
  connect: (json: ConnectDraft) => answer(client.channels.$post({ json })),
  /** The address of the network's own page, where the owner says yes. */
  consent: (json: ConnectDraft) => answer(client.channels.consents.$post({ json })),
  consented: (json: { state: string; code: string }) =>
    answer(client.channels.consented.$post({ json })),
  end: (id: string) => answer(client.channels[":id"].$delete({ param: { id } })),
  optOuts: (id: string) => answer(client.channels[":id"]["opt-outs"].$get({ param: { id } })),
  findOptOut: (id: string, number: string) =>
    answer(client.channels[":id"]["opt-out-searches"].$post({ param: { id }, json: { number } })),
  addOptOut: (id: string, json: { number: string; reason: string }) =>
    answer(client.channels[":id"]["opt-outs"].$post({ param: { id }, json })),
  endOptOut: (
    id: string,
    json: { number: string; reason: string; basis: "start-text" | "written-consent" },
  ) => answer(client.channels[":id"]["opt-outs"].$delete({ param: { id }, json })),
  followers: (id: string) => answer(client.channels[":id"].followers.$get({ param: { id } })),
  openFediverse: () => answer(client["fediverse-actors"].$post()),
  checkHandle: (id: string, domain: string) =>
    answer(client.channels[":id"]["handle-check"].$post({ param: { id }, json: { domain } })),
  check: (id: string) => answer(client.channels[":id"].check.$post({ param: { id } })),
};

export type ChannelRow = Awaited<ReturnType<typeof channelsApi.list>>["channels"][number];
export type Network = Awaited<ReturnType<typeof channelsApi.networks>>["networks"][number];
export type SettingField = Network["settings"][number];

const everyMs = 30_000;

export function useChannels() {
  return useQuery({ queryKey: ["channels"], queryFn: channelsApi.list, refetchInterval: everyMs });
}
