import { hc } from "hono/client";
import type { ProductionRoutes } from "#records";
import { answer, apiBase, consoleFetch } from "#ui/api.ts";

const client = hc<ProductionRoutes>(apiBase, { fetch: consoleFetch });
const productions = client["record-requests"][":id"].productions;

export const formats = ["pdf", "csv", "native", "html", "eml", "edrm", "load", "web"] as const;
export type FormatName = (typeof formats)[number];

export const productionsApi = {
  list: (id: string) => answer(productions.$get({ param: { id } })),
  begin: (id: string, chosen: FormatName[], prefix: string) =>
    answer(
      productions.$post({
        param: { id },
        json: { formats: chosen, ...(prefix === "" ? {} : { prefix }) },
      }),
    ),
  download: (id: string, running: number, path?: string) =>
    `${apiBase}/record-requests/${id}/productions/${running}/download${path === undefined ? "" : `?path=${encodeURIComponent(path)}`}`,
};

export type ProductionRow = Awaited<ReturnType<typeof productionsApi.list>>["productions"][number];
