import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { limit } from "#platform/limits.ts";
import type { WrittenRecord } from "./warc.ts";

/*
 * CDXJ: a line for each captured thing, `SURT timestamp {json}`, sorted, by which a viewer finds a record without reading
 * the WARC. The lines are sorted in runs on disk and merged, so an index may be larger than memory.
 */

const runMax = limit("cdxj.run", 100_000, "lines", "sorted in memory; more go to disk and merge");

/** What the index says of a record beside where it lies. */
export interface Indexed {
  record: WrittenRecord;
  /** The WARC file's name, without its folder. */
  filename: string;
  mime?: string | undefined;
  status?: number | undefined;
}

/** `com,example)/path?a=1&b=2`: the address turned so that a site's pages stand together (as viewers look it up). */
export function surtOf(uri: string): string {
  if (!/^https?:/i.test(uri)) return uri.replaceAll(/\s/g, "%20");
  const url = URL.parse(uri.replace(/^(https?:\/\/)www\d*\./i, "$1").toLowerCase());
  if (url === null) return uri.replaceAll(/\s/g, "%20");
  url.searchParams.sort();
  const host = url.hostname.split(".").reverse().join(",");
  const port = url.port === "" ? "" : `:${url.port}`;
  return `${host}${port})${url.pathname}${url.search}`;
}

/** `20261121140200`: an instant to the second, as indexes write it. */
function timestampOf(date: string): string {
  return date.replaceAll(/\D/g, "").slice(0, 14).padEnd(14, "0");
}

const listed = new Set(["response", "resource", "revisit"]);

export class CdxjIndex {
  readonly #folder: string;
  readonly #runMax: number;
  #lines: string[] = [];
  readonly #runs: string[] = [];
  count = 0;

  /** `folder` takes the runs; whoever made it removes it. */
  constructor(folder: string, lines = runMax) {
    this.#folder = folder;
    this.#runMax = lines;
  }

  async add({ record, filename, mime, status }: Indexed): Promise<void> {
    const { uri, type, date, offset, length, payloadDigest } = record;
    if (uri === undefined || !listed.has(type)) return;
    const said = {
      url: uri,
      mime: type === "revisit" ? "warc/revisit" : (mime ?? "application/octet-stream"),
      status: status ?? 200,
      digest: payloadDigest,
      length,
      offset,
      filename,
    };
    this.#lines.push(`${surtOf(uri)} ${timestampOf(date)} ${JSON.stringify(said)}`);
    this.count += 1;
    if (this.#lines.length >= this.#runMax) await this.#spill();
  }

  async #spill(): Promise<void> {
    const path = join(this.#folder, `cdxj-run-${this.#runs.length}`);
    await writeFile(path, `${this.#lines.sort().join("\n")}\n`);
    this.#runs.push(path);
    this.#lines = [];
  }

  /** All lines in order, without their line ends. */
  async *lines(): AsyncGenerator<string> {
    if (this.#runs.length === 0) return yield* this.#lines.sort();
    await this.#spill();
    const runs = this.#runs.map((path) =>
      createInterface({ input: createReadStream(path), crlfDelay: Infinity })[
        Symbol.asyncIterator
      ](),
    );
    const heads = await Promise.all(runs.map(next));
    for (;;) {
      const least = leastOf(heads);
      const line = least === undefined ? undefined : heads[least];
      const run = least === undefined ? undefined : runs[least];
      if (line === undefined || run === undefined || least === undefined) return;
      yield line;
      heads[least] = await next(run);
    }
  }
}

async function next(run: AsyncIterator<string>): Promise<string | undefined> {
  for (;;) {
    const step = await run.next();
    if (step.done) return undefined;
    if (step.value !== "") return step.value;
  }
}

function leastOf(heads: readonly (string | undefined)[]): number | undefined {
  let least: number | undefined;
  for (const [at, head] of heads.entries()) {
    const best = least === undefined ? undefined : heads[least];
    if (head !== undefined && (best === undefined || head < best)) least = at;
  }
  return least;
}
