import { join } from "node:path";
import { limit } from "#platform/limits.ts";
import { hashOf, noBytes, sharedOut, type ByteCounts } from "./account.ts";
import { headOf } from "./format.ts";
import { formatOf, packOf, type PackName } from "./formats.ts";
import { sampleOf, type LossReason, type Neighbours, type ReadOptions } from "./item.ts";
import type { Member, Pack } from "./member.ts";
import { fileSource, type Source } from "./source.ts";
import type { SurveyRun } from "./survey.ts";
import { openTar } from "./tar.ts";
import { openZip } from "./zip.ts";

const depthMax = limit("imports.pack-depth", 3, "packages", "one within another");

const media =
  /\.(?:jpe?g|png|gif|webp|heic|avif|bmp|tiff?|mp4|m4v|mov|3gpp?|webm|avi|mp3|m4a|aac|amr|ogg|opus|wav|pdf|vcf|docx?|xlsx?|pptx?)$/i;
/** Programs and pages that only show what else is in the package. */
const viewer =
  /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|assets\/|Your archive\.html$|archive_browser\.html$|start_here\.html$)|\/$/;

/** Reads all files of a package. Returns what became of the package's own bytes. */
export async function readPack(
  source: Source,
  name: PackName,
  run: SurveyRun,
  depth: number,
): Promise<ByteCounts> {
  await using pack =
    name === "zip"
      ? await openZip(source)
      : await openTar(source, join(run.folder, `tar-${depth}-${run.members.length}`));
  const reading = new PackReading(pack, run, depth);
  const inner = await reading.readAll();
  const counted = sharedOut(pack.readableBytes, inner);
  const rest = source.size - pack.readableBytes;
  if (rest > 0) {
    const sample = sampleOf(await source.read(pack.readableBytes, 200));
    run.addLoss({
      reason: pack.problem ?? "damaged",
      offset: pack.readableBytes,
      length: rest,
      sample,
    });
  }
  return { ...counted, loss: counted.loss + rest };
}

class PackReading {
  readonly #pack: Pack;
  readonly #run: SurveyRun;
  readonly #depth: number;
  readonly #options: ReadOptions;
  readonly #bytes = noBytes();

  constructor(pack: Pack, run: SurveyRun, depth: number) {
    this.#pack = pack;
    this.#run = run;
    this.#depth = depth;
    this.#options = { ...run.options, neighbours: neighboursOf(pack.members) };
  }

  /** Messages first: they name the pictures that are theirs. */
  async readAll(): Promise<ByteCounts> {
    const { members, readableBytes } = this.#pack;
    const facts = await ownerOf(members, this.#run.folder);
    const options = { ...this.#options, package: facts };
    const [files, rest] = [
      members.filter(({ name }) => media.test(name)),
      members.filter(({ name }) => !media.test(name)),
    ];
    for (const member of rest) await this.#read(member, options);
    for (const member of files) await this.#keep(member);
    const taken = members.reduce((sum, { packedBytes }) => sum + packedBytes, 0);
    this.#bytes.structure += Math.max(0, readableBytes - taken);
    return this.#bytes;
  }

  #count(member: Member, bytes: ByteCounts): void {
    const shares = sharedOut(member.packedBytes, bytes);
    for (const key of ["record", "structure", "duplicate", "loss"] as const)
      this.#bytes[key] += shares[key];
  }

  async #read(member: Member, options: ReadOptions): Promise<void> {
    if (viewer.test(member.name) && member.problem === undefined)
      return this.#whole(member, "structure");
    if (member.problem) return this.#lose(member, member.problem, "");
    const path = join(this.#run.folder, `member-${this.#depth}`);
    try {
      await member.unpack(path);
    } catch {
      return this.#lose(member, "damaged", "");
    }
    await using source = await fileSource(path, member.name);
    if (source.size === 0) return this.#whole(member, "structure");
    const head = await headOf(source);
    const packed = packOf(head);
    if (packed) {
      if (this.#depth + 1 >= depthMax) return this.#lose(member, "too-deep", "");
      return this.#count(member, await readPack(source, packed, this.#run, this.#depth + 1));
    }
    if (/(?:^|\/)data\/account\.js$/.test(member.name)) return this.#whole(member, "structure");
    const format = formatOf(head);
    if (!format) return this.#lose(member, "unknown-file", sampleOf(head.bytes));
    this.#count(member, await this.#run.readFile(source, format, member.name, options));
  }

  /** A picture or another file: of the message that names it, or a record of its own. */
  async #keep(member: Member): Promise<void> {
    if (member.problem) return this.#lose(member, member.problem, "");
    try {
      await member.unpack(join(this.#run.folder, "check"));
    } catch {
      return this.#lose(member, "damaged", "");
    }
    if (this.#run.claimed.has(member.name)) return this.#whole(member, "record");
    const at = member.changedAt;
    if (at === undefined) return this.#lose(member, "bad-date", "");
    const name = member.name.split("/").at(-1) ?? member.name;
    const item = {
      kind: "file" as const,
      identity: hashOf(["file", member.name, String(member.sizeBytes)]),
      at,
      from: "",
      to: [],
      thread: "",
      direction: "internal" as const,
      text: name,
      media: [{ name, file: member }],
      payload: { name: member.name, changedAt: at, sizeBytes: member.sizeBytes },
    };
    const place = { format: "file", at, member: member.name, offset: 0, length: member.sizeBytes };
    this.#whole(member, await this.#run.takeLoose({ item, ...place }));
  }

  #whole(member: Member, as: keyof ByteCounts): void {
    this.#count(member, { ...noBytes(), [as]: Math.max(1, member.sizeBytes) });
  }

  #lose(member: Member, reason: LossReason, sample: string): void {
    this.#run.addLoss({ reason, offset: 0, length: member.sizeBytes, sample, member: member.name });
    this.#whole(member, "loss");
  }
}

/** By its whole name, by the end of it, or by its last part, with or without what tells its type. */
function neighboursOf(members: readonly Member[]): Neighbours {
  const byEnd = new Map<string, Member>();
  for (const member of members) {
    if (!media.test(member.name) || member.problem) continue;
    const parts = member.name.toLowerCase().split("/");
    for (let from = 0; from < parts.length; from++) {
      const end = parts.slice(from).join("/");
      if (!byEnd.has(end)) byEnd.set(end, member);
    }
    const stem = (parts.at(-1) ?? "").replace(/\.\w+$/, "");
    if (!byEnd.has(stem)) byEnd.set(stem, member);
  }
  return {
    find(name) {
      const parts = name
        .toLowerCase()
        .split("/")
        .filter((part) => part !== "" && part !== "." && part !== "..");
      for (let from = 0; from < parts.length; from++) {
        const found = byEnd.get(parts.slice(from).join("/"));
        if (found) return found;
      }
      return undefined;
    },
  };
}

/** Whose a download of X is: by it "sent" is told from "received". */
async function ownerOf(members: readonly Member[], folder: string): Promise<{ ownerId?: string }> {
  const account = members.find(
    ({ name, problem }) => !problem && /(?:^|\/)data\/account\.js$/.test(name),
  );
  if (!account || account.sizeBytes > 100_000) return {};
  try {
    const path = join(folder, "account");
    await account.unpack(path);
    await using source = await fileSource(path);
    const text = (await source.read(0, 100_000)).toString("utf8");
    const ownerId = /"accountId"\s*:\s*"(\d+)"/.exec(text)?.[1];
    return ownerId === undefined ? {} : { ownerId };
  } catch {
    return {};
  }
}
