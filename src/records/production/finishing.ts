import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { html as markup } from "hono/html";
import { verifyPage } from "#archive";
import type { About } from "./formats/format.ts";
import { datFields } from "./formats/load.ts";
import type { OutFolder } from "./out-folder.ts";

/** What a production says of itself in its own production.json. */
export interface Summary {
  about: About;
  prefix: string;
  first: string;
  last: string;
  records: number;
  redacted: number;
  withheld: number;
  formats: readonly string[];
  volumes: readonly string[];
  proofs: readonly string[];
}

/** One index and one set of load files over all volumes: their own without the repeated heads. */
export async function joinVolumes(out: OutFolder, { volumes, formats }: Summary): Promise<void> {
  if (formats.includes("csv")) await join1(out, volumes, "index.csv", "index.csv", "\r\n");
  if (!formats.includes("load")) return;
  await join1(out, volumes, "load.dat", "production.dat", "\u00fe\r\n");
  const opt = await out.stream("production.opt");
  for (const name of volumes)
    for await (const piece of createReadStream(join(out.folder, name, "load.opt")))
      await opt.write(piece as Buffer);
  await opt.end();
}

/** Everything of the first file; of the others what follows their first line. */
async function join1(
  out: OutFolder,
  volumes: readonly string[],
  from: string,
  to: string,
  lineEnd: string,
): Promise<void> {
  const file = await out.stream(to);
  for (const [at, name] of volumes.entries()) {
    const bytes = await readFile(join(out.folder, name, from));
    const headEnd = bytes.indexOf(lineEnd) + Buffer.byteLength(lineEnd);
    await file.write(at === 0 ? bytes : bytes.subarray(headEnd));
  }
  await file.end();
}

/** What whoever opens the folder reads first, and the page that checks the proofs. */
export async function writeFront(out: OutFolder, summary: Summary): Promise<void> {
  await out.whole("README.txt", readme(summary));
  await out.whole("index.html", String(await frontPage(summary)));
  await out.whole("verify.html", verifyPage());
}

const formatLines: Readonly<Record<string, string>> = {
  pdf: "records.pdf: the records as pages (PDF/UA), each with its Bates number",
  csv: "index.csv: a line per record, for spreadsheets",
  native: "records.jsonl: a line of JSON per record, with the source's own fields",
  html: "conversations.html: the conversations as they looked",
  eml: "eml/: a message per record (RFC 5322), threaded; no PST is made, every mail program reads these",
  edrm: "edrm.xml: EDRM XML 1.2",
  load: `production.dat and production.opt: Concordance and Opticon load files (${datFields.length} fields); text/ and media/ are what they point to`,
  web: "web/: WARC/1.1 and WACZ, for viewers of web archives",
};

function readme({
  about,
  first,
  last,
  records,
  redacted,
  withheld,
  formats,
  volumes,
  proofs,
}: Summary) {
  return [
    about.agency,
    `Production ${about.number}, made ${about.madeAt}`,
    "",
    `${records} records, ${first} to ${last}: ${redacted} given out in part, ${withheld} withheld.`,
    `Volumes: ${volumes.join(", ")}`,
    "",
    "In each volume:",
    ...formats.map((name) => `  ${formatLines[name] ?? name}`),
    "  media/: attachments, under their own Bates numbers",
    "",
    "withheld.csv and withheld.pdf: what is withheld, and the law that allows it",
    `${proofs.join(", ")}: the records with their proofs. Open verify.html in a browser, without a network,`,
    "  and give it such a file; or follow RECIPE.txt within it with sha256sum, openssl and python3 alone.",
    "production.json: every file with its SHA-256.",
    "",
    "A picture of which parts are withheld was made anew without them; it is not the one that the log knows,",
    "and the proof names the one that it stands for as withheld.",
    "",
  ].join("\n");
}

const style =
  ":root{color-scheme:light dark}body{margin:0 auto;max-width:44rem;padding:2rem 1rem;font:1rem/1.55 system-ui,sans-serif}table{border-collapse:collapse;width:100%}th,td{padding:.35rem .6rem;border-bottom:1px solid #8888;text-align:left}a{overflow-wrap:anywhere}";

const links: Readonly<Record<string, readonly [file: string, says: string]>> = {
  html: ["conversations.html", "conversations"],
  pdf: ["records.pdf", "PDF"],
  csv: ["index.csv", "CSV"],
  native: ["records.jsonl", "JSON"],
  edrm: ["edrm.xml", "EDRM XML"],
  web: ["web/records.wacz", "WACZ"],
};

function frontPage({
  about,
  first,
  last,
  records,
  redacted,
  withheld,
  formats,
  volumes,
  proofs,
}: Summary) {
  const given = Object.entries(links).filter(([name]) => formats.includes(name));
  const rows = volumes.map(
    (volume) =>
      markup`<tr><th scope="row">${volume}</th><td>${given.map(([, [file, says]]) => markup`<a href="${volume}/${file}">${says}</a> `)}</td></tr>`,
  );
  return markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${about.agency}: production ${about.number}</title><style>${style}</style></head>
<body><main><h1>Production ${about.number}</h1>
<p>${about.agency}. ${records} records, ${first} to ${last}: ${redacted} given out in part, ${withheld} withheld.</p>
<table><thead><tr><th scope="col">Volume</th><th scope="col">Open</th></tr></thead><tbody>${rows}</tbody></table>
<h2>What is withheld, and why</h2><p><a href="withheld.pdf">withheld.pdf</a> <a href="withheld.csv">withheld.csv</a></p>
<h2>Is it whole and unchanged?</h2><p>Open <a href="verify.html">verify.html</a> and give it ${proofs.map((file) => markup`<a href="${file}">${file}</a> `)}. It checks every record against the agency's public log, without a network.</p>
<p><a href="README.txt">README.txt</a> says what each file is.</p></main></body></html>
`;
}
