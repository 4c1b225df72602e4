import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** Reference messages and schemas that lie beside the project, for tests; undefined where they do not. */
export function capReference(): string | undefined {
  for (let at = import.meta.dirname; dirname(at) !== at; at = dirname(at)) {
    const folder = join(at, "../shared/specs/cap");
    if (existsSync(folder)) return folder;
  }
  return undefined;
}
