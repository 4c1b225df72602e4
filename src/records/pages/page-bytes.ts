import { Parser } from "htmlparser2";
import type { PageAnswer } from "#platform/browser/page-visit.ts";
import { limit } from "#platform/limits.ts";
import { htmlText } from "../imports/formats/html-text.ts";
import type { Recorder } from "./recorder.ts";

const hopsMax = limit("pages.hops", 10, "redirects", "to a page, where no browser follows them");
const textMax = limit("pages.text", 200_000, "characters", "of a page's words, in its record");
const namedMax = limit(
  "pages.named",
  200,
  "parts",
  "that one page names, captured without a browser",
);

/** What a page is without a browser: its bytes, and those of the parts that it names. */
export interface ReadPage {
  finalUrl: string;
  title: string;
  text: string;
  links: string[];
}

const headers = {
  "user-agent": "Mozilla/5.0 (compatible; Openbeat page capture)",
  accept: "text/html,application/xhtml+xml,*/*;q=0.8",
};

/** Captures a page where there is no browser: follows its redirects, reads its words, and takes along what it names. */
export async function readPage(recorder: Recorder, url: string): Promise<ReadPage> {
  let finalUrl = url;
  let answer: PageAnswer | undefined;
  for (let hops = 0; hops <= hopsMax; hops += 1) {
    answer = await recorder.answer({ url: finalUrl, method: "GET", headers, kind: "Document" });
    const next = answer && redirectOf(answer, finalUrl);
    if (next === undefined) break;
    finalUrl = next;
  }
  const type = headerOf(answer, "content-type") ?? "";
  if (!answer || !/html/i.test(type))
    return { finalUrl, title: "", text: plainText(answer, type), links: [] };
  const html = new TextDecoder(charsetOf(type)).decode(answer.body);
  const { title, links, parts } = namedIn(html, finalUrl);
  for (const part of parts.slice(0, namedMax))
    await recorder.answer({ url: part, method: "GET", headers, kind: "Other" });
  return { finalUrl, title, text: htmlText(html).slice(0, textMax), links };
}

function redirectOf(answer: PageAnswer, from: string): string | undefined {
  if (answer.status < 300 || answer.status > 399) return undefined;
  const location = headerOf(answer, "location");
  return location === undefined ? undefined : URL.parse(location, from)?.href;
}

function headerOf(answer: PageAnswer | undefined, name: string): string | undefined {
  return answer?.headers.find(([one]) => one === name)?.[1];
}

function plainText(answer: PageAnswer | undefined, type: string): string {
  if (!answer || !/^text\/plain/i.test(type)) return "";
  return new TextDecoder(charsetOf(type)).decode(answer.body).slice(0, textMax);
}

/** A name that the decoder does not know is read as UTF-8, as browsers mostly would. */
function charsetOf(type: string): string {
  const named = /charset="?([\w-]+)/i.exec(type)?.[1] ?? "utf-8";
  try {
    return new TextDecoder(named).encoding;
  } catch {
    return "utf-8";
  }
}

interface Named {
  title: string;
  links: string[];
  parts: string[];
}

/** The page's title, where it links to, and the pictures, styles and scripts that it is made of. */
function namedIn(html: string, base: string): Named {
  const links = new Set<string>();
  const parts = new Set<string>();
  let title = "";
  let isTitle = false;
  const put = (into: Set<string>, address: string | undefined) => {
    const found = address === undefined ? null : URL.parse(address, base);
    if (found && /^https?:$/.test(found.protocol)) into.add(found.href.replace(/#.*$/s, ""));
  };
  const parser = new Parser({
    onopentag(name, { href, src, rel, poster }) {
      isTitle = name === "title";
      if (name === "a") put(links, href);
      if (name === "link" && /stylesheet|icon/i.test(rel ?? "")) put(parts, href);
      if (["img", "script", "source", "video", "audio"].includes(name)) put(parts, src);
      if (name === "video") put(parts, poster);
    },
    ontext(text) {
      if (isTitle) title += text;
    },
    onclosetag() {
      isTitle = false;
    },
  });
  parser.end(html);
  return { title: title.trim().slice(0, 300), links: [...links], parts: [...parts] };
}
