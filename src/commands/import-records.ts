import { basename } from "node:path";
import { ownAgency } from "#agency";
import { beginImport, runImport, toldImport } from "#records";
import { asPerson, firstAdministrator } from "./acting.ts";
import { openFile } from "./import-file.ts";
import { surveyOptions, type ImportWish } from "./import.ts";
import { sealLogs, withLog, type Running } from "./running.ts";

/** Brings a file's messages into the archive, and leaves them sealed. Stopped anywhere, it goes on when run again. */
export async function importFile(path: string, wish: ImportWish): Promise<void> {
  await using source = await openFile(path);
  await withLog((running) => bring(running, source, path, wish));
}

type Source = Awaited<ReturnType<typeof openFile>>;

async function bring(
  { assembly }: Running,
  source: Source,
  path: string,
  wish: ImportWish,
): Promise<void> {
  const { ctx } = assembly;
  const person = await asPerson(ctx, wish.as ?? (await firstAdministrator(ctx)));
  const { timeZone } = await ownAgency(person);
  const options = surveyOptions(wish, timeZone);
  const begun = await beginImport(person, source, { name: basename(path), options });
  const imported = await runImport(person, source, begun, { say });
  await sealLogs(assembly);
  const { report, added, alreadyThere } = imported;
  if (process.stderr.isTTY) process.stderr.write("\r");
  console.log(
    wish.json
      ? JSON.stringify({ ...report, import: begun.id, added, alreadyThere })
      : toldImport(imported),
  );
}

function say(reached: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${reached.toLocaleString("en")} records …`);
}
