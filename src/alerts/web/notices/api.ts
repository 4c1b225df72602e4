import { useQuery, useQueryClient } from "@tanstack/react-query";
import { hc } from "hono/client";
import type { AlertRoutes, NoticeDraft } from "#alerts";
import { answer, apiBase, consoleFetch } from "#ui/api.ts";

const client = hc<AlertRoutes>(apiBase, { fetch: consoleFetch });
const { notices } = client;

export const noticeStates = [
  "draft",
  "submitted",
  "active",
  "located",
  "expired",
  "withdrawn",
] as const;
export type NoticeState = (typeof noticeStates)[number];
export const noticeKinds = [
  "missing",
  "endangered",
  "wanted",
  "identify",
  "unsolved",
  "found",
] as const;
export type NoticeKind = (typeof noticeKinds)[number];
export const noticeLanguages = ["en", "es", "vi"] as const;
export type NoticeLanguage = (typeof noticeLanguages)[number];

interface Ending {
  how: "located" | "withdrawn";
  outcome: "safe" | "other";
  why: string;
}

const one = notices[":id"];

export const noticesApi = {
  list: (state: NoticeState | undefined) => answer(notices.$get({ query: state ? { state } : {} })),
  page: (id: string) => answer(one.$get({ param: { id } })),
  draft: (content: NoticeDraft) => answer(notices.$post({ json: { content } })),
  save: (id: string, content: NoticeDraft, version: number) =>
    answer(one.$put({ param: { id }, json: { content, version } })),
  flyers: (id: string, language: NoticeLanguage) =>
    answer(one.flyers.$get({ param: { id }, query: { language } })),
  word: (id: string, language: NoticeLanguage, words: Readonly<Record<string, string>>) =>
    answer(one.wordings.$post({ param: { id }, json: { language, words } })),
  certify: (id: string) =>
    answer(client["notice-wordings"][":id"].certification.$post({ param: { id } })),
  submit: (id: string, json: { version: number; acknowledged: string[]; correction?: string }) =>
    answer(one.submission.$post({ param: { id }, json })),
  end: (id: string, json: Ending) => answer(one.ending.$post({ param: { id }, json })),
};

/** Where a flyer's picture or file lies. */
export function flyerUrl(id: string, language: string, format: string, version: number): string {
  return `${apiBase}/notices/${id}/flyer?language=${language}&format=${format}&v=${version}`;
}

export type NoticeRow = Awaited<ReturnType<typeof noticesApi.list>>["notices"][number];
export type NoticeData = Awaited<ReturnType<typeof noticesApi.page>>;
export type NoticeContent = NoticeData["content"];
export type FlyersData = Awaited<ReturnType<typeof noticesApi.flyers>>;
export type SurfaceRow = NoticeData["surfaces"][number];

const key = ["notices"] as const;

export const useNotices = (state: NoticeState | undefined) =>
  useQuery({
    queryKey: [...key, "list", state ?? ""],
    queryFn: () => noticesApi.list(state),
    refetchInterval: 30_000,
  });
/** While something is under way it looks often: whoever clicked "located" waits for it. */
export const useNotice = (id: string) =>
  useQuery({
    queryKey: [...key, "one", id],
    queryFn: () => noticesApi.page(id),
    refetchInterval: ({ state: { data } }) =>
      data?.ending && data.surfaces.some(({ isDone }) => !isDone) ? 2_000 : 20_000,
  });
export const useFlyers = (id: string, language: NoticeLanguage, version: number, hash: string) =>
  useQuery({
    queryKey: [...key, "flyers", id, language, version, hash],
    queryFn: () => noticesApi.flyers(id, language),
    staleTime: 60_000,
  });

export function useNoticesChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: key });
}
