import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import { Refusal } from "#platform/refusal.ts";
import { survey, type SurveyOptions } from "../records/imports/survey.ts";
import { told } from "../records/imports/told.ts";
import { openFile } from "./import-file.ts";

export interface ImportWish {
  format: string;
  dryRun?: boolean;
  json?: boolean;
  map?: string;
  account?: string;
  custodian?: string;
  zone?: string;
  as?: string;
}

/** `openbeat import`: without a database where it only looks. */
export function addImport(program: Command): void {
  program
    .command("import")
    .description(
      "bring messages and posts that another program kept into the archive, every byte accounted for",
    )
    .argument("<file>", "an export, a download, a mailbox, or a ZIP of them")
    .option("--format <name>", "what program wrote it; auto tells it by what stands in it", "auto")
    .option(
      "--dry-run",
      "only say what would come in and what would not; no installation is needed",
    )
    .option("--json", "print the report as JSON")
    .option(
      "--map <file>",
      'for a table: JSON such as {"text": "Body", "time": "Sent at", "from": "Sender"}',
    )
    .option(
      "--account <name>",
      "whose account or telephone it is: a name, number or handle as in the file",
    )
    .option("--custodian <name>", "the same as --account")
    .option(
      "--zone <zone>",
      "in which times without a zone are read, such as America/Chicago; else the agency's",
    )
    .option("--as <email>", "who imports")
    .action(async (file: string, wish: ImportWish) => {
      if (!wish.dryRun)
        return (await import("./import-records.ts")).importFile(resolve(file), wish);
      await using source = await openFile(resolve(file));
      const report = await survey(source, surveyOptions(wish, "UTC")).catch((error: unknown) => {
        if (wish.json) tellUnread(source.size, error);
        throw error;
      });
      console.log(wish.json ? JSON.stringify(report) : told(report));
    });
}

/** A file of no format that is known is a loss as a whole: a program that asks gets an account of every byte of it too. */
function tellUnread(bytes: number, error: unknown): void {
  if (!(error instanceof Refusal) || !["unknown-format", "empty-file"].includes(error.code)) return;
  const losses = bytes === 0 ? [] : [{ reason: "unknown-file", offset: 0, length: bytes }];
  const account = { bytesTotal: bytes, bytesAccounted: bytes, records: 0, losses };
  console.log(JSON.stringify({ format: "unknown", ...account }));
}

/** What the command line says of how a file is to be read. */
export function surveyOptions(wish: ImportWish, timeZone: string): SurveyOptions {
  return {
    format: wish.format,
    timeZone: zoneOf(wish.zone ?? timeZone),
    account: wish.account ?? wish.custodian,
    mapping: wish.map === undefined ? undefined : mappingIn(wish.map),
  };
}

function zoneOf(zone: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch (cause) {
    throw new Refusal("no-zone", `"${zone}" is no time zone such as America/Chicago.`, { cause });
  }
}

function mappingIn(file: string): Record<string, string> {
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    throw new Refusal(
      "no-mapping",
      `${file} is no mapping. Write JSON such as {"text": "Body", "time": "Sent at", "from": "Sender"}.`,
      { cause },
    );
  }
}
