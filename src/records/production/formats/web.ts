import { mkdtemp, rename, rm } from "node:fs/promises";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { Wacz } from "../../pages/wacz.ts";
import { plain, type ProducedRecord } from "../produced.ts";
import type { Format, Volume } from "./format.ts";
import { nativeOf } from "./native.ts";
import { attribute } from "./edrm.ts";

/** Nothing of this was ever on the web under such an address, and the name says so (RFC 2606). */
const origin = "https://production.invalid";

/** A web archive: for each record its page, its native JSON and its files, as resources of WARC/1.1, and all as WACZ. */
export const web: Format = async (volume) => {
  const { out, name, about, ids } = volume;
  await out.whole(
    `${name}/web/README.txt`,
    "records.wacz opens in any WACZ viewer; the .warc.gz holds the same.\n",
  );
  const folder = await mkdtemp(join(out.folder, name, ".wacz-"));
  const wacz = await Wacz.begin(folder, { ids, startedAt: about.madeAt });
  return {
    write: (record) => addRecord(wacz, record, volume),
    async end() {
      const title = `${about.agency}: production ${about.number}, ${name}`;
      await wacz.finish(join(out.folder, name, "web/records.wacz"), {
        title,
        createdAt: about.madeAt,
      });
      await wacz[Symbol.asyncDispose]();
      for (const file of wacz.warcFiles) {
        await rename(file.path, join(out.folder, name, "web", file.name));
        await out.adopt(`${name}/web/${file.name}`);
      }
      await out.adopt(`${name}/web/records.wacz`);
      await rm(folder, { recursive: true, force: true });
    },
  };
};

async function addRecord(wacz: Wacz, record: ProducedRecord, { out }: Volume): Promise<void> {
  const url = `${origin}/${record.bates}`;
  const date = record.capturedAt;
  const title = `${record.bates} ${plain([record.title])}`;
  const page = pageOf(record, title);
  const common = { type: "resource" as const, date };
  await wacz.add(
    {
      ...common,
      uri: `${url}.html`,
      contentType: "text/html; charset=utf-8",
      payload: Buffer.from(page),
    },
    { mime: "text/html", status: 200 },
  );
  const json = Buffer.from(JSON.stringify(nativeOf(record)));
  await wacz.add(
    { ...common, uri: `${url}.json`, contentType: "application/json", payload: json },
    { mime: "application/json", status: 200 },
  );
  for (const { path, bates, type, sizeBytes } of record.files) {
    if (path === undefined) continue;
    const payload = { sizeBytes, open: () => createReadStream(join(out.folder, path)) };
    await wacz.add(
      { ...common, uri: `${origin}/${bates}`, contentType: type, payload },
      { mime: type, status: 200 },
    );
  }
  await wacz.addPage({ url: `${url}.html`, title, at: date, text: plain(record.text) });
}

function pageOf(record: ProducedRecord, title: string): string {
  const lines = [
    `From: ${plain([record.from])}`,
    `To: ${record.to.map((one) => plain([one])).join("; ")}`,
    `At: ${record.occurredAt}`,
    `Log entry: ${record.leaf}`,
  ];
  const pictures = record.files.flatMap(({ path, bates, type }) => {
    if (path === undefined) return [];
    return type.startsWith("image/")
      ? [`<img src="/${bates}" alt="${bates}">`]
      : [`<p><a href="/${bates}">${bates}</a></p>`];
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${attribute(title)}</title><h1>${attribute(title)}</h1><p>${lines.map(attribute).join("<br>")}</p><p style="white-space:pre-wrap">${attribute(plain(record.text))}</p>${pictures.join("")}</html>\n`;
}
