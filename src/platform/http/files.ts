import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

export interface StaticFile {
  body: Buffer;
  brotli: Buffer;
  gzip: Buffer;
  type: string;
  etag: string;
}

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".json": "application/json",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".webp": "image/webp",
  ".txt": "text/plain; charset=utf-8",
  ".map": "application/json",
  ".webmanifest": "application/manifest+json",
};

/** A built folder, compressed once at start where the build has not done it: path below the folder → file. */
export function loadFiles(folder: string): Map<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  if (!existsSync(folder)) return files;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || /\.(map|br)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const built = existsSync(`${path}.br`) ? readFileSync(`${path}.br`) : undefined;
    const type = types[extname(path)] ?? "application/octet-stream";
    files.set(relative(folder, path), compress(readFileSync(path), type, built));
  }
  return files;
}

/** `built` is the same bytes in Brotli already. */
export function compress(body: Buffer, type: string, built?: Buffer): StaticFile {
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
  const worth = body.length > 512 && !/^(image\/(png|jpeg|webp|gif|avif|x-icon)|font)/.test(type);
  const squeezed = () =>
    built ?? brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } });
  const brotli = worth ? squeezed() : body;
  return { body, brotli, gzip: worth ? gzipSync(body, { level: 9 }) : body, type, etag };
}

/** The smallest encoding that a client says it takes. */
export function encodingFor(accepts: string | string[] | undefined): "br" | "gzip" | "identity" {
  const said = accepts === undefined ? "" : accepts.toString();
  return /\bbr\b/.test(said) ? "br" : /\bgzip\b/.test(said) ? "gzip" : "identity";
}

/** The smallest form the client takes, with the header that names it. */
export function encoded(
  file: StaticFile,
  accepts: string,
): { bytes: Buffer; encoding: string | undefined } {
  const encoding = encodingFor(accepts);
  if (file.brotli !== file.body && encoding === "br") return { bytes: file.brotli, encoding };
  if (file.gzip !== file.body && encoding !== "identity")
    return { bytes: file.gzip, encoding: "gzip" };
  return { bytes: file.body, encoding: undefined };
}
