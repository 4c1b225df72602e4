import { useQueryClient } from "@tanstack/react-query";
import { hc } from "hono/client";
import type { PageRoutes } from "#records";
import { answer, apiBase, consoleFetch } from "#ui/api.ts";

const client = hc<PageRoutes>(apiBase, { fetch: consoleFetch });
const captures = client["page-captures"];
const places = client["page-places"];

export interface PageDraft {
  url: string;
  isFollowed: boolean;
}

export const pagesApi = {
  list: () => answer(captures.$get()),
  one: (id: string) => answer(captures[":id"].$get({ param: { id } })),
  ask: (json: PageDraft) => answer(captures.$post({ json })),
  name: (json: PageDraft & { name: string }) => answer(places.$post({ json })),
  end: (id: string) => answer(places[":id"].$delete({ param: { id } })),
};

export type CaptureRow = Awaited<ReturnType<typeof pagesApi.list>>["captures"][number];
export type PlaceRow = Awaited<ReturnType<typeof pagesApi.list>>["places"][number];
export type CaptureData = Awaited<ReturnType<typeof pagesApi.one>>;

export function captureFileUrl(id: string, what: "picture" | "wacz"): string {
  return `${apiBase}/page-captures/${id}/${what}`;
}

export function isUnderWay({ state }: Pick<CaptureRow, "state">): boolean {
  return state === "waiting" || state === "capturing";
}

/** After something was asked for or named. */
export function usePagesChanged() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["page-captures"] });
}

/** An address that may be one: the server says more. */
export function isAddress(text: string): boolean {
  return /^https?:\/\/\S+\.\S+|^https?:\/\/localhost/i.test(text.trim());
}
