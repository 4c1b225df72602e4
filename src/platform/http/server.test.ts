import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { test } from "node:test";
import { Hono } from "hono";
import type { AppEnv } from "./app-env.ts";
import { closeServer, listen } from "./server.ts";

/** What a server answers to these bytes, until it closes. */
async function said(port: number, bytes: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.write(bytes);
  let text = "";
  socket.on("data", (piece) => (text += String(piece)));
  await once(socket, "close");
  return text;
}

test("a request that names no body is read as an empty one, and holds nothing up afterwards", async () => {
  const app = new Hono<AppEnv>();
  app.post("/api/told", async (c) => c.text(`read ${(await c.req.text()).length}`));
  const server = await listen(app, () => false, { host: "127.0.0.1", port: 0 });
  const address = server.address();
  assert.ok(typeof address === "object" && address);
  const post = (rest: string) =>
    said(
      address.port,
      `POST /api/told HTTP/1.1\r\nHost: news.example\r\nConnection: close\r\n${rest}`,
    );
  assert.match(await post("\r\n"), /read 0/);
  assert.match(await post("Content-Length: 0\r\n\r\n"), /read 0/);
  assert.match(await post("Content-Length: 3\r\n\r\nabc"), /read 3/);
  assert.match(await post("Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"), /read 3/);
  await closeServer(server);
});
