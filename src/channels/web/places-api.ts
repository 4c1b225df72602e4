import { useQuery } from "@tanstack/react-query";
import { hc } from "hono/client";
import type { AgencyRoutes } from "#agency";
import type { ChannelRow } from "./api.ts";
import type { ChannelRoutes } from "#channels";
import { answer, apiBase, consoleFetch } from "#ui/api.ts";

const client = hc<ChannelRoutes>(apiBase, { fetch: consoleFetch });
const agency = hc<AgencyRoutes>(apiBase, { fetch: consoleFetch });
const quietMs = 30_000;

export const placesApi = {
  search: (id: string, words: string) =>
    answer(client.channels[":id"]["place-searches"].$post({ param: { id }, json: { words } })),
  speaksFor: (id: string, beatId: string | null) =>
    answer(client.channels[":id"].beat.$put({ param: { id }, json: { beatId } })),
  set: (id: string, json: { beatId: string; keys: string[] }) =>
    answer(client.channels[":id"].places.$put({ param: { id }, json })),
};

export type Place = NonNullable<ChannelRow["places"][string]>[number];

/** The beats as the map names them, by code; undefined until they are read. */
export function useBeats() {
  return useQuery({
    queryKey: ["beats"],
    queryFn: () => answer(agency.beats.$get()),
    staleTime: quietMs,
  }).data?.beats;
}
