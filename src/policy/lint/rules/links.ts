import { supervisors, type Match, type Rule } from "../finding.ts";

/** A link nobody can follow. What the web says of it is asked by `publish`, which may reach the network. */
export const link: Rule = {
  code: "link",
  title: { en: "A link that leads nowhere", es: "Un enlace que no lleva a nada" },
  level: "warn",
  roles: supervisors,
  paragraph: "5.6",
  reason: {
    en: "This address cannot be followed as it is written.",
    es: "Esta dirección no se puede seguir tal como está escrita.",
  },
  fields: ["text", "variant", "post"],
  find: ({ draft, part }) => {
    if (part.field === "post") {
      const url = draft.link?.url;
      return url !== undefined && !leads(url)
        ? [{ start: null, end: null, place: { field: "link" } }]
        : [];
    }
    return urlsIn(part.text).flatMap(({ url, start, end }): Match[] =>
      leads(url) ? [] : [{ start, end }],
    );
  },
};

/** Every web address written out in a text, without the punctuation behind it. */
export function urlsIn(text: string): { url: string; start: number; end: number }[] {
  return [...text.matchAll(/\b(?:h?t?tt?ps?:?\/{1,2}|www\.)[^\s<>"”]{0,2000}/giu)].map(
    ({ 0: found, index }) => {
      const url = found.replace(/[.,;:!?)\]'’*]+$/u, "");
      return { url, start: index, end: index + url.length };
    },
  );
}

/** RFC 6761 and 2606: names that never resolve. `.example` is left to rehearsals. */
const nowhere = /(?:^|\.)(?:invalid|test|localhost|local|internal|lan|home\.arpa)$/iu;

function leads(written: string): boolean {
  const url = /^www\./iu.test(written) ? `https://${written}` : written;
  if (!/^https?:\/\/\S/iu.test(url) || !URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  if (!hostname.includes(".") || hostname.includes("..") || nowhere.test(hostname)) return false;
  if (/^\d+\.\d+\.\d+\.\d+$/.test(hostname))
    return !/^(?:10|127|0|192\.168|169\.254)\./.test(hostname);
  return /\.[a-z]{2,24}$|\.xn--[a-z0-9-]{2,40}$/iu.test(hostname);
}
