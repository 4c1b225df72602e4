/** The default alphabet of 3GPP TS 23.038 §6.2.1; each is one septet. */
const basic = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
/** §6.2.1.1: an escape and a character, two septets that are never parted. */
const extended = new Set("\f^{}\\[~]|€");

/** Septets of one character; undefined: the alphabet has none for it. */
export function septetsOf(character: string): 1 | 2 | undefined {
  return basic.has(character) ? 1 : extended.has(character) ? 2 : undefined;
}

/** Septets of a text, undefined where it has other characters; and those, each once. */
export function gsmUnits(text: string): { units: number | undefined; strange: string[] } {
  let units = 0;
  const strange = new Set<string>();
  for (const each of text) {
    const septets = septetsOf(each);
    if (septets === undefined) strange.add(each);
    else units += septets;
  }
  return { units: strange.size > 0 ? undefined : units, strange: [...strange] };
}
