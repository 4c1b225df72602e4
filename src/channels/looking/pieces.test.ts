import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { systemClock } from "#platform/clock.ts";
import { openSafeClient } from "#platform/http/safe-client.ts";
import { sendFile } from "#test/networks/files.ts";
import type { Net } from "../connector.ts";
import { inPieces } from "./pieces.ts";

type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** Fetches what a server gives out, in pieces of ten bytes; with the file that it left. */
async function fetched(answer: Answer) {
  const folder = mkdtempSync(join(tmpdir(), "pieces-"));
  let count = 0;
  const server = createServer((request, response) => answer(request, response, (count += 1)));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no port was given");
  const host = `127.0.0.1:${address.port}`;
  const client = openSafeClient({ clock: systemClock, allowPrivate: [host] });
  const never = () => Promise.reject(new Error("not asked for here"));
  const netNow = (): Net => ({
    fetch: client.fetch,
    now: () => systemClock.now(),
    sleep: async () => undefined,
    signal: AbortSignal.timeout(5_000),
    resolve: never,
    media: never,
    lend: never,
    origin: "",
  });
  const place = { url: `http://${host}/film`, headers: { authorization: "Bearer of the account" } };
  try {
    const path = join(folder, "film");
    const got = await inPieces(netNow, place, path, 10);
    return { got, count, bytes: readFileSync(path) };
  } finally {
    client.close();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const film = randomBytes(35);

test("a file comes whole, in as many pieces as it has, each asked for with the account's credential", async () => {
  const asked: (string | undefined)[] = [];
  const { got, bytes, count } = await fetched((request, response) => {
    asked.push(request.headers.authorization);
    response.setHeader("content-type", "video/mp4");
    sendFile(request, response, film);
  });
  assert.deepEqual(got, { sizeBytes: 35, type: "video/mp4" });
  assert.ok(film.equals(bytes));
  assert.equal(count, 4);
  assert.ok(asked.every((one) => one === "Bearer of the account"));
});

test("a file that changes meanwhile is not kept half and half, with a mark of its version and without", async () => {
  const other = randomBytes(35);
  const changing: Answer = (request, response, count) =>
    sendFile(request, response, count < 3 ? film : other);
  assert.deepEqual((await fetched(changing)).got, { why: "it changed while it was fetched" });
  const longer = Buffer.concat([film, other]);
  const unmarked: Answer = (request, response, count) =>
    sendFile(request, response, count < 3 ? film : longer, 'W/"weak"');
  assert.deepEqual((await fetched(unmarked)).got, { why: "it changed while it was fetched" });
});

test("a server that lies about its pieces, or knows none, is named and nothing is taken for the file", async () => {
  const wrong: [answer: Answer, why: RegExp][] = [
    [(_request, response) => response.end(film), /gives it out whole only/],
    [(_request, response) => response.writeHead(206).end("0123456789"), /does not say which piece/],
    [
      (_request, response) =>
        response.writeHead(206, { "content-range": "bytes 5-14/35" }).end("0123456789"),
      /it changed/,
    ],
    [
      (_request, response) =>
        response.writeHead(206, { "content-range": "bytes 0-9/35" }).end("0123"),
      /cut short/,
    ],
    [
      (_request, response) =>
        response.writeHead(206, { "content-range": "bytes 0-9/99999999999" }).end("0123456789"),
      /it has 99999999999 bytes/,
    ],
    [(_request, response) => response.writeHead(404).end(), /answered 404/],
  ];
  for (const [answer, why] of wrong) {
    const { got } = await fetched(answer);
    assert.match("why" in got ? got.why : "kept", why);
  }
});
