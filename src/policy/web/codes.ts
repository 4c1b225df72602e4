const letters = "abcdefghijklmnopqrstuvwxyz";

/** A code of the agency's own that none of these has: what it is called may change, its code never does. */
export function freeCode(known: readonly { code: string }[]): string {
  const taken = new Set(known.map(({ code }) => code));
  const free = [...letters].find((letter) => !taken.has(`own-${letter}`));
  return `own-${free ?? letters}`;
}
