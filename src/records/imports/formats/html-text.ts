import { Parser } from "htmlparser2";

const breaking = new Set(["br", "p", "div", "li", "tr", "h1", "h2", "h3", "blockquote"]);
const unseen = new Set(["script", "style", "head", "title"]);

/** What a reader sees of a piece of HTML: its words, a new line where one begins. */
export function htmlText(html: string): string {
  let text = "";
  let hidden = 0;
  const parser = new Parser(
    {
      onopentagname(name) {
        if (unseen.has(name)) hidden++;
        if (breaking.has(name) && text !== "" && !text.endsWith("\n")) text += "\n";
      },
      onclosetag(name) {
        if (unseen.has(name)) hidden = Math.max(0, hidden - 1);
      },
      ontext(data) {
        if (hidden === 0) text += data;
      },
    },
    { decodeEntities: true },
  );
  parser.end(html);
  return text.trim();
}
