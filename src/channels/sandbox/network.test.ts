import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openSandboxNetwork, type SandboxNetwork } from "./network.ts";

async function ask(
  network: SandboxNetwork,
  method: string,
  path: string,
  body?: object,
  token?: string,
) {
  const response = await fetch(network.url + path, {
    method,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text, headers: response.headers };
}

test("the timeline page shows what was posted, as text and not as markup", async () => {
  await using network = await openSandboxNetwork();
  const { token } = network.createAccount("riverside", "Riverside <Police>");
  await ask(network, "POST", "/api/posts", { text: "<script>alert(1)</script> & more" }, token);
  const page = await ask(network, "GET", "/");
  assert.ok(page.text.includes("&lt;script&gt;alert(1)&lt;/script&gt; &amp; more"));
  assert.ok(page.text.includes("Riverside &lt;Police&gt;"));
  assert.ok(!page.text.includes("<script"));
  assert.match(page.text, /<html lang="en">/);
  assert.match(page.headers.get("content-security-policy") ?? "", /default-src 'none'/);
});

test("residents comment without an account, and the agency is told", async () => {
  await using network = await openSandboxNetwork();
  const { token } = network.createAccount("riverside", "Riverside Police");
  const made: { id: string } = JSON.parse(
    (await ask(network, "POST", "/api/posts", { text: "Closed" }, token)).text,
  );
  await ask(network, "POST", `/api/posts/${made.id}/comments`, {
    author: "Ana",
    text: "Until when?",
  });
  const { text } = await ask(network, "GET", "/api/events?since=0", undefined, token);
  const { events }: { events: { kind: string; post: { author?: string } }[] } = JSON.parse(text);
  assert.deepEqual(
    events.map((each) => [each.kind, each.post.author]),
    [
      ["post", undefined],
      ["comment", "Ana"],
    ],
  );
});

test("accounts, posts and keys survive a restart when a file is named", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "sandbox-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "network.json");
  const first = await openSandboxNetwork({ file });
  const { token } = first.createAccount("riverside", "Riverside Police");
  const headers = { authorization: `Bearer ${token}`, "idempotency-key": "k1" };
  const post = (network: SandboxNetwork) =>
    fetch(`${network.url}/api/posts`, { method: "POST", headers, body: '{"text":"Kept"}' });
  const before: unknown = await (await post(first)).json();
  await first.close();
  await using second = await openSandboxNetwork({ file });
  const after: unknown = await (await post(second)).json();
  assert.deepEqual([id(after), second.state.posts.size], [id(before), 1]);
});

function id(value: unknown): unknown {
  return typeof value === "object" && value !== null && "id" in value ? value.id : undefined;
}

test("faults are set by name, and a wrong name or value is refused", async () => {
  await using network = await openSandboxNetwork();
  const { token } = network.createAccount("riverside", "Riverside Police");
  assert.equal((await ask(network, "POST", "/control", { rate429: 1 })).status, 200);
  assert.equal((await ask(network, "POST", "/api/posts", { text: "x" }, token)).status, 429);
  assert.equal((await ask(network, "POST", "/control", { rate429: 0, noSuch: 1 })).status, 400);
  assert.equal((await ask(network, "POST", "/control", { rate429: "high" })).status, 400);
  assert.equal((await ask(network, "POST", "/control", { rate429: 0 })).status, 200);
});

test("the log tells when each request came, and what was taken though its answer was lost", async () => {
  await using network = await openSandboxNetwork({ faults: { resetAfterAcceptRate: 1 } });
  const { token } = network.createAccount("riverside", "Riverside Police");
  const beforeMs = performance.now();
  await assert.rejects(ask(network, "POST", "/api/posts", { text: "Lost" }, token));
  const [line] = network.log;
  assert.ok(line && line.atMs >= beforeMs && line.atMs <= performance.now());
  assert.ok(Math.abs(line.atMicros / 1_000 - Date.now()) < 5_000);
  assert.deepEqual(
    [line.status, line.text, network.state.posts.has(line.id ?? "")],
    [0, "Lost", true],
  );
});

test("pictures survive a restart beside the file, and the network keeps the clock it is given", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "sandbox-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "network.json");
  const bytes = Buffer.from("the bytes of a picture");
  let shown = "";
  {
    await using network = await openSandboxNetwork({ file, now: () => Date.UTC(2026, 4, 1, 12) });
    const { token } = network.createAccount("riverside", "Riverside Police");
    const uploaded = await fetch(`${network.url}/api/media`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "image/png" },
      body: bytes,
    });
    shown = ((await uploaded.json()) as { id: string }).id;
    const post = { text: "Closed", media: [{ id: shown, alt: "A closed street" }] };
    const made = await ask(network, "POST", "/api/posts", post, token);
    assert.match(made.text, /"createdAt":"2026-05-01T12:00:00.000Z"/);
  }
  await using network = await openSandboxNetwork({ file });
  assert.equal((await ask(network, "GET", `/media/${shown}`)).text, String(bytes));
});

test("faults may meet one account alone", async () => {
  await using network = await openSandboxNetwork({ faults: { rate5xx: 1, onlyFor: "second" } });
  const [first, second] = ["first", "second"].map((name) => network.createAccount(name, name));
  const post = (token = "") => ask(network, "POST", "/api/posts", { text: "x" }, token);
  assert.equal((await post(first?.token)).status, 201);
  assert.equal((await post(second?.token)).status, 503);
});
