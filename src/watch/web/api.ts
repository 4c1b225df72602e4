import { hc } from "hono/client";
import { useQuery } from "@tanstack/react-query";
import type { WatchRoutes } from "#watch";
import { answer, apiBase, ask, consoleFetch } from "#ui/api.ts";

const client = hc<WatchRoutes>(apiBase, { fetch: consoleFetch });
const liveMs = 15_000;

export const watchApi = {
  alarms: () => answer(client.alarms.$get()),
  reach: () => answer(client.watch.reach.$get()),
  warning: (id: string) => answer(client.channels[":id"].warning.$get({ param: { id } })),
  adopt: (id: string, note: string) =>
    answer(client.alarms[":id"].adoption.$post({ param: { id }, json: { note } })),
  disavow: (id: string, note: string) =>
    ask<{ postId: string; isSubmitted: boolean; why?: string }>("POST", `/alarms/${id}/disavowal`, {
      note,
    }),
  regain: (id: string, note: string) =>
    answer(client.alarms[":id"].disavowal.$delete({ param: { id }, json: { note } })),
};

export function useAlarms() {
  return useQuery({
    queryKey: ["alarms"],
    queryFn: watchApi.alarms,
    refetchInterval: liveMs,
    refetchOnMount: "always",
  });
}

export function useReach() {
  return useQuery({ queryKey: ["alarms", "reach"], queryFn: watchApi.reach });
}

export type AlarmRow = Awaited<ReturnType<typeof watchApi.alarms>>["alarms"][number];

export type ReachRow = Awaited<ReturnType<typeof watchApi.reach>>["channels"][number];
