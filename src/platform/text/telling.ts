/*
 * What is taken out of a text may stand elsewhere in its record: in the thing it is about (a telephone number is the
 * name of a conversation), in an address (`Dana%20Reyes`), in a file's name (`dana-reyes.jpg`), or escaped for HTML.
 */

/** Whether a text tells any of these words, in whatever form: letters and digits are compared, nothing else. */
export function tells(text: string, words: readonly string[]): boolean {
  const forms = formsOf(text).map(bare);
  return words.some((one) => {
    const sought = bare(one);
    return sought.length >= 3
      ? forms.some((form) => form.includes(sought))
      : sought !== "" && formsOf(text).some((form) => hasWord(form, sought));
  });
}

/** The text as it is, and as it reads when it is unescaped, once and twice. */
function formsOf(text: string): string[] {
  const forms = [text];
  for (let turn = 0; turn < 2; turn++) {
    const last = forms.at(-1) ?? "";
    const next = fromHtml(fromUrl(last));
    if (next === last) break;
    forms.push(next);
  }
  return forms;
}

function fromUrl(text: string): string {
  return text.replaceAll("+", " ").replaceAll(/(?:%[0-9a-f]{2})+/gi, (coded) => {
    try {
      return decodeURIComponent(coded);
    } catch {
      return coded;
    }
  });
}

const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

function fromHtml(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (...found) => {
    const [whole, decimal, hex, name] = found as (string | undefined)[];
    if (name !== undefined) return named[name.toLowerCase()] ?? whole ?? "";
    const sign = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
    return sign <= 0x10_ff_ff ? String.fromCodePoint(sign) : (whole ?? "");
  });
}

/** Letters and digits alone, of one case and without accents: "(503) 555-0142" is "5035550142". */
function bare(text: string): string {
  return plain(text).replaceAll(/[^\p{L}\p{N}]+/gu, "");
}

/** One or two letters tell something only as a word of their own. */
function hasWord(text: string, word: string): boolean {
  return plain(text)
    .split(/[^\p{L}\p{N}]+/u)
    .includes(word);
}

function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}+/gu, "")
    .toLowerCase();
}
