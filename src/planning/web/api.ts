import { useQuery, useQueryClient } from "@tanstack/react-query";
import { hc } from "hono/client";
import type { ChannelRoutes } from "#channels";
import type { PlanningRoutes, Report, SeriesDraft } from "#planning";
import type { PolicyRoutes } from "#policy";
import { answer, apiBase, consoleFetch } from "#ui/api.ts";

const client = hc<PlanningRoutes>(apiBase, { fetch: consoleFetch });
const channels = hc<ChannelRoutes>(apiBase, { fetch: consoleFetch });
const policy = hc<PolicyRoutes>(apiBase, { fetch: consoleFetch });

export type { SeriesDraft };

export interface Timing {
  rule: string;
  startsLocal: string;
}
export interface PlaceKey {
  slotId: string;
  day: string;
}

export const planningApi = {
  plan: () => answer(client.planning.$get()),
  preview: (json: Timing) => answer(client["series-preview"].$post({ json })),
  series: () => answer(client.series.$get()),
  oneSeries: (id: string) => answer(client.series[":id"].$get({ param: { id } })),
  writeSeries: (json: SeriesDraft) => answer(client.series.$post({ json })),
  editSeries: (id: string, draft: SeriesDraft, expected: number) =>
    answer(client.series[":id"].$put({ param: { id }, json: { draft, expected } })),
  endSeries: (id: string) => answer(client.series[":id"].$delete({ param: { id } })),
  except: (id: string, json: { occurrence: string; to?: string | null }) =>
    answer(client.series[":id"].exceptions.$post({ param: { id }, json })),
  queue: () => answer(client.queue.$get({ query: {} })),
  addSlot: (json: {
    weekday: number;
    time: string;
    channels: string[];
    objective: string | null;
  }) => answer(client.queue.slots.$post({ json })),
  dropSlot: (id: string) => answer(client.queue.slots[":id"].$delete({ param: { id } })),
  leave: (id: string) => answer(client.queue.bookings[":id"].$delete({ param: { id } })),
  swap: (json: { from: PlaceKey; to: PlaceKey }) => answer(client.queue.swaps.$post({ json })),
  feeds: () => answer(client.feeds.$get()),
  addFeed: (json: {
    name: string;
    url: string;
    channels: string[];
    objective: string;
    everyMinutes: number;
  }) => answer(client.feeds.$post({ json })),
  endFeed: (id: string) => answer(client.feeds[":id"].$delete({ param: { id } })),
  readFeed: (id: string) => answer(client.feeds[":id"].readings.$post({ param: { id } })),
  evergreens: () => answer(client.evergreens.$get()),
  keep: (json: { title: string; postId: string; expiresOn: string; minDays: number }) =>
    answer(client.evergreens.$post({ json })),
  retire: (id: string) => answer(client.evergreens[":id"].$delete({ param: { id } })),
  use: (id: string) => answer(client.evergreens[":id"].uses.$post({ param: { id } })),
};

export type Plan = Awaited<ReturnType<typeof planningApi.plan>>;
export type SeriesRow = Awaited<ReturnType<typeof planningApi.series>>["series"][number];
export type QueuePlace = Awaited<ReturnType<typeof planningApi.queue>>["places"][number];
export type QueueSlot = Awaited<ReturnType<typeof planningApi.queue>>["slots"][number];
export type EvergreenRow = Awaited<ReturnType<typeof planningApi.evergreens>>["evergreens"][number];

const quietMs = 30_000;

export const usePlan = () => useQuery({ queryKey: ["planning"], queryFn: planningApi.plan });
export const useSeriesList = () =>
  useQuery({ queryKey: ["planning", "series"], queryFn: planningApi.series });
export const useQueue = () =>
  useQuery({ queryKey: ["planning", "queue"], queryFn: planningApi.queue });
export type FeedRow = Awaited<ReturnType<typeof planningApi.feeds>>["feeds"][number];

export const useFeeds = () =>
  useQuery({
    queryKey: ["planning", "feeds"],
    queryFn: planningApi.feeds,
    // One that was just added is read within a minute: whoever waits for it sees it come.
    refetchInterval: ({ state }) =>
      state.data?.feeds.some(({ polledAt, error }) => !polledAt && !error) ? 5_000 : false,
  });
export const useEvergreens = () =>
  useQuery({ queryKey: ["planning", "evergreens"], queryFn: planningApi.evergreens });

export function useChannels() {
  const { data } = useQuery({
    queryKey: ["channels"],
    queryFn: () => answer(channels.channels.$get()),
    staleTime: quietMs,
  });
  return data?.channels ?? [];
}

export function useObjectives() {
  const { data } = useQuery({
    queryKey: ["strategy"],
    queryFn: () => answer(policy.strategy.$get()),
    staleTime: quietMs,
  });
  return data?.strategy.objectives ?? [];
}

export function useClasses() {
  const { data } = useQuery({
    queryKey: ["policy", "classes"],
    queryFn: () => answer(policy.policy.classes.$get()),
    staleTime: quietMs,
  });
  return data?.policy?.classes ?? [];
}

/** After an act everything that shows the plan is read again. */
export function usePlanningChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all(
      ["planning", "posts"].map((key) => queries.invalidateQueries({ queryKey: [key] })),
    );
  };
}

export type ImportReport = Report;

/** What each line of a table would become; nothing is made. */
export async function lookAtTable(table: File | string): Promise<Report> {
  const body = formOf(table);
  body.set("dry", "yes");
  const response = await consoleFetch(`${apiBase}/imports`, { method: "POST", body });
  return (await response.json()) as Report;
}

const turnMax = 200;

/** Makes drafts of the chosen lines, some hundred a turn; `told` hears how many there are already. */
export async function importLines(
  table: File | string,
  lines: readonly number[],
  told: (made: number) => void,
): Promise<number> {
  let made = 0;
  for (let at = 0; at < lines.length; at += turnMax) {
    const body = formOf(table);
    for (const line of lines.slice(at, at + turnMax)) body.append("line", String(line));
    const response = await consoleFetch(`${apiBase}/imports`, { method: "POST", body });
    const turn = (await response.json()) as { made: readonly unknown[] };
    made += turn.made.length;
    told(made);
  }
  return made;
}

/** Puts the untouched drafts of a table away again. */
export const undoImport = (fileHash: string) =>
  answer(client.imports.$delete({ query: { hash: fileHash } }));

/** The report as a file for a spreadsheet. */
export async function downloadReport(table: File | string): Promise<void> {
  const body = formOf(table);
  const response = await consoleFetch(`${apiBase}/import-reports`, { method: "POST", body });
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = "import-report.csv";
  link.click();
  URL.revokeObjectURL(url);
}

function formOf(table: File | string): FormData {
  const body = new FormData();
  if (typeof table === "string") body.set("text", table);
  else body.set("file", table);
  return body;
}
