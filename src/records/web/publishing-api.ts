import { hc } from "hono/client";
import type { ReadingRoomRoutes } from "#records";
import { answer, apiBase, consoleFetch } from "#ui/api.ts";

const client = hc<ReadingRoomRoutes>(apiBase, { fetch: consoleFetch });
const one = client["record-requests"][":id"];
const param = (id: string) => ({ param: { id } });

export const publishingApi = {
  read: (id: string) => answer(one.publications.$get(param(id))),
  propose: (
    id: string,
    json: { running: number; title: string; summary: string; titleEs: string; summaryEs: string },
  ) => answer(one.publications.$post({ ...param(id), json })),
  approve: (id: string, publication: string) =>
    answer(one.publications.approval.$post({ ...param(id), json: { publication } })),
  end: (id: string, publication: string, why: string) =>
    answer(one.publications.$delete({ ...param(id), json: { publication, why } })),
  summarize: (id: string, summary: string) =>
    answer(one.summary.$put({ ...param(id), json: { summary } })),
  deliver: (id: string, running: number) =>
    answer(one.deliveries.$post({ ...param(id), json: { running } })),
};

export type PublishingData = Awaited<ReturnType<typeof publishingApi.read>>;
export type PublicationData = PublishingData["publications"][number];
