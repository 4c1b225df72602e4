import { useQuery, useQueryClient } from "@tanstack/react-query";
import { hc, type InferRequestType } from "hono/client";
import type { ChannelRoutes } from "#channels";
import type { OutreachRoutes } from "#outreach";
import { answer, apiBase, consoleFetch } from "#ui/api.ts";

const client = hc<OutreachRoutes>(apiBase, { fetch: consoleFetch });
const channels = hc<ChannelRoutes>(apiBase, { fetch: consoleFetch });
const { openings } = client;
const one = openings[":id"];

export type OpeningBody = InferRequestType<typeof openings.$post>["json"]["content"];

interface Place {
  name: string;
  source: string;
  medium: string;
}

export const openingsApi = {
  list: () => answer(openings.$get()),
  write: (content: OpeningBody) => answer(openings.$post({ json: { content } })),
  rewrite: (id: string, content: OpeningBody, hash: string) =>
    answer(one.$put({ param: { id }, json: { content, hash } })),
  approve: (seen: { id: string; hash: string }[]) =>
    answer(openings.approvals.$post({ json: { seen } })),
  close: (id: string) => answer(one.closing.$post({ param: { id } })),
  bring: (text: string, isDry: boolean) =>
    answer(openings.imports.$post({ json: { text, isDry } })),
  day: (id: string, json: { who: string; day: string; channels: string[] }) =>
    answer(one.days.$post({ param: { id }, json })),
  feeds: () => answer(client["opening-feeds"].$get()),
  addFeed: (json: { name: string; url: string }) => answer(client["opening-feeds"].$post({ json })),
  endFeed: (id: string) => answer(client["opening-feeds"][":id"].$delete({ param: { id } })),
  links: (json: { openingId: string; campaign: string; places: Place[] }) =>
    answer(client["opening-links"].$post({ json })),
  endLink: (id: string) => answer(client["opening-links"][":id"].$delete({ param: { id } })),
  results: () => answer(client["link-results"].$get()),
};

export type OpeningRow = Awaited<ReturnType<typeof openingsApi.list>>["openings"][number];
export type Results = Awaited<ReturnType<typeof openingsApi.results>>;
export type ImportTold = Awaited<ReturnType<typeof openingsApi.bring>>;

const key = ["openings"] as const;

export const useOpenings = () =>
  useQuery({ queryKey: [...key, "list"], queryFn: openingsApi.list, refetchInterval: 30_000 });
export const useOpeningFeeds = () =>
  useQuery({ queryKey: [...key, "feeds"], queryFn: openingsApi.feeds, refetchInterval: 15_000 });
export const useResults = () =>
  useQuery({
    queryKey: [...key, "results"],
    queryFn: openingsApi.results,
    refetchInterval: 30_000,
  });

export function useChannels() {
  const { data } = useQuery({
    queryKey: ["channels"],
    queryFn: () => answer(channels.channels.$get()),
    staleTime: 30_000,
  });
  return data?.channels ?? [];
}

export function useOpeningsChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: key });
}

/** The results as a file for a spreadsheet. */
export const resultsFile = `${apiBase}/link-result-files`;

/** How web analytics name where people come from: "Facebook (practice)" is "facebook-practice". */
export function sourceOf(name: string): string {
  const bare = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
  return bare.slice(0, 60) || "other";
}
