import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSocketServer, type AddressInfo } from "node:net";
import { test } from "node:test";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { systemClock } from "#platform/clock.ts";
import { openSafeClient, type SafeClientOptions } from "./safe-client.ts";
import { RequestFailed } from "./safe-failure.ts";

interface Site extends AsyncDisposable {
  host: string;
  url: string;
  server: Server;
}

async function site(listener: RequestListener): Promise<Site> {
  const server = createServer(listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const host = `127.0.0.1:${portOf(server)}`;
  return {
    host,
    url: `http://${host}`,
    server,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function portOf(server: { address(): AddressInfo | string | null }): number {
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  return address.port;
}

function client(hosts: string[], options: Partial<SafeClientOptions> = {}) {
  const made = openSafeClient({ allowPrivate: hosts, clock: systemClock, ...options });
  return { ...made, [Symbol.dispose]: made.close };
}

function failure(code: string, sent: boolean) {
  return (error: unknown) => {
    assert.ok(error instanceof RequestFailed, String(error));
    assert.deepEqual({ code: error.code, sent: error.sent }, { code, sent });
    return true;
  };
}

test("a listed loopback server is reached, with method, headers, body and answer", async () => {
  await using echo = await site(async (request, response) => {
    let body = "";
    for await (const piece of request) body += String(piece);
    response.setHeader("x-kind", "echo");
    response.end(
      JSON.stringify({ method: request.method, auth: request.headers.authorization, body }),
    );
  });
  using out = client([echo.host]);
  const answer = await out.fetch(`${echo.url}/a?b=1`, {
    method: "POST",
    headers: { Authorization: "Bearer t" },
    body: "hello",
  });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get("X-Kind"), "echo");
  assert.deepEqual(await answer.json(), { method: "POST", auth: "Bearer t", body: "hello" });
  await assert.rejects(answer.text(), /already read/);
});

test("forms, parameters and blobs are written as the platform writes them", async () => {
  await using echo = await site(async (request, response) => {
    let body = "";
    for await (const piece of request) body += String(piece);
    response.end(`${request.headers["content-type"]}|${body}`);
  });
  using out = client([echo.host]);
  const form = new FormData();
  form.set("file", new Blob(["bytes"], { type: "image/png" }), "a.png");
  const multipart = await (await out.fetch(echo.url, { method: "POST", body: form })).text();
  assert.match(multipart, /^multipart\/form-data; boundary=.*filename="a.png"/s);
  const query = new URLSearchParams({ a: "1" });
  const urlencoded = await (await out.fetch(echo.url, { method: "POST", body: query })).text();
  assert.match(urlencoded, /^application\/x-www-form-urlencoded.*\|a=1$/);
});

test("an unlisted inner server is refused before a socket is opened", async () => {
  let visits = 0;
  await using inner = await site((_request, response) => {
    visits += 1;
    response.end();
  });
  using out = client([]);
  await assert.rejects(out.fetch(inner.url), failure("refused-address", false));
  const named = inner.url.replace("127.0.0.1", "localhost");
  await assert.rejects(out.fetch(named), failure("refused-address", false));
  assert.equal(visits, 0);
});

test("DNS rebinding: the address that was checked is the one connected to", async () => {
  const visits: (string | undefined)[] = [];
  await using inner = await site((request, response) => {
    visits.push(request.url);
    response.setHeader("connection", "close").end();
  });
  const host = `rebind.example:${inner.host.split(":")[1]}`;
  const answers = ["127.0.0.1", "169.254.169.254"];
  let asked = 0;
  let now = systemClock.now();
  using out = client([host], {
    resolver: async () => [{ address: answers[asked++] ?? "", family: 4 }],
    clock: { ...systemClock, now: () => now },
  });
  await out.fetch(`http://${host}/first`);
  assert.equal(asked, 1, "one question, not one for the check and one for the socket");
  now = now.add({ minutes: 1 });
  await assert.rejects(out.fetch(`http://${host}/second`), failure("refused-address", false));
  assert.deepEqual([asked, visits], [2, ["/first"]]);
});

test("a name with one inner address among public ones is refused whole", async () => {
  using out = client([], {
    resolver: async () => [
      { address: "93.184.216.34", family: 4 },
      { address: "10.0.0.1", family: 4 },
    ],
  });
  await assert.rejects(out.fetch("http://mixed.example/"), failure("refused-address", false));
});

test("an unknown name and a closed door are proofs that nothing was sent", async () => {
  await using gone = await site(() => undefined);
  const { host, url } = gone;
  gone.server.close();
  using out = client([host], { resolver: () => Promise.reject(new Error("ENOTFOUND")) });
  await assert.rejects(out.fetch("http://nowhere.example/"), failure("name-not-resolved", false));
  await assert.rejects(
    out.fetch(url, { method: "POST", body: "x" }),
    failure("not-connected", false),
  );
});

test("a connection that breaks after the request may have been an act", async () => {
  await using rude = await site((request) => request.socket.destroy());
  using out = client([rude.host]);
  await assert.rejects(out.fetch(rude.url, { method: "POST", body: "x" }), failure("reset", true));
});

test("a kept-alive socket that is reset is not silently used for a second try", async () => {
  let visits = 0;
  await using moody = await site((request, response) => {
    visits += 1;
    if (visits === 2) request.socket.destroy();
    else response.end("ok");
  });
  using out = client([moody.host]);
  await (await out.fetch(moody.url)).text();
  await assert.rejects(out.fetch(moody.url, { method: "POST", body: "x" }), failure("reset", true));
  assert.equal(visits, 2);
});

test("an answer that breaks off in the middle names the status that came", async () => {
  await using rude = await site((request, response) => {
    response.writeHead(201, { "content-length": "100" });
    response.write("half");
    setTimeout(() => request.socket.destroy(), 20);
  });
  using out = client([rude.host]);
  await assert.rejects(out.fetch(rude.url), (error) => {
    assert.ok(error instanceof RequestFailed);
    assert.deepEqual([error.code, error.sent, error.status], ["reset", true, 201]);
    return true;
  });
});

test("redirects are checked hop by hop and lose the credential when the origin changes", async () => {
  const seen: (string | undefined)[] = [];
  await using second = await site((request, response) => {
    seen.push(request.headers.authorization, request.method);
    response.end("there");
  });
  await using first = await site((request, response) => {
    const to = request.url === "/inner" ? "http://169.254.169.254/" : `${second.url}/x`;
    response.writeHead(request.url === "/keep" ? 307 : 302, { location: to }).end();
  });
  using out = client([first.host, second.host]);
  const headers = { authorization: "Bearer secret" };
  const answer = await out.fetch(first.url, { method: "POST", body: "x", headers });
  assert.deepEqual([await answer.text(), answer.redirected], ["there", true]);
  await out.fetch(`${first.url}/keep`, { method: "POST", body: "x", headers });
  assert.deepEqual(seen, [undefined, "GET", undefined, "POST"]);
  await assert.rejects(
    out.fetch(`${first.url}/inner`, { headers }),
    failure("refused-address", true),
  );
  const kept = await out.fetch(first.url, { redirect: "manual" });
  assert.equal(kept.status, 302);
});

test("a maze of redirects ends after five", async () => {
  let visits = 0;
  await using maze = await site((_request, response) => {
    visits += 1;
    response.writeHead(302, { location: `/${visits}` }).end();
  });
  using out = client([maze.host]);
  await assert.rejects(out.fetch(maze.url), failure("too-many-redirects", true));
  assert.equal(visits, 6);
});

test("large answers, announced or not, and packed bombs are cut off", async () => {
  const bomb = {
    gzip: gzipSync(Buffer.alloc(4_000_000)),
    br: brotliCompressSync(Buffer.alloc(4_000_000)),
  };
  await using big = await site((request, response) => {
    if (request.url === "/announced") response.writeHead(200, { "content-length": "9000000" });
    if (request.url === "/gzip") response.setHeader("content-encoding", "gzip").end(bomb.gzip);
    else if (request.url === "/br") response.setHeader("content-encoding", "br").end(bomb.br);
    else if (request.url === "/odd") response.setHeader("content-encoding", "zstd").end("x");
    else response.end(Buffer.alloc(request.url === "/headers" ? 1 : 3_000_000));
  });
  using out = client([big.host], { bounds: { bodyBytesMax: 1_000_000 } });
  for (const path of ["/announced", "/streamed", "/gzip", "/br"]) {
    await assert.rejects(out.fetch(big.url + path), failure("too-large", true), path);
  }
  await assert.rejects(out.fetch(`${big.url}/odd`), failure("bad-answer", true));
});

test("packed answers are unpacked", async () => {
  await using packed = await site((_request, response) => {
    response.setHeader("content-encoding", "gzip").end(gzipSync("words"));
  });
  using out = client([packed.host]);
  assert.equal(await (await out.fetch(packed.url)).text(), "words");
});

test("endless headers, silence and slow drips end in time, as possibly sent", async () => {
  await using slow = await site((request, response) => {
    if (request.url === "/drip") {
      const drip = setInterval(() => response.write("."), 20);
      response.on("close", () => clearInterval(drip));
    }
  });
  using out = client([slow.host], { bounds: { deadlineMs: 250, idleMs: 120 } });
  await assert.rejects(out.fetch(`${slow.url}/silent`), failure("timed-out", true));
  await assert.rejects(out.fetch(`${slow.url}/drip`), failure("timed-out", true));
  const flood = createSocketServer((socket) => {
    socket.on("error", () => undefined);
    socket.write(`HTTP/1.1 200 OK\r\n${`x-a: ${"b".repeat(1_000)}\r\n`.repeat(60)}\r\n`);
  }).listen(0, "127.0.0.1");
  await once(flood, "listening");
  const host = `127.0.0.1:${portOf(flood)}`;
  using flooded = client([host]);
  await assert.rejects(flooded.fetch(`http://${host}/`), failure("reset", true));
  flood.close();
});

test("giving up ends the request and says whether it had started", async () => {
  await using slow = await site(() => undefined);
  using out = client([slow.host]);
  const early = AbortSignal.abort();
  await assert.rejects(out.fetch(slow.url, { signal: early }), failure("aborted", false));
  const controller = new AbortController();
  const going = out.fetch(slow.url, { signal: controller.signal });
  setTimeout(() => controller.abort(), 50);
  await assert.rejects(going, failure("aborted", true));
});

test("mail servers get the same guard", async () => {
  using out = client(["127.0.0.1:2525"]);
  assert.deepEqual(await out.resolve("127.0.0.1", 2525), { address: "127.0.0.1", family: 4 });
  await assert.rejects(out.resolve("127.0.0.1", 25), failure("refused-address", false));
  await assert.rejects(out.resolve("localhost", 25), failure("refused-address", false));
});

test("a post in a burst of eight thousand costs what it costs in one of five hundred", async () => {
  await using echo = await site((request, response) => {
    request.resume();
    response.end("{}");
  });
  using out = client([echo.host]);
  /** This thread's own work, the server's included; what else the machine does takes no part in it. */
  const costOfEach = async (length: number) => {
    const before = process.threadCpuUsage();
    await Promise.all(
      Array.from({ length }, async () => {
        const answer = await out.fetch(echo.url, { method: "POST", body: '{"text":"x"}' });
        await answer.json();
      }),
    );
    return process.threadCpuUsage(before).user / length;
  };
  const [few, many] = [await costOfEach(500), await costOfEach(8_000)];
  assert.ok(many < 4 * few, `${few} us of work each, then ${many}`);
});
