import { html } from "hono/html";
import type { Block, Inline } from "#outreach";
import { localPath, type Html } from "../page.ts";
import type { Language } from "../words.ts";

/** Blocks of a page as HTML. Everything that was typed is text: the template escapes it. */
export function richText(
  blocks: readonly Block[],
  language: Language,
  place: (block: Extract<Block, { kind: "picture" | "table" }>) => Html,
): Html {
  return html`${blocks.map((block) => one(block, language, place))}`;
}

function one(
  block: Block,
  language: Language,
  place: (block: Extract<Block, { kind: "picture" | "table" }>) => Html,
): Html {
  const line = (words: readonly Inline[]) => inlines(words, language);
  const lines = (all: readonly Inline[][]) =>
    html`${all.map((words, at) => html`${at > 0 ? html`<br />` : ""}${line(words)}`)}`;
  switch (block.kind) {
    case "heading":
      return block.level === 2
        ? html`<h2>${line(block.words)}</h2>`
        : html`<h3>${line(block.words)}</h3>`;
    case "paragraph":
      return html`<p>${lines(block.lines)}</p>`;
    case "quote":
      return html`<blockquote><p>${lines(block.lines)}</p></blockquote>`;
    case "list":
      return block.isOrdered
        ? html`<ol>
            ${block.items.map((item) => html`<li>${line(item)}</li>`)}
          </ol>`
        : html`<ul>
            ${block.items.map((item) => html`<li>${line(item)}</li>`)}
          </ul>`;
    default:
      return place(block);
  }
}

function inlines(words: readonly Inline[], language: Language): Html {
  return html`${words.map((word) => {
    if (word.kind === "strong") return html`<strong>${word.text}</strong>`;
    if (word.kind === "emphasis") return html`<em>${word.text}</em>`;
    if (word.kind !== "link") return word.text;
    const own = word.url.startsWith("/") && !word.url.startsWith(`/${language}/`);
    const url = own ? localPath(language, word.url) : word.url;
    return html`<a href="${url}" rel="noopener">${word.text}</a>`;
  })}`;
}
