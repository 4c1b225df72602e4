import { numberField } from "./exchange.ts";
import { isNotFound } from "./shown.ts";

/** An answer, or that the network says there is no such item. */
export async function orGone<T>(asked: Promise<T>): Promise<T | "gone"> {
  try {
    return await asked;
  } catch (error) {
    if (isNotFound(error)) return "gone";
    throw error;
  }
}

/** The counters that an answer has, by the network's own names. */
export function countsIn(body: unknown, names: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const count = numberField(body, name);
      return count === undefined ? [] : [[name, count]];
    }),
  );
}
