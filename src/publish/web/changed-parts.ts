/** A part of a version as a person reads it: running words, a list of names, or one value. */
export interface VersionPart {
  /** The same part of two versions has the same key. */
  key: string;
  label: string;
  kind: "words" | "list" | "value";
  /** Lists have an item a line; empty: the version has no such part. */
  text: string;
}

export interface ChangedPart {
  before: VersionPart;
  after: VersionPart;
}

/** The parts that differ, in the order of the newer version; what it no longer has comes last. */
export function changedParts(
  before: readonly VersionPart[],
  after: readonly VersionPart[],
): ChangedPart[] {
  const old = new Map(before.map((part) => [part.key, part]));
  const now = new Set(after.map(({ key }) => key));
  return [
    ...after.map((part) => ({ before: old.get(part.key) ?? { ...part, text: "" }, after: part })),
    ...before
      .filter(({ key }) => !now.has(key))
      .map((part) => ({ before: part, after: { ...part, text: "" } })),
  ].filter((pair) => pair.before.text !== pair.after.text);
}
