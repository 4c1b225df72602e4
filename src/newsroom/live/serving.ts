import { createReadStream, mkdirSync, readFileSync, statSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { dirname, extname, join } from "node:path";
import { z } from "zod";
import { writeDurably } from "#platform/blobs/blobs.ts";
import { isStreamName } from "./playlist.ts";
import { sendPicture } from "../surge/pictures.ts";

const types: Record<string, string> = {
  ".m3u8": "application/vnd.apple.mpegurl",
  ".ts": "video/mp2t",
  ".m4s": "video/iso.segment",
  ".mp4": "video/mp4",
  ".m4v": "video/mp4",
  ".m4a": "audio/mp4",
  ".aac": "audio/aac",
  ".vtt": "text/vtt; charset=utf-8",
  ".webvtt": "text/vtt; charset=utf-8",
};
const shape = /^\/streams\/([0-9a-f-]{36})\/([^/]+)$/;
const states = z.record(z.string(), z.enum(["live", "ended"]));
type States = z.infer<typeof states>;

/** Where the page's player begins. */
export function streamPath(postId: string): string {
  return `/streams/${postId}/index.m3u8`;
}

/** Live streams towards their viewers: files from disk, without a query, also while the database is away. */
export class StreamServing {
  readonly #folder: string;
  readonly #headers: Record<string, string>;
  #shown: States;

  constructor(dataFolder: string, headers: Record<string, string>) {
    this.#folder = join(dataFolder, "live");
    this.#headers = headers;
    this.#shown = remembered(join(this.#folder, "shown.json"));
  }

  /** Which streams the public may see from now on; all others answer 404, whatever lies on disk. */
  async show(shown: States): Promise<void> {
    const isSame = JSON.stringify(shown) === JSON.stringify(this.#shown);
    this.#shown = shown;
    if (isSame) return;
    const path = join(this.#folder, "shown.json");
    mkdirSync(dirname(path), { recursive: true });
    await writeDurably(path, JSON.stringify(shown));
  }

  /** Answers a viewer; false when the address is none of a stream's. */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    if (!request.url?.startsWith("/streams/")) return false;
    if (request.method !== "GET" && request.method !== "HEAD") return false;
    const asked = request.url.split("?", 1)[0] ?? "";
    const [, id = "", name = ""] = shape.exec(asked) ?? [];
    const state = this.#shown[id];
    const path = state && isStreamName(name) ? this.#fileOf(id, name) : undefined;
    const size = path === undefined ? undefined : sizeOf(path);
    if (path === undefined || size === undefined) {
      response.writeHead(404, { ...this.#headers, "cache-control": "no-store" }).end();
      return true;
    }
    const isList = name.endsWith(".m3u8");
    const etag = `"${size.mtimeMs.toString(36)}-${size.size.toString(36)}"`;
    const headers = {
      ...this.#headers,
      "content-type": types[extname(name)] ?? "application/octet-stream",
      etag,
      // RFC 8216, 6.2.1: a playlist changes with each piece, a piece never.
      "cache-control": isList && state === "live" ? "public, max-age=1" : "public, max-age=86400",
      "cross-origin-resource-policy": "cross-origin",
    };
    const picture = Promise.resolve({
      sizeBytes: size.size,
      open: (part?: { start: number; end: number }) => createReadStream(path, part),
    });
    sendPicture({ request, response, headers }, picture, { etag }).catch(() => response.destroy());
    return true;
  }

  /** `index.m3u8` is the playlist over all renditions, whatever the encoder calls it. */
  #fileOf(id: string, name: string): string {
    const folder = join(this.#folder, id);
    if (name !== "index.m3u8") return join(folder, name);
    const entry = textOf(join(folder, "entry"));
    return join(folder, isStreamName(entry) ? entry : name);
  }
}

function sizeOf(path: string): { size: number; mtimeMs: number } | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function remembered(path: string): States {
  try {
    return states.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return {};
  }
}
