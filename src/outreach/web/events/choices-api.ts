import { useQuery } from "@tanstack/react-query";
import { hc } from "hono/client";
import type { AgencyRoutes } from "#agency";
import type { ChannelRoutes } from "#channels";
import { answer, apiBase, consoleFetch } from "#ui/api.ts";

const agency = hc<AgencyRoutes>(apiBase, { fetch: consoleFetch });
const channels = hc<ChannelRoutes>(apiBase, { fetch: consoleFetch });
const quietMs = 30_000;

/** The beats as the map names them. */
export function useBeats() {
  return useQuery({
    queryKey: ["beats"],
    queryFn: () => answer(agency.beats.$get()),
    staleTime: quietMs,
  }).data?.beats;
}

/** The accounts that stand open. */
export function useChannels() {
  return useQuery({
    queryKey: ["channels"],
    queryFn: () => answer(channels.channels.$get()),
    staleTime: quietMs,
  }).data?.channels;
}
