import { useQuery, useQueryClient } from "@tanstack/react-query";
import { hc, type InferRequestType } from "hono/client";
import type { OutreachRoutes } from "#outreach";
import { answer, apiBase, consoleFetch } from "#ui/api.ts";

const client = hc<OutreachRoutes>(apiBase, { fetch: consoleFetch });
const { pages } = client;
const one = pages[":id"];

export const pageKinds = ["prevention", "report", "policy-change", "pathway"] as const;
export type PageKind = (typeof pageKinds)[number];
export type PageContent = PageData["content"];
type Draft = InferRequestType<typeof pages.$post>["json"]["content"];

export const pagesApi = {
  list: () => answer(pages.$get()),
  models: () => answer(client["page-models"].$get()),
  adopt: (key: string) => answer(client["page-models"].adoptions.$post({ json: { key } })),
  draft: (kind: PageKind, content: Draft) => answer(pages.$post({ json: { kind, content } })),
  preview: (kind: PageKind, content: Draft) =>
    answer(client["page-previews"].$post({ json: { kind, content } })),
  page: (id: string) => answer(one.$get({ param: { id } })),
  save: (id: string, content: Draft, version: number) =>
    answer(one.$put({ param: { id }, json: { content, version } })),
  submit: (id: string, version: number, acknowledged: string[]) =>
    answer(one.submission.$post({ param: { id }, json: { version, acknowledged } })),
  giveBack: (id: string, version: number, why: string) =>
    answer(one.submission.$delete({ param: { id }, json: { version, why } })),
  approve: (id: string, version: number, hash: string) =>
    answer(one.approval.$post({ param: { id }, json: { version, hash } })),
  addFile: async (file: File) => {
    const body = new FormData();
    body.set("file", file);
    return answer(client["page-files"].$post(undefined, { init: { body } }));
  },
  certify: (id: string, hash: string) =>
    answer(one.certification.$post({ param: { id }, json: { hash } })),
  withdraw: (id: string, why: string) =>
    answer(one.withdrawal.$post({ param: { id }, json: { why } })),
};

export type PageRow = Awaited<ReturnType<typeof pagesApi.list>>["pages"][number];
export type PageData = Awaited<ReturnType<typeof pagesApi.page>>;
export type Preview = Awaited<ReturnType<typeof pagesApi.preview>>;
export type Block = Preview["blocks"]["en"][number];

const key = ["pages"] as const;

export const usePages = () =>
  useQuery({ queryKey: [...key, "list"], queryFn: pagesApi.list, refetchInterval: 30_000 });
export const useModels = () => useQuery({ queryKey: [...key, "models"], queryFn: pagesApi.models });
export const usePage = (id: string) =>
  useQuery({ queryKey: [...key, "one", id], queryFn: () => pagesApi.page(id) });
export const usePreview = (kind: PageKind, content: PageContent) =>
  useQuery({
    queryKey: [...key, "preview", kind, JSON.stringify(content)],
    queryFn: () => pagesApi.preview(kind, content),
    placeholderData: (before) => before,
    staleTime: Infinity,
  });

export function usePagesChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: key });
}

const folders: Record<PageKind, string> = {
  prevention: "/library",
  report: "/reports",
  "policy-change": "/policy-changes",
  pathway: "/jobs",
};

/** Where an attached file lies for colleagues. */
export function fileUrl(sha256: string): string {
  return `${apiBase}/page-files/${sha256}`;
}

/** Where everybody reads it. */
export function publicPath({ kind, code }: { kind: PageKind; code: string }): string {
  return `${folders[kind]}/${code}`;
}
