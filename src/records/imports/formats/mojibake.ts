const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * Meta's downloads write UTF-8 as if it were Latin-1 ("CafÃ©"). One text at a time is put right: only where every
 * letter is below U+0100 and the bytes they stand for are valid UTF-8; "Café" written properly stays as it is.
 */
export function repairedText(text: string): string {
  // oxlint-disable-next-line no-control-regex
  if (!/[\u0080-\u00ff]/.test(text) || /[^\u0000-\u00ff]/.test(text)) return text;
  try {
    return utf8.decode(Buffer.from(text, "latin1"));
  } catch {
    return text;
  }
}

/** Every text of a JSON value put right; `count` says how many were. */
export function repaired(value: unknown): { value: unknown; count: number } {
  let count = 0;
  const each = (one: unknown): unknown => {
    if (typeof one === "string") {
      const text = repairedText(one);
      if (text !== one) count++;
      return text;
    }
    if (Array.isArray(one)) return one.map(each);
    if (typeof one !== "object" || one === null) return one;
    return Object.fromEntries(
      Object.entries(one).map(([key, inner]) => [repairedText(key), each(inner)]),
    );
  };
  const done = each(value);
  return { value: done, count };
}
