import { hc } from "hono/client";
import type { RedactionRoutes } from "#records";
import type { Mark, Refused } from "./sheet.ts";
import type { Box } from "./boxes.ts";
import { answer, apiBase, consoleFetch } from "#ui/api.ts";

const client = hc<RedactionRoutes>(apiBase, { fetch: consoleFetch });
const one = client["record-requests"][":id"];

export const redactionApi = {
  desk: (id: string, record: string) =>
    answer(one.redaction.$get({ param: { id }, query: { record } })),
  mark: (
    id: string,
    json: { recordId: string; marks: Mark[]; refused: Refused[]; expected: string | null },
  ) => answer(one.marks.$post({ param: { id }, json })),
  markMedium: (
    id: string,
    json: {
      recordId: string;
      part: string;
      boxes: Box[];
      withheld: string[];
      expected: string | null;
    },
  ) => answer(one["attachment-marks"].$post({ param: { id }, json })),
  document: (id: string, record: string, part: string) =>
    answer(one.document.$get({ param: { id }, query: { record, part } })),
  find: (id: string, words: string, alone: boolean) =>
    answer(one.occurrences.$post({ param: { id }, json: { words, alone } })),
  markEverywhere: (id: string, json: { words: string; alone: boolean; code: string }) =>
    answer(one["marks-everywhere"].$post({ param: { id }, json })),
  takeBack: (id: string, batch: string) =>
    answer(one["marks-everywhere"].$delete({ param: { id }, json: { batch } })),
};

interface PictureOf {
  record: string;
  part: string;
  /** Without what lies under its boxes, as it was rebuilt by this set: each is a new address. */
  set?: string | undefined;
  /** Of a document, from 1. */
  page?: number | undefined;
}

/** A picture of a record, upright, or a page of its document. */
export function pictureUrl(id: string, { record, part, set, page }: PictureOf): string {
  const query = new URLSearchParams({ record, part, rebuilt: set === undefined ? "no" : "yes" });
  if (set !== undefined) query.set("of", set);
  if (page !== undefined) query.set("page", String(page));
  return `${apiBase}/record-requests/${id}/picture?${query}`;
}

export type DeskData = Awaited<ReturnType<typeof redactionApi.desk>>;
export type Medium = DeskData["media"][number];
export type Exemption = DeskData["exemptions"][number];
export type Sightings = Awaited<ReturnType<typeof redactionApi.find>>;
