import { useQuery } from "@tanstack/react-query";
import { hc } from "hono/client";
import type { AgencyRoutes } from "#agency";
import type { PublishRoutes } from "#publish";
import { answer, apiBase, consoleFetch } from "#ui/api.ts";

const client = hc<PublishRoutes>(apiBase, { fetch: consoleFetch });
const agency = hc<AgencyRoutes>(apiBase, { fetch: consoleFetch });
const at = (id: string) => ({ param: { id } });
const quietMs = 30_000;

export interface DelegationDraft {
  class: string;
  role: "approver" | "supervisor" | "command";
  people: string[];
  beats: string[];
  startsAt: string;
  endsAt: string;
  reason: string;
}

export const delegationsApi = {
  all: () => answer(client.delegations.$get()),
  propose: (json: DelegationDraft) => answer(client.delegations.$post({ json })),
  approve: (id: string) => answer(client.delegations[":id"].approval.$post(at(id))),
  end: (id: string, why: string) =>
    answer(client.delegations[":id"].end.$post({ ...at(id), json: { why } })),
};

export type DelegationRow = Awaited<ReturnType<typeof delegationsApi.all>>["delegations"][number];

/** The beats as the map names them, by code. */
export function useBeats() {
  const { data } = useQuery({
    queryKey: ["beats"],
    queryFn: () => answer(agency.beats.$get()),
    staleTime: quietMs,
  });
  return data?.beats ?? none;
}

const none: readonly { id: string; code: string; name: string }[] = [];

/** "3 Eastgate & Mall", for each beat that is known. */
export function useBeatNames(): (ids: readonly string[]) => string[] {
  const beats = useBeats();
  return (ids) =>
    beats.filter(({ id }) => ids.includes(id)).map(({ code, name }) => `${code} ${name}`);
}

/** Everybody whose account is open. */
export function useColleagues() {
  const { data } = useQuery({
    queryKey: ["people"],
    queryFn: () => answer(agency.people.$get()),
    staleTime: quietMs,
  });
  return (data?.people ?? []).filter(({ endedAt }) => endedAt === null);
}
