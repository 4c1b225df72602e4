const named: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

export interface XmlText {
  text: string;
  repairs: string[];
}

/**
 * The text of an attribute. Numeric references are taken as UTF-16 units, so that an emoji written as two
 * ("&#55357;&#56832;", which is no XML) comes out whole; a reference to U+0000 is left out and told.
 */
export function unescaped(raw: string): XmlText {
  if (!raw.includes("&")) return { text: raw, repairs: [] };
  const repairs = new Set<string>();
  const text = raw.replaceAll(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,4}));/gi,
    (whole, decimal, hex, name) => {
      if (typeof name === "string") return named[name] ?? whole;
      const code = typeof decimal === "string" ? Number(decimal) : Number.parseInt(String(hex), 16);
      if (code === 0) {
        repairs.add("nul");
        return "";
      }
      if (code > 0x10ffff) return whole;
      if (code < 0x10000) {
        if (code >= 0xd800 && code < 0xe000) repairs.add("surrogate-pair");
        return String.fromCharCode(code);
      }
      return String.fromCodePoint(code);
    },
  );
  return { text: text.toWellFormed(), repairs: [...repairs] };
}

const attribute = /\s+([\w:.-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;

export interface Tag {
  name: string;
  attributes: Record<string, string>;
  repairs: string[];
}

/** A tag with its attributes, or undefined where it is damaged. */
export function tagOf(raw: string): Tag | undefined {
  const [start, name] = /^<([\w:.-]+)/.exec(raw) ?? [];
  if (start === undefined || name === undefined) return undefined;
  const attributes: Record<string, string> = {};
  const repairs: string[] = [];
  let at = start.length;
  for (;;) {
    attribute.lastIndex = at;
    const found = attribute.exec(raw);
    if (!found) break;
    const value = unescaped(found[2] ?? found[3] ?? "");
    attributes[found[1] ?? ""] = value.text;
    repairs.push(...value.repairs);
    at = attribute.lastIndex;
  }
  return /^\s*\/?>$/.test(raw.slice(at)) ? { name, attributes, repairs } : undefined;
}
