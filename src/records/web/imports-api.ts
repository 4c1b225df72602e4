import { hc } from "hono/client";
import type { ImportRoutes } from "#records";
import { lastActivity } from "#ui/activity.ts";
import { answer, apiBase, consoleFetch } from "#ui/api.ts";
import { problemOf, unreachable } from "#ui/problem.ts";

const client = hc<ImportRoutes>(apiBase, { fetch: consoleFetch })["record-imports"];

export const importsApi = {
  list: () => answer(client.$get()),
  one: (id: string) => answer(client[":id"].$get({ param: { id } })),
  run: (id: string) => answer(client[":id"].run.$post({ param: { id } })),
};

export type ImportRow = Awaited<ReturnType<typeof importsApi.list>>["imports"][number];
export type ImportData = Awaited<ReturnType<typeof importsApi.one>>;
export type ImportReport = NonNullable<ImportData["report"]>;

export interface Draft {
  format: string;
  account: string;
  mapping: Readonly<Record<string, string>> | undefined;
}

/** Sends a file as it is; `onPart`: from 0 to 1. `fetch` does not tell how far it is. */
export function sendFile(
  file: File,
  { format, account, mapping }: Draft,
  onPart: (part: number) => void,
): Promise<{ id: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ id: string }>();
  const query = new URLSearchParams({ name: file.name, format, account });
  if (mapping) query.set("mapping", JSON.stringify(mapping));
  const request = new XMLHttpRequest();
  request.open("POST", `${apiBase}/record-imports?${query.toString()}`);
  request.setRequestHeader(
    "x-openbeat",
    Date.now() - lastActivity() < 60_000 ? "console" : "console-idle",
  );
  request.upload.addEventListener("progress", ({ loaded, total }) =>
    onPart(total > 0 ? loaded / total : 0),
  );
  request.addEventListener("error", () => reject(unreachable()));
  request.addEventListener("load", () => {
    const { status, responseText } = request;
    if (status < 300) return resolve(JSON.parse(responseText) as { id: string });
    const headers = { "content-type": request.getResponseHeader("content-type") ?? "" };
    void problemOf(new Response(responseText, { status, headers })).then(reject);
  });
  request.send(file);
  return promise;
}
