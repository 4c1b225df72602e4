import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, get, type IncomingMessage } from "node:http";
import { test } from "node:test";
import { EventStreams } from "#platform/http/event-streams.ts";
import { atEnd } from "#test/openbeat.ts";

async function served(streams: EventStreams): Promise<string> {
  const server = createServer((request, response) => streams.join(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  atEnd(async () => {
    streams.close();
    server.close();
  });
  const at = server.address();
  assert.ok(at !== null && typeof at === "object");
  return `http://127.0.0.1:${at.port}`;
}

/** A reader: what it was told so far, and the next piece. */
async function reader(address: string) {
  const [answer] = (await once(get(address), "response")) as [IncomingMessage];
  answer.setEncoding("utf8");
  let told = "";
  answer.on("data", (piece: string) => (told += piece));
  return {
    answer,
    async until(pattern: RegExp): Promise<string> {
      while (!pattern.test(told)) await once(answer, "data");
      return told;
    },
  };
}

test("everybody is told each word once, and whoever comes later the newest", async () => {
  const streams = new EventStreams({});
  const address = await served(streams);
  const first = await reader(address);
  await first.until(/retry: \d+/);
  streams.tell("one");
  streams.tell("one");
  streams.tell("two");
  const told = await first.until(/data: two/);
  assert.equal(told.match(/data: one/g)?.length, 1);
  const late = await reader(address);
  assert.doesNotMatch(await late.until(/data: two/), /data: one/);
  late.answer.destroy();
  first.answer.destroy();
});

test("whoever leaves is forgotten", async () => {
  const streams = new EventStreams({});
  const one = await reader(await served(streams));
  await one.until(/retry/);
  assert.equal(streams.count, 1);
  one.answer.destroy();
  while (streams.count > 0) await new Promise((resolve) => setImmediate(resolve));
});
