import { createHash } from "node:crypto";
import { createReadStream, mkdirSync, readFileSync } from "node:fs";
import { readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { z } from "zod";
import { writeDurably } from "#platform/blobs/blobs.ts";
import { compress, type StaticFile } from "#platform/http/files.ts";
import type { Part } from "#platform/http/ranges.ts";
import { limit } from "#platform/limits.ts";

const inMemoryMax = limit(
  "newsroom.memory",
  600,
  "pages",
  "compressed in memory; all others are read from disk when somebody asks",
);

const htmlType = "text/html; charset=utf-8";
const writtenAtOnce = 8;

const entry = z.object({ key: z.string(), etag: z.string(), type: z.string() });
export type KeptEntry = z.infer<typeof entry>;
const manifest = z.record(z.string(), entry);

/**
 * The site's files in a folder, with a manifest of what each was made from: after a restart nothing is made again
 * that has not changed, and everything is served, old addresses too, before the database answers.
 */
export class KeptPages {
  readonly #folder: string;
  readonly #entries: Map<string, KeptEntry>;
  /** Text pages as they were last served, least used first. */
  readonly #memory = new Map<string, StaticFile>();
  #isManifestOld = false;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    this.#entries = new Map(Object.entries(readManifest(join(folder, "manifest.json"))));
  }

  get(path: string): KeptEntry | undefined {
    return this.#entries.get(path);
  }

  paths(): string[] {
    return [...this.#entries.keys()];
  }

  /** Keeps a text. The same content keeps its file, its etag and its time of making. Returns whether it was written. */
  async putText(path: string, key: string, type: string, text: string): Promise<boolean> {
    const etag = etagOf(contentOf(text));
    const known = this.#entries.get(path);
    if (known?.key !== key) this.#note(path, { key, etag, type });
    if (known?.etag === etag) return false;
    await writeDurably(this.#fileOf(path), text);
    this.#memory.delete(path);
    this.#note(path, { key, etag, type });
    return true;
  }

  /** Keeps pages: each waits for the disk, and disks take several at once. */
  async putPages(key: string, pages: readonly { path: string; text: string }[]): Promise<void> {
    for (let from = 0; from < pages.length; from += writtenAtOnce)
      await Promise.all(
        pages
          .slice(from, from + writtenAtOnce)
          .map(({ path, text }) => this.putText(path, key, htmlType, text)),
      );
  }

  /** Keeps a picture, a video or its captions: served from disk, never lying in memory. */
  async putPicture(
    path: string,
    sha256: string,
    type: string,
    bytes: Uint8Array | Readable,
  ): Promise<void> {
    await writeDurably(this.#fileOf(path), bytes);
    this.#note(path, { key: sha256, etag: `"${sha256.slice(0, 27)}"`, type });
  }

  /** The address is gone at once; its file follows. */
  async remove(path: string): Promise<void> {
    this.#entries.delete(path);
    this.#memory.delete(path);
    this.#isManifestOld = true;
    await rm(this.#fileOf(path), { force: true });
  }

  async writeManifest(): Promise<void> {
    if (!this.#isManifestOld) return;
    const text = JSON.stringify(Object.fromEntries(this.#entries));
    await writeDurably(join(this.#folder, "manifest.json"), text);
    this.#isManifestOld = false;
  }

  /** A text that was asked for lately, without a wait. */
  ready(path: string, { etag }: KeptEntry): StaticFile | undefined {
    const known = this.#memory.get(path);
    return known?.etag === etag ? known : undefined;
  }

  /** A text, compressed, from memory if it was asked for lately. */
  async text(path: string, { etag, type }: KeptEntry): Promise<StaticFile> {
    const known = this.#memory.get(path);
    const file =
      known?.etag === etag
        ? known
        : { ...compress(await readFile(this.#fileOf(path)), type), etag };
    this.#memory.delete(path);
    this.#memory.set(path, file);
    const [oldest] = this.#memory.keys();
    if (this.#memory.size > inMemoryMax && oldest !== undefined) this.#memory.delete(oldest);
    return file;
  }

  async picture(path: string): Promise<{ sizeBytes: number; open: (part?: Part) => Readable }> {
    const file = this.#fileOf(path);
    return { sizeBytes: (await stat(file)).size, open: (part) => createReadStream(file, part) };
  }

  /** Its bytes as they lie on disk, past the memory of what visitors ask for; undefined where it is gone since. */
  async bytes(path: string, sizeMax: number): Promise<Buffer | "too-large" | undefined> {
    const file = this.#fileOf(path);
    try {
      return (await stat(file)).size > sizeMax ? "too-large" : await readFile(file);
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
      throw error;
    }
  }

  #note(path: string, one: KeptEntry): void {
    this.#entries.set(path, one);
    this.#isManifestOld = true;
  }

  #fileOf(path: string): string {
    return join(this.#folder, Buffer.from(path).toString("base64url"));
  }
}

/** The footer's line says when a page was made; a page that says nothing else new is not new. */
function contentOf(text: string): string {
  return text.replace(/<p class="made">[^]*?<\/p>/, "");
}

export function etagOf(text: string): string {
  return `"${createHash("sha256").update(text).digest("base64url").slice(0, 27)}"`;
}

/** A manifest that is missing or damaged costs one whole making of the site. */
function readManifest(path: string): Record<string, KeptEntry> {
  try {
    return manifest.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return {};
  }
}
