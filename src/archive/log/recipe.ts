import { readFileSync } from "node:fs";
import { join } from "node:path";

/** RECIPE.txt of an export package: how to check it with sha256sum, openssl and python3 alone. */
export function recipe(): string {
  return readFileSync(join(import.meta.dirname, "recipe.txt"), "utf8");
}
