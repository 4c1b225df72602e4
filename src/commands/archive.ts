import { readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { allAgencies } from "#agency";
import {
  askWitnesses,
  exportArchive,
  readSearch,
  searchArchive,
  verifyArchive,
  verifyPackageFile,
} from "#archive";
import { searchMarks } from "../search-marks.ts";
import { wholeCompleteness } from "../whole-completeness.ts";
import { asSystem } from "#platform/context.ts";
import { StartError } from "#platform/installation.ts";
import { parsePolicy } from "../archive/log/policy.ts";
import { parseRoots } from "../archive/log/timestamp.ts";
import { asPerson, firstAdministrator } from "./acting.ts";
import { sealLogs, withLog, withOpenbeat, type Running } from "./running.ts";

export function addArchive(program: Command): void {
  const archive = program.command("archive").description("the record and its proof");
  archive
    .command("verify")
    .description(
      "recompute everything from bodies to the signed root; or check a package with nothing of this installation",
    )
    .option("--package <file>", "an exported package")
    .option("--key <vkey>", "the log's public key as you know it from elsewhere")
    .option("--policy <file>", "of a package: which witnesses must stand by it (C2SP tlog-policy)")
    .option("--tsa-roots <file>", "of a package: the roots of time-stamp authorities, PEM")
    .option("--json", "print the result as JSON")
    .action(async (options: VerifyWish) => {
      const faults = options.package
        ? await verifyPackage(options.package, options)
        : await verifyAll(options.json ?? false);
      if (faults > 0) process.exitCode = 1;
    });
  archive
    .command("search")
    .description("find records by their words, the newest first; the search is audited")
    .argument(
      "<query>",
      'words, "phrases", -left-out, one OR another, a NEAR/5 b, begin*, =exact, #tag, @name',
    )
    .option("--as <email>", "who searches; else the agency's first administrator")
    .option("--from <instant>", "captured from this instant on, such as 2026-11-01T00:00:00Z")
    .option("--until <instant>", "captured until this instant")
    .option("--happened-from <instant>", "that happened from this instant on")
    .option("--happened-until <instant>", "that happened until this instant")
    .option("--direction <direction>", "in, out or internal")
    .option("--kind <kind>", "the beginning of a record's kind, such as publish.")
    .option("--channel <id>", "of this channel")
    .option("--person <id>", "by this person")
    .option("--tag <id>", "that bears this tag")
    .option("--media", "with pictures or video")
    .option("--hold", "under a legal hold that stands")
    .option("--hidden", "hidden from the public on its network")
    .option("--beat <id>", "about this beat")
    .option("--before <cursor>", "the next page: the `next` of the one before")
    .option("--json", "print the result as JSON")
    .action((query: string, options: SearchWish) =>
      withOpenbeat((running) => search(running, query, options)),
    );
  archive
    .command("export")
    .description(
      "write the archive as a package that proves itself; a large one as several, FILE-1, FILE-2 and so on",
    )
    .requiredOption("--out <file>", "where to")
    .option("--from <day>", "only what was captured from this day (2026-11-21) or instant on")
    .option("--until <day>", "only what was captured until this day, itself included, or instant")
    .option("--as <email>", "who exports; else the agency's first administrator")
    .option("--title <title>", "what it is for", "Whole archive")
    .action((options: ExportWish) => withLog((running) => exportAll(running, options)));
  archive
    .command("take-over")
    .description(
      "bring another installation's whole archive, as its packages hold it, into an empty data folder: the log keeps its root",
    )
    .argument("<packages...>", "all packages of one export, in their order")
    .option("--zone <zone>", "the agency's time zone, such as America/Chicago", "UTC")
    .option("--state <code>", "the state's two letters, whose records law holds", "US")
    .action(async (packages: string[], options: { zone: string; state: string }) => {
      const { takeOverArchive } = await import("./take-over.ts");
      await takeOverArchive(packages, options);
    });
}

interface VerifyWish {
  package?: string;
  key?: string;
  policy?: string;
  tsaRoots?: string;
  json?: boolean;
}

interface SearchWish {
  as?: string;
  from?: string;
  until?: string;
  happenedFrom?: string;
  happenedUntil?: string;
  direction?: string;
  kind?: string;
  channel?: string;
  person?: string;
  tag?: string;
  media?: boolean;
  hold?: boolean;
  hidden?: boolean;
  beat?: string;
  before?: string;
  json?: boolean;
}

function askedFor({
  happenedFrom,
  happenedUntil,
  channel,
  person,
  media,
  hold,
  hidden,
  ...wish
}: SearchWish) {
  const { from, until, direction, kind, tag, beat, before } = wish;
  return {
    from,
    until,
    direction,
    kind,
    tag,
    beat,
    before,
    occurredFrom: happenedFrom,
    occurredUntil: happenedUntil,
    channelId: channel,
    personId: person,
    hasMedia: media && "true",
    hold: hold && "true",
    hidden: hidden && "true",
  };
}

async function search({ assembly }: Running, words: string, wish: SearchWish): Promise<void> {
  const { ctx } = assembly;
  const person = await asPerson(ctx, wish.as ?? (await firstAdministrator(ctx)));
  const query = readSearch({ words, ...askedFor(wish) });
  const found = await searchArchive(person, query, searchMarks);
  if (wish.json) return console.log(JSON.stringify(found));
  for (const { capturedAt, kind, text, leaf } of found.results)
    console.log(
      `${capturedAt}  ${leaf ?? "–"}  ${kind}\n  ${text.replaceAll(/\s+/g, " ").slice(0, 200)}`,
    );
  const { covered, total } = found.reach;
  if (covered < total)
    console.log(`The index is being made: ${total - covered} records were not looked at yet.`);
  console.log(
    found.next
      ? `The first ${found.results.length}; go on with --before ${found.next}`
      : `${found.results.length} found.`,
  );
}

interface ExportWish {
  out: string;
  as?: string;
  title: string;
  from?: string;
  until?: string;
}

async function exportAll({ assembly }: Running, options: ExportWish): Promise<void> {
  const { ctx, signer, logFolder, attestation } = assembly;
  await sealLogs(assembly);
  for (const { agencyId } of await allAgencies(ctx))
    await askWitnesses(
      asSystem(ctx, "witness asker", agencyId),
      join(logFolder, agencyId),
      attestation,
    );
  const person = await asPerson(ctx, options.as ?? (await firstAdministrator(ctx)));
  const { records, files } = await exportArchive(person, signer, logFolder, {
    ...options,
    out: resolve(options.out),
    completeness: (span) => wholeCompleteness(person, span),
    say: progress("exported"),
  });
  console.log(`${records} records in ${files.length} ${files.length === 1 ? "file" : "files"}:`);
  for (const file of files)
    console.log(
      `${file}: ${(statSync(file).size / 1e6).toFixed(1)} MB. Check it with: bin/openbeat archive verify --package ${file}`,
    );
}

async function verifyAll(asJson: boolean): Promise<number> {
  return withOpenbeat(async ({ assembly }) => {
    const { ctx, signer, logFolder } = assembly;
    let faults = 0;
    for (const { agencyId, name } of await allAgencies(ctx)) {
      const verdict = await verifyArchive(
        asSystem(ctx, "verify", agencyId),
        signer,
        logFolder,
        progress("verified"),
        assembly.attestation,
      );
      faults += verdict.faults.length;
      if (asJson) console.log(JSON.stringify({ agency: name, ...verdict }));
      else report(name, verdict);
    }
    return faults;
  });
}

function report(
  name: string,
  { faults, size, root, pending, attested }: Awaited<ReturnType<typeof verifyArchive>>,
): void {
  for (const fault of faults) console.log(`FAULT ${fault}`);
  const state =
    faults.length === 0
      ? "nothing is missing, altered, reordered, doubled or unsigned"
      : `${faults.length} faults`;
  console.log(
    `${name}: ${size} entries, root ${root.slice(0, 16)}, ${pending} on their way: ${state}.`,
  );
  const { cosignatures, cosignedSize, stamps, stampedSize, expired } = attested;
  if (cosignatures > 0)
    console.log(
      `${name}: ${cosignatures} cosignatures are good; enough witnesses stand by size ${cosignedSize ?? "none"}.`,
    );
  if (stamps > 0)
    console.log(
      `${name}: ${stamps} time stamps are good, the newest of size ${stampedSize ?? "?"}.`,
    );
  if (expired > 0)
    console.log(
      `${name}: ${expired} of them have outlived their authority's certificate and were not renewed in time: they prove nothing of the log any more.`,
    );
}

/** Whom the person who checks a package trusts, beside the log's key. */
async function packageTrust({ policy, tsaRoots }: VerifyWish) {
  try {
    return {
      policy: policy === undefined ? undefined : parsePolicy(readFileSync(policy, "utf8")),
      roots: tsaRoots ? await parseRoots(readFileSync(tsaRoots, "utf8")) : [],
    };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(`${policy ?? ""} ${tsaRoots ?? ""} cannot be followed. ${why}`.trim(), {
      cause,
    });
  }
}

async function verifyPackage(file: string, wish: VerifyWish): Promise<number> {
  const { key, json: asJson = false } = wish;
  const trust = await packageTrust(wish);
  const verdict = await verifyPackageFile(file, key, trust).catch((cause: unknown) => {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    if (code !== "ENOENT" && code !== "EACCES" && code !== "EISDIR") throw cause;
    throw new StartError(`${file} cannot be read (${code}). Give the path of a package.`, {
      cause,
    });
  });
  if (asJson) console.log(JSON.stringify(verdict));
  else {
    for (const fault of verdict.faults) console.log(`FAULT ${fault}`);
    console.log(
      verdict.ok
        ? `${verdict.records} records, proved under a log of ${verdict.size} entries of ${verdict.origin ?? "?"}.`
        : "This package does not verify.",
    );
    if (verdict.cosignedBy.length > 0)
      console.log(`Witnesses that stand by it: ${verdict.cosignedBy.join(", ")}.`);
    for (const { size, stampedAt, authority, isTrusted } of verdict.stamps)
      console.log(
        `Stamped at ${stampedAt} by ${authority}, at ${size} entries${isTrusted ? "" : "; its root was not given: --tsa-roots"}.`,
      );
    if (verdict.ok && !verdict.isKeyCompared)
      console.log(
        "The log's key was taken from the package itself. Compare log.vkey with the agency's own, or give it with --key.",
      );
  }
  return verdict.faults.length;
}

function progress(what: string): (done: number, of: number) => void {
  return (done, of) => {
    if (process.stderr.isTTY && of > 5_000) process.stderr.write(`\r${done} of ${of} ${what} …`);
  };
}
