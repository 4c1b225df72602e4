import { useQuery, useQueryClient } from "@tanstack/react-query";
import { hc } from "hono/client";
import type { BlotterRoutes } from "#blotter";
import { answer, apiBase, consoleFetch } from "#ui/api.ts";

const client = hc<BlotterRoutes>(apiBase, { fetch: consoleFetch });
const { calls } = client;

export const callStates = ["shown", "held", "withheld", "past"] as const;
export type CallState = (typeof callStates)[number];

export const blotterApi = {
  calls: (state: CallState | undefined) => answer(calls.$get({ query: state ? { state } : {} })),
  call: (id: string) => answer(calls[":id"].$get({ param: { id } })),
  keep: (id: string, why: string) =>
    answer(calls[":id"].keeping.$post({ param: { id }, json: { why } })),
  letGo: (id: string) => answer(calls[":id"].keeping.$delete({ param: { id } })),
  exposure: () => answer(client["calls-exposure"].$get()),
  policy: () => answer(client["blotter-policy"].$get()),
  adopt: (json: Adoption) => answer(client["blotter-policy"].$post({ json })),
};

export type PolicyData = Awaited<ReturnType<typeof blotterApi.policy>>;
export interface Adoption {
  content: PolicyData["content"];
  why: string;
}
export type CallRow = Awaited<ReturnType<typeof blotterApi.calls>>["calls"][number];
export type CallData = Awaited<ReturnType<typeof blotterApi.call>>;

const key = ["blotter"] as const;

export const useCalls = (state: CallState | undefined) =>
  useQuery({
    queryKey: [...key, "calls", state ?? ""],
    queryFn: () => blotterApi.calls(state),
    refetchInterval: 60_000,
  });
export const useCall = (id: string) =>
  useQuery({ queryKey: [...key, "call", id], queryFn: () => blotterApi.call(id) });
export const useExposure = () =>
  useQuery({ queryKey: [...key, "exposure"], queryFn: blotterApi.exposure });
export const useBlotterPolicy = () =>
  useQuery({ queryKey: [...key, "policy"], queryFn: blotterApi.policy });

export function useBlotterChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: key });
}
