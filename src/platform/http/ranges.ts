/** A part of a body: both ends counted in. */
export interface Part {
  start: number;
  end: number;
}

/**
 * The part that a `Range` header asks for (RFC 9110 §14.2). Undefined: none, or more than one, or none that can be read,
 * so that the whole is sent; `unsatisfiable` where nothing of it is there.
 */
export function partOf(
  header: string | undefined,
  sizeBytes: number,
): Part | "unsatisfiable" | undefined {
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? "");
  if (!asked) return undefined;
  const [, first = "", last = ""] = asked;
  if (first === "" && last === "") return undefined;
  const start = first === "" ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const end = first === "" || last === "" ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  if (first !== "" && last !== "" && Number(last) < Number(first)) return undefined;
  return start < sizeBytes && start <= end ? { start, end } : "unsatisfiable";
}
