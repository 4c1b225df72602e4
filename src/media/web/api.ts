import { hc } from "hono/client";
import type { MediaRoutes } from "#media";
import { answer, apiBase, consoleFetch } from "#ui/api.ts";
import { lastActivity } from "#ui/activity.ts";
import { problemOf, unreachable } from "#ui/problem.ts";

const client = hc<MediaRoutes>(apiBase, { fetch: consoleFetch });

export interface LibraryQuery {
  text?: string;
  kind?: "picture" | "video";
  rights?: Standing;
  who?: string;
  unused?: "true";
  tag?: string;
  before?: string;
}
export type Standing = "free" | "unknown" | "expired" | "withdrawn";

type VersionDraft = Parameters<(typeof client.media)[":sha256"]["versions"]["$post"]>[0]["json"];
type RightsDraft = Parameters<(typeof client.media)[":sha256"]["rights"]["$post"]>[0]["json"];

const of = (sha256: string) => ({ param: { sha256 } });

export const mediaApi = {
  list: (query: LibraryQuery) => answer(client.media.$get({ query })),
  page: (sha256: string) => answer(client.media[":sha256"].page.$get(of(sha256))),
  describe: (sha256: string, json: { altEn: string; altEs: string; tags: string[] }) =>
    answer(client.media[":sha256"].description.$put({ ...of(sha256), json })),
  recordRights: (sha256: string, json: RightsDraft) =>
    answer(client.media[":sha256"].rights.$post({ ...of(sha256), json })),
  withdraw: (sha256: string, why: string) =>
    answer(client.media[":sha256"].withdrawal.$post({ ...of(sha256), json: { why } })),
  makeVersion: (sha256: string, json: VersionDraft) =>
    answer(client.media[":sha256"].versions.$post({ ...of(sha256), json })),
  track: (sha256: string) => answer(client.media.captions[":sha256"].$get(of(sha256))),
  writeCaptions: (sha256: string, language: string, track: string | CueDraft[]) =>
    answer(client.media[":sha256"].captions.$post({ ...of(sha256), json: { language, track } })),
  choosePoster: (sha256: string, poster: string) =>
    answer(client.media[":sha256"].poster.$post({ ...of(sha256), json: { sha256: poster } })),
};

export interface CueDraft {
  start: number;
  end: number;
  text: string;
}

export type MediaPageData = Awaited<ReturnType<typeof mediaApi.page>>;
export type LibraryItem = MediaPageData["item"];
export type MediaUse = MediaPageData["uses"][number];
export type RightsRow = MediaPageData["rights"][number];

export { mediaUrl, thumbnailUrl, trackUrl } from "./urls.ts";
export const mediaPath = (sha256: string): string => `/media/${sha256}`;
export const mediaKey = (sha256: string) => ["media", "item", sha256];

export interface Uploaded {
  sha256: string;
  type: string;
  durationMs: number | null;
}

/** Sends one picture or video; the server reads its bytes and cleans it. `onPart`: from 0 to 1. */
export async function addFile(file: File, onPart: (part: number) => void): Promise<Uploaded> {
  const isVideo = file.type.startsWith("video/") || /\.(mp4|mov|m4v|webm)$/i.test(file.name);
  return isVideo ? sendVideo(file, onPart) : sendPicture(file);
}

export async function sendPicture(file: File): Promise<Uploaded> {
  const body = new FormData();
  body.set("file", file);
  const response = await consoleFetch(`${apiBase}/media`, { method: "POST", body });
  return (await response.json()) as Uploaded;
}

/** Half a gigabyte takes minutes: `fetch` does not tell how far it is. */
function sendVideo(file: File, onPart: (part: number) => void): Promise<Uploaded> {
  const { promise, resolve, reject } = Promise.withResolvers<Uploaded>();
  const request = new XMLHttpRequest();
  request.open("POST", `${apiBase}/media/videos?name=${encodeURIComponent(file.name)}`);
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
    if (status < 300) return resolve(JSON.parse(responseText) as Uploaded);
    const headers = { "content-type": request.getResponseHeader("content-type") ?? "" };
    void problemOf(new Response(responseText, { status, headers })).then(reject);
  });
  request.send(file);
  return promise;
}
