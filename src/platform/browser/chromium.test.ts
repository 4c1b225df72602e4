import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Chromium, systemChromium } from "./chromium.ts";
import type { PageAnswer, PageRequest } from "./page-visit.ts";

const path = systemChromium(process.env["OPENBEAT_TEST_CHROMIUM"]);

async function open() {
  const folder = await mkdtemp(join(tmpdir(), "openbeat-chromium-"));
  const browser = await Chromium.start(path ?? "", folder);
  return {
    browser,
    async [Symbol.asyncDispose]() {
      await browser[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function html(body: string, status = 200, more: [string, string][] = []): PageAnswer {
  return { status, headers: [["content-type", "text/html"], ...more], body: Buffer.from(body) };
}

test("a page is seen as a person sees it, and every request of it goes through one door", async (t) => {
  if (path === undefined) return t.skip("no Chromium on this machine");
  await using one = await open();
  const asked: string[] = [];
  const answer = async ({ url, kind }: PageRequest) => {
    asked.push(`${kind} ${url}`);
    if (url === "https://agency.example/") return html("", 302, [["location", "/news"]]);
    if (url.endsWith("/news"))
      return html(`<title>News</title><h1>Mill St closed</h1><p hidden>unseen</p>
        <a href="/more">more</a><img src="https://pictures.example/a.png">
        <script>document.body.append("written by script"); fetch("/data.json"); alert("hello")</script>`);
    return undefined;
  };
  const seen = await one.browser.visit({
    url: "https://agency.example/",
    answer,
    deadlineMs: 15_000,
  });
  assert.equal(seen.finalUrl, "https://agency.example/news");
  assert.equal(seen.title, "News");
  assert.match(seen.text, /Mill St closed[\s\S]*written by script/);
  assert.doesNotMatch(seen.text, /unseen/);
  assert.deepEqual(seen.links, ["https://agency.example/more"]);
  assert.ok(seen.isSettled);
  assert.ok((seen.picture?.length ?? 0) > 1_000);
  assert.deepEqual(asked.filter((one) => !one.includes("favicon")).toSorted(), [
    "Document https://agency.example/",
    "Document https://agency.example/news",
    "Image https://pictures.example/a.png",
    "XHR https://agency.example/data.json",
  ]);
});

test("the browser has no way of its own to a server: not by sockets, workers, frames or hints", async (t) => {
  if (path === undefined) return t.skip("no Chromium on this machine");
  let visits = 0;
  const inner = createServer((_request, response) => {
    visits += 1;
    response.end("inner");
  });
  inner.on("upgrade", (_request, socket) => {
    visits += 1;
    socket.destroy();
  });
  inner.on("connection", () => (visits += 1));
  inner.listen(0, "127.0.0.1");
  await once(inner, "listening");
  const { port } = inner.address() as AddressInfo;
  await using one = await open();
  const at = `127.0.0.1:${port}`;
  const answer = async ({ url }: PageRequest) =>
    url === "https://hostile.example/"
      ? html(`<link rel="preconnect" href="http://${at}"><link rel="dns-prefetch" href="http://${at}">
          <iframe src="http://${at}/frame"></iframe><img src="http://localhost:${port}/image">
          <script>
            try { new WebSocket("ws://${at}/socket") } catch {}
            try { new EventSource("http://${at}/events") } catch {}
            navigator.sendBeacon("http://${at}/beacon", "x");
            new Worker(URL.createObjectURL(new Blob(["fetch('http://${at}/worker'); importScripts('http://${at}/script')"])));
            open("http://${at}/popup");
            const peer = new RTCPeerConnection({ iceServers: [{ urls: "stun:${at}" }, { urls: "turn:${at}?transport=tcp", username: "u", credential: "c" }] });
            peer.createDataChannel("x"); peer.createOffer().then((o) => peer.setLocalDescription(o));
          </script><p>done</p>`)
      : undefined;
  const seen = await one.browser.visit({
    url: "https://hostile.example/",
    answer,
    deadlineMs: 6_000,
  });
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  inner.close();
  assert.match(seen.text, /done/);
  assert.equal(visits, 0);
});

test("a page that never ends loading is looked at when its time is over; a closed door is no page", async (t) => {
  if (path === undefined) return t.skip("no Chromium on this machine");
  await using one = await open();
  const forever = new Promise<undefined>(() => undefined);
  const slow = await one.browser.visit({
    url: "https://slow.example/",
    answer: ({ url }) =>
      url.endsWith("/never.png")
        ? forever
        : Promise.resolve(html(`<p>the words</p><img src="/never.png">`)),
    deadlineMs: 1_500,
  });
  assert.deepEqual([slow.isSettled, slow.text], [false, "the words"]);
  const closed = await one.browser.visit({
    url: "https://closed.example/",
    answer: () => Promise.resolve(undefined),
    deadlineMs: 1_500,
  });
  assert.equal(closed.finalUrl, "https://closed.example/");
});

test("a setting of off, or of a program that is not there, is no browser", () => {
  assert.equal(systemChromium("off"), undefined);
  assert.equal(systemChromium("/nowhere/chromium"), undefined);
});
