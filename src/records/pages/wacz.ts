import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Ids } from "#platform/ids.ts";
import { limit } from "#platform/limits.ts";
import { CdxjIndex, type Indexed } from "./cdxj.ts";
import { HashedFile, writeStoredZip, type StoredFile } from "./stored-zip.ts";
import { WarcWriter, type WarcDraft, type WrittenRecord } from "./warc.ts";

/*
 * WACZ 1.1.1 (specs.webrecorder.net): WARC files, an index and a list of pages in one stored ZIP, with the SHA-256 of each.
 * It opens in any viewer for the format. What goes in passes through files of the given folder; memory stays bounded.
 */

const warcMax = limit(
  "wacz.warc",
  1_000_000_000,
  "bytes",
  "of one WARC file, as its standard recommends; a larger capture goes on in the next",
);
const plainIndexMax = limit(
  "wacz.plain-index",
  3_000,
  "lines",
  "a longer index is packed in blocks of as many, with an index over them",
);

export interface WaczPage {
  url: string;
  title: string;
  /** UTC instant, RFC 3339. */
  at: string;
  /** The page's words, by which viewers search. */
  text?: string;
}

export interface WaczFacts {
  title: string;
  description?: string;
  /** UTC instant, RFC 3339. */
  createdAt: string;
  mainPageUrl?: string;
}

export interface WaczOptions {
  ids: Ids;
  /** UTC instant, for the WARC files' own first record. */
  startedAt: string;
  /** Smaller files, for tests. */
  room?: { warc?: number; plainIndex?: number; run?: number };
}

const software = "Openbeat";

/** A WACZ in the making. Files lie in `folder`, which is the caller's to remove. */
export class Wacz {
  readonly #folder: string;
  readonly #options: WaczOptions;
  readonly #index: CdxjIndex;
  readonly #pages: HashedFile;
  readonly #warcs: { name: string; file: HashedFile; writer: WarcWriter }[] = [];

  private constructor(folder: string, options: WaczOptions, pages: HashedFile) {
    this.#folder = folder;
    this.#options = options;
    this.#index = new CdxjIndex(folder, options.room?.run);
    this.#pages = pages;
  }

  static async begin(folder: string, options: WaczOptions): Promise<Wacz> {
    const pages = await HashedFile.create(join(folder, "pages.jsonl"));
    const head = { format: "json-pages-1.0", id: "pages", title: "All pages", hasText: true };
    await pages.write(Buffer.from(`${JSON.stringify(head)}\n`));
    return new Wacz(folder, options, pages);
  }

  /** Adds a record; `mime` and `status` are what the index says of it. */
  async add(draft: WarcDraft, said: Pick<Indexed, "mime" | "status"> = {}): Promise<WrittenRecord> {
    const { name, writer } = await this.#warc();
    const record = await writer.write(draft);
    await this.#index.add({ record, filename: name, ...said });
    return record;
  }

  async addPage({ url, title, at, text }: WaczPage): Promise<void> {
    const id = this.#options.ids.uuid();
    const page = { id, url, title, ts: at, ...(text === undefined ? {} : { text }) };
    await this.#pages.write(Buffer.from(`${JSON.stringify(page)}\n`));
  }

  /** Writes the container to `out`, which must not be there, and returns its size and SHA-256 (hexadecimal). */
  async finish(out: string, facts: WaczFacts): Promise<{ sizeBytes: number; sha256: string }> {
    if (this.#warcs.length === 0) await this.#warc();
    const contents: StoredFile[] = [];
    const list: { name: string; file: HashedFile }[] = [
      ...this.#warcs.map(({ name, file }) => ({ name: `archive/${name}`, file })),
      ...(await this.#indexes()),
      { name: "pages/pages.jsonl", file: this.#pages },
    ];
    for (const { file } of list) await file.close();
    const description = await this.#write("datapackage.json", dataPackage(facts, list));
    const digest = { path: "datapackage.json", hash: `sha256:${description.sha256}` };
    const signed = await this.#write("datapackage-digest.json", digest);
    contents.push({ name: "datapackage.json", file: description });
    contents.push({ name: "datapackage-digest.json", file: signed }, ...list);
    const whole = await HashedFile.create(out);
    try {
      await writeStoredZip((bytes) => whole.write(bytes), contents);
    } finally {
      await whole.close();
    }
    await synced(out);
    return { sizeBytes: whole.sizeBytes, sha256: whole.sha256 };
  }

  /** The WARC files by themselves, for who wants them beside the container; whole after `finish`. */
  get warcFiles(): { name: string; path: string }[] {
    return this.#warcs.map(({ name, file }) => ({ name, path: file.path }));
  }

  /** Closes what is open, finished or not. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const file of [this.#pages, ...this.#warcs.map(({ file }) => file)]) await file.close();
  }

  async #warc() {
    const last = this.#warcs.at(-1);
    if (last && last.writer.sizeBytes < (this.#options.room?.warc ?? warcMax)) return last;
    const part = this.#warcs.length;
    const name = part === 0 ? "data.warc.gz" : `data-${part + 1}.warc.gz`;
    const file = await HashedFile.create(join(this.#folder, name));
    const writer = new WarcWriter((bytes) => file.write(bytes), this.#options.ids);
    await writer.info(this.#options.startedAt, name, { software });
    const made = { name, file, writer };
    this.#warcs.push(made);
    return made;
  }

  async #indexes(): Promise<{ name: string; file: HashedFile }[]> {
    const blockLines = this.#options.room?.plainIndex ?? plainIndexMax;
    if (this.#index.count > blockLines) return this.#packedIndexes(blockLines);
    const file = await HashedFile.create(join(this.#folder, "index.cdx"));
    for await (const line of this.#index.lines()) await file.write(Buffer.from(`${line}\n`));
    return [{ name: "indexes/index.cdx", file }];
  }

  /** ZipNum: blocks of lines, each a gzip member, and a line over each that says where it begins. */
  async #packedIndexes(blockLines: number): Promise<{ name: string; file: HashedFile }[]> {
    const blocks = await HashedFile.create(join(this.#folder, "index.cdx.gz"));
    const over = await HashedFile.create(join(this.#folder, "index.idx"));
    const meta = { format: "cdxj-gzip-1.0", filename: "index.cdx.gz" };
    await over.write(Buffer.from(`!meta 0 ${JSON.stringify(meta)}\n`));
    for await (const block of inBlocks(this.#index.lines(), blockLines)) {
      const bytes = gzipSync(Buffer.from(`${block.join("\n")}\n`));
      const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
      const place = { offset: blocks.sizeBytes, length: bytes.length, digest };
      const key = block[0]?.split(" ", 2).join(" ") ?? "";
      await over.write(
        Buffer.from(`${key} ${JSON.stringify({ ...place, filename: meta.filename })}\n`),
      );
      await blocks.write(bytes);
    }
    return [
      { name: "indexes/index.cdx.gz", file: blocks },
      { name: "indexes/index.idx", file: over },
    ];
  }

  async #write(name: string, value: unknown): Promise<HashedFile> {
    const file = await HashedFile.create(join(this.#folder, name));
    await file.write(Buffer.from(`${JSON.stringify(value, null, 2)}\n`));
    await file.close();
    return file;
  }
}

function dataPackage(facts: WaczFacts, list: readonly { name: string; file: HashedFile }[]) {
  const { title, description, createdAt, mainPageUrl } = facts;
  return {
    profile: "data-package",
    wacz_version: "1.1.1",
    title,
    ...(description === undefined ? {} : { description }),
    created: createdAt,
    software,
    ...(mainPageUrl === undefined ? {} : { mainPageUrl, mainPageDate: createdAt }),
    resources: list.map(({ name, file }) => ({
      name: name.slice(name.indexOf("/") + 1),
      path: name,
      hash: `sha256:${file.sha256}`,
      bytes: file.sizeBytes,
    })),
  };
}

async function* inBlocks(lines: AsyncIterable<string>, size: number): AsyncGenerator<string[]> {
  let block: string[] = [];
  for await (const line of lines) {
    block.push(line);
    if (block.length < size) continue;
    yield block;
    block = [];
  }
  if (block.length > 0) yield block;
}

async function synced(path: string): Promise<void> {
  await using file = await open(path, "r+");
  await file.sync();
}
