import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { EventDraft } from "#outreach";
import { client } from "../client.ts";
import { answer, apiBase } from "#ui/api.ts";

const { events } = client;
const one = events[":id"];

export const eventKinds = [
  "coffee",
  "town-hall",
  "safety-camp",
  "class",
  "open-house",
  "drive",
  "recruiting",
  "other",
] as const;
export type EventKind = (typeof eventKinds)[number];
export type When = "coming" | "over";

export const eventsApi = {
  list: (when: When) => answer(events.$get({ query: { when } })),
  page: (id: string) => answer(one.$get({ param: { id } })),
  draft: (content: EventDraft) => answer(events.$post({ json: { content } })),
  save: (id: string, content: EventDraft, version: number) =>
    answer(one.$put({ param: { id }, json: { content, version } })),
  copy: (id: string, starts: string) =>
    answer(one.copies.$post({ param: { id }, json: { starts } })),
  dates: (content: EventDraft) => answer(client["event-dates"].$post({ json: { content } })),
  submit: (id: string, json: { version: number; acknowledged: string[]; correction?: string }) =>
    answer(one.submission.$post({ param: { id }, json })),
  cancel: (id: string, why: string) =>
    answer(one.cancellation.$post({ param: { id }, json: { why } })),
  doorList: (id: string) => answer(one["door-list"].$get({ param: { id } })),
  settle: (id: string, again: boolean) =>
    answer(client["event-letters"][":id"].settlement.$post({ param: { id }, json: { again } })),
};

/** Where the door list lies as a table. */
export function doorListUrl(id: string): string {
  return `${apiBase}/events/${id}/door-list.csv`;
}

export type EventRow = Awaited<ReturnType<typeof eventsApi.list>>["events"][number];
export type EventData = Awaited<ReturnType<typeof eventsApi.page>>;
export type EventContent = EventData["content"];
export type EventState = EventRow["state"];

const key = ["outreach-events"] as const;

export const useEvents = (when: When) =>
  useQuery({
    queryKey: [...key, "list", when],
    queryFn: () => eventsApi.list(when),
    refetchInterval: 30_000,
  });
export const useEvent = (id: string) =>
  useQuery({
    queryKey: [...key, "one", id],
    queryFn: () => eventsApi.page(id),
    refetchInterval: 15_000,
  });
/** The dates of what is typed; undefined until they are told. */
export const useDates = (content: EventContent) =>
  useQuery({
    queryKey: [...key, "dates", content.again, content.starts, content.ends],
    queryFn: () => eventsApi.dates(content),
    placeholderData: (before) => before,
    enabled: content.again !== null && content.starts !== "",
  }).data?.dates;
/** Asked for by a click alone: each look is written down. */
export const useDoorList = (id: string, isOpen: boolean) =>
  useQuery({
    queryKey: [...key, "door", id],
    queryFn: () => eventsApi.doorList(id),
    enabled: isOpen,
    staleTime: Infinity,
  });

export function useEventsChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: key, predicate: isNoDoorList });
}

function isNoDoorList({ queryKey }: { queryKey: readonly unknown[] }): boolean {
  return queryKey[1] !== "door";
}
