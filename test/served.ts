import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { Site } from "#newsroom";
import { atEnd } from "./openbeat.ts";

/** The address of a site by itself, behind a door of its own; what is none of its own (418) would go to the database. */
export async function served(site: Site): Promise<string> {
  const server = createServer((request, response) => {
    if (!site.answer(request, response)) response.writeHead(418).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  atEnd(async () => server.close());
  const at = server.address();
  assert.ok(at !== null && typeof at === "object");
  return `http://127.0.0.1:${at.port}`;
}
