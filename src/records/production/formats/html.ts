import { html as markup, raw } from "hono/html";
import type { ProducedRecord, Shown } from "../produced.ts";
import { saidAt, type Format } from "./format.ts";

const style = `
:root { color-scheme: light dark; --line: #b8bfc8; --out: #dceafd; --in: #eef0f3; --ink: #16202c; --paper: #fff; --soft: #51606f; }
@media (prefers-color-scheme: dark) { :root { --line: #3c4856; --out: #17365c; --in: #232b35; --ink: #e8edf3; --paper: #11161c; --soft: #a3b1bf; } }
body { margin: 0 auto; max-width: 46rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; } h2 { margin: 2.5rem 0 0.75rem; padding-bottom: 0.25rem; border-bottom: 1px solid var(--line); font-size: 1.1rem; overflow-wrap: anywhere; }
article { margin: 0 0 0.75rem; padding: 0.6rem 0.85rem; max-width: 36rem; border-radius: 0.75rem; background: var(--in); overflow-wrap: anywhere; }
article.out { margin-left: auto; background: var(--out); }
article.internal { max-width: none; border: 1px solid var(--line); background: none; }
header, footer { display: flex; flex-wrap: wrap; gap: 0 1rem; color: var(--soft); font-size: 0.8rem; }
article p { margin: 0.25rem 0; white-space: pre-wrap; } strong.from { color: var(--ink); }
.withheld { padding: 0 0.35em; border-radius: 0.2em; background: #111; color: #fff; font-size: 0.85em; box-decoration-break: clone; }
img { max-width: 100%; height: auto; border-radius: 0.4rem; } @media print { body { max-width: none; } article { break-inside: avoid; } }
`;

/** The conversations of a volume as they looked: who said what, in order. No script, nothing from elsewhere. */
export const html: Format = async ({ out, name, about }) => {
  const file = await out.stream(`${name}/conversations.html`);
  const title = `${about.agency}: production ${about.number}, ${name}`;
  await file.write(
    `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' file:; media-src 'self' file:; style-src 'unsafe-inline'">` +
      `${String(markup`<title>${title}</title>`)}<style>${style}</style></head><body><main>\n${String(markup`<h1>${title}</h1>`)}\n`,
  );
  let conversation = 0;
  return {
    async write(record) {
      if (record.conversation !== conversation) {
        await file.write(`${String(await markup`<h2>${shown(record.title)}</h2>`)}\n`);
        conversation = record.conversation;
      }
      await file.write(`${String(await bubble(record, about.timeZone))}\n`);
    },
    async end() {
      await file.write("</main></body></html>\n");
      await file.end();
    },
  };
};

function bubble(record: ProducedRecord, timeZone: string) {
  const to = record.to.map((one, at) => markup`${at === 0 ? "to " : ", "}${shown(one)}`);
  return markup`<article class="${record.direction}" id="${record.bates}">
<header><strong class="from">${shown(record.from)}</strong><span>${to}</span><time datetime="${record.occurredAt}">${saidAt(record.occurredAt, timeZone)}</time></header>
<p>${record.text.map(shown)}</p>
${record.files.map(attached)}
<footer><span>${record.bates}</span><span>log entry ${record.leaf}</span></footer></article>`;
}

function shown(one: Shown) {
  if ("words" in one) return markup`${one.words}`;
  return markup`<span class="withheld">withheld: ${one.reason}</span>`;
}

function attached(file: ProducedRecord["files"][number]) {
  const { path, bates, type, reason, isRebuilt } = file;
  if (path === undefined)
    return markup`<p><span class="withheld">${bates} withheld: ${reason ?? ""}</span></p>`;
  const href = path.slice(path.indexOf("/") + 1);
  const note = isRebuilt
    ? markup` <span class="withheld">partly withheld: ${reason ?? ""}</span>`
    : raw("");
  if (/^image\/(jpeg|png|gif|webp|avif)$/.test(type))
    return markup`<p><a href="${href}"><img src="${href}" alt="Attachment ${bates}" loading="lazy"></a>${note}</p>`;
  return markup`<p><a href="${href}">${bates} (${type})</a>${note}</p>`;
}
