import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "#platform/crypto/canonical.ts";

const emptyScript = '<script type="module"></script>';

/**
 * verify.html of an export package: one file that checks and shows a package in a browser, opened
 * from disk, without a network. Its policy forbids every request and every script but its own.
 *
 * Its check is written a second time, in the browser's own words, and shares nothing with
 * `verifyPackage`: a mistake in one is found by the tests that hold them against each other.
 */
export function verifyPage(): string {
  const style = ["page.css", "records.css"].map(source).join("\n");
  // An inline module has nothing to import from: what each part imports stands above it.
  const parts = ["bytes.js", "zip.js", "attested.js", "check.js", "gaps.js", "screen.js"].map(
    source,
  );
  const script = parts.join("\n").replaceAll(/^import [^;]*;\n/gm, "");
  if (/<\/script|<!--/i.test(script)) throw new Error("the script would end its own element");
  const policy = [
    "default-src 'none'",
    `script-src '${hashSource(script)}'`,
    `style-src '${hashSource(style)}'`,
    "img-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return source("page.html")
    .replace("{{policy}}", () => policy)
    .replace("<style></style>", () => `<style>${style}</style>`)
    .replace(emptyScript, () => emptyScript.replace("><", () => `>${script}<`));
}

function source(name: string): string {
  return readFileSync(join(import.meta.dirname, "verify-page", name), "utf8");
}

function hashSource(text: string): string {
  return `sha256-${sha256(text).toString("base64")}`;
}
