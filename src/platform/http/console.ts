import { Hono } from "hono";
import type { AppEnv } from "./app-env.ts";
import { encoded, loadFiles } from "./files.ts";
import { freshNonce, partHeaders, securityHeaders } from "./security.ts";

/** The built console: files with a hash in their name live forever, the page is made fresh. */
export function consoleFiles(folder: string, https: boolean) {
  const files = loadFiles(folder);
  const page =
    files.get("index.html")?.body.toString() ??
    "<!doctype html><title>Openbeat</title><p>The console has not been built. Run npm start.</p>";
  return new Hono<AppEnv>()
    .get("/console", (c) => c.redirect("/console/", 308))
    .get("/console/*", (c) => {
      const name = c.req.path.slice("/console/".length);
      const file = name === "index.html" ? undefined : files.get(name);
      if (!file && name.startsWith("assets/")) return c.notFound();
      if (!file) {
        const nonce = freshNonce();
        const headers = { ...securityHeaders({ nonce, https }), "cache-control": "no-store" };
        return c.html(page.replaceAll("__CSP_NONCE__", nonce), 200, headers);
      }
      const { bytes, encoding } = encoded(file, c.req.header("accept-encoding") ?? "");
      const isPart = name.startsWith("assets/");
      const headers: Record<string, string> = {
        // The worker is no part of a page: its own headers say what it may do.
        ...(isPart ? partHeaders({ https }) : securityHeaders({ https })),
        "content-type": file.type,
        etag: file.etag,
        vary: "accept-encoding",
        "cache-control": isPart ? "public, max-age=31536000, immutable" : "no-cache",
        ...(encoding ? { "content-encoding": encoding } : {}),
      };
      if (c.req.header("if-none-match") === file.etag) return c.body(null, 304, headers);
      return c.body(new Uint8Array(bytes), 200, headers);
    });
}
