import { hc } from "hono/client";
import type { PublishRoutes, TemplateContent } from "#publish";
import { answer, apiBase, ask, consoleFetch } from "#ui/api.ts";

const client = hc<PublishRoutes>(apiBase, { fetch: consoleFetch });
const at = (id: string) => ({ param: { id } });

export type { TemplateContent };

/** What is typed on the page of an alert. */
export interface Filling {
  version: number;
  facts: Record<string, string>;
  languages: string[];
  channels: string[];
  media: { sha256: string; alt: string }[];
  /** A picture of the words is drawn for each language. */
  drawn: boolean;
}

export type AlertWay =
  | { way: "draft" }
  | { way: "submit"; acknowledged: string[] }
  | { way: "break-glass"; reason: string };

export interface IssuedAlert {
  alertId: string;
  posts: { id: string; language: string; dueAt: string | null }[];
}

export const templatesApi = {
  all: () => answer(client.templates.$get()),
  page: (id: string) => answer(client.templates[":id"].$get(at(id))),
  write: (json: TemplateContent) => answer(client.templates.$post({ json })),
  edit: (id: string, content: TemplateContent, expected: number) =>
    answer(client.templates[":id"].$put({ ...at(id), json: { content, expected } })),
  archive: (id: string) => answer(client.templates[":id"].$delete(at(id))),
  restore: (id: string) => answer(client.templates[":id"].restoration.$post(at(id))),
  addModels: () => answer(client["template-models"].$post()),
  certify: (id: string, json: { language: string; hash: string; note: string }) =>
    answer(client.templates[":id"].certifications.$post({ ...at(id), json })),
  withdraw: (id: string, why: string) =>
    answer(client["template-certifications"][":id"].$delete({ ...at(id), json: { why } })),
  fill: (id: string, json: Filling) =>
    answer(client.templates[":id"].fillings.$post({ ...at(id), json })),
  /** The picture of one language's words as it would go out now. Rejects where none can be drawn. */
  picture: async (id: string, json: Filling, language: string): Promise<Blob> => {
    const request = { ...at(id), json: { ...json, language } };
    const answered = await client.templates[":id"].pictures.$post(request);
    return answered.blob();
  },
  issue: (id: string, filling: Filling, go: AlertWay) =>
    ask<IssuedAlert>("POST", `/templates/${id}/posts`, { ...filling, go }),
};

export type TemplateRow = Awaited<ReturnType<typeof templatesApi.all>>["templates"][number];
export type TemplatePageData = Awaited<ReturnType<typeof templatesApi.page>>;
export type TemplateFieldData = TemplateContent["fields"][number];
export type FilledAlert = Awaited<ReturnType<typeof templatesApi.fill>>;
export type FilledPart = FilledAlert["parts"][number];
