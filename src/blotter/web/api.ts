import { useQuery, useQueryClient } from "@tanstack/react-query";
import { hc } from "hono/client";
import type { BlotterPolicy, BlotterRoutes } from "#blotter";
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
  adoptModel: (why: string) => answer(client["blotter-policy"].$post({ json: { why } })),
  types: () => answer(client["blotter-types"].$get()),
  proposals: () => answer(client["blotter-proposals"].$get()),
  propose: (json: Proposed) => answer(client["blotter-proposals"].$post({ json })),
  trial: (content: Content) => answer(client["blotter-trial"].$post({ json: { content } })),
  adopt: (id: string) =>
    answer(client["blotter-proposals"][":id"].adoption.$post({ param: { id } })),
  decline: (id: string) => answer(client["blotter-proposals"][":id"].$delete({ param: { id } })),
};

export type PolicyData = Awaited<ReturnType<typeof blotterApi.policy>>;
export type Content = BlotterPolicy;
export interface Proposed {
  content: Content;
  why: string;
}
export type Trial = Awaited<ReturnType<typeof blotterApi.trial>>;
export type SeenType = Awaited<ReturnType<typeof blotterApi.types>>["types"][number];
export type ProposalRow = Awaited<ReturnType<typeof blotterApi.proposals>>["proposals"][number];
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
export const useSeenTypes = () =>
  useQuery({ queryKey: [...key, "types"], queryFn: blotterApi.types });
export const useProposals = () =>
  useQuery({ queryKey: [...key, "proposals"], queryFn: blotterApi.proposals });
export const useBlotterPolicy = () =>
  useQuery({ queryKey: [...key, "policy"], queryFn: blotterApi.policy });

export function useBlotterChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: key });
}
