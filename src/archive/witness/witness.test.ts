import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { systemClock } from "#platform/clock.ts";
import { sha256 } from "#platform/crypto/canonical.ts";
import { signCheckpoint } from "../log/checkpoint.ts";
import { cosignaturesOf, parseWitnessKey } from "../log/cosignature.ts";
import { consistencyProof, leafHash, rootOf } from "../log/merkle.ts";
import { formatVkey, NoteFault } from "../log/note.ts";
import { witnessServer } from "./server.ts";
import { Witness } from "./witness.ts";

const origin = "openbeat/riverside";
const { privateKey } = generateKeyPairSync("ed25519");
const vkey = formatVkey(origin, createPublicKey(privateKey));
const leaves = Array.from({ length: 40 }, (_, at) => leafHash(Buffer.from(`entry ${at}`)));
const others = leaves.map((leaf, at) => (at === 3 ? leafHash(Buffer.from("forged")) : leaf));

function head(size: number, of = leaves, key = privateKey, name = origin): string {
  return signCheckpoint(name, size, rootOf(of.slice(0, size)), key);
}

function asks(old: number, note: string, proof: readonly Buffer[] = []): string {
  return [`old ${old}`, ...proof.map((one) => one.toString("base64")), "", note].join("\n");
}

function grown(old: number, size: number, of = leaves): string {
  return asks(old, head(size, of), old === 0 ? [] : consistencyProof(of.slice(0, size), old));
}

function opened(folder = mkdtempSync(join(tmpdir(), "witness-"))) {
  return Witness.open(folder, "county.example/w1", [{ origin, vkey }], systemClock);
}

test("a log that grows is cosigned, and the cosignature holds for that head alone", () => {
  const witness = opened();
  const first = witness.addCheckpoint(grown(0, 5));
  assert.equal(first.status, 200);
  const second = witness.addCheckpoint(grown(5, 12));
  assert.equal(second.status, 200);
  const key = parseWitnessKey(witness.vkey);
  const [cosigned] = cosignaturesOf(head(12) + second.body, [key]);
  assert.equal(cosigned?.witness, key);
  assert.ok(Math.abs((cosigned?.seconds ?? 0) * 1000 - Date.now()) < 60_000);
  assert.throws(() => cosignaturesOf(head(13) + second.body, [key]), NoteFault);
  assert.equal(witness.addCheckpoint(grown(12, 12)).status, 200, "the same head again");
});

test("a witness says how far it is to whoever starts elsewhere, and nothing else moves it", () => {
  const witness = opened();
  witness.addCheckpoint(grown(0, 12));
  for (const old of [0, 5, 20]) {
    const answer = witness.addCheckpoint(asks(old, head(20)));
    assert.deepEqual(answer, { status: 409, type: "text/x.tlog.size", body: "12\n" });
  }
  assert.equal(witness.addCheckpoint(asks(21, head(20))).status, 400);
});

test("attack, split view: a second root of one size is refused", () => {
  const witness = opened();
  witness.addCheckpoint(grown(0, 12));
  assert.equal(witness.addCheckpoint(asks(12, head(12, others))).status, 409);
  assert.equal(witness.addCheckpoint(grown(12, 20, others)).status, 422, "nor what follows it");
  assert.equal(witness.addCheckpoint(grown(12, 20)).status, 200);
});

test("attack, rollback: a smaller head is refused, whatever size it claims to start from", () => {
  const witness = opened();
  witness.addCheckpoint(grown(0, 20));
  assert.equal(witness.addCheckpoint(grown(0, 12)).status, 409);
  assert.equal(witness.addCheckpoint(grown(5, 12)).status, 409);
  assert.equal(witness.addCheckpoint(asks(20, head(12))).status, 400);
});

test("strangers' logs, strangers' keys and crooked requests are told apart", () => {
  const witness = opened();
  const stranger = generateKeyPairSync("ed25519").privateKey;
  const status = (body: string) => witness.addCheckpoint(body).status;
  assert.equal(status(asks(0, head(5, leaves, stranger, "openbeat/elsewhere"))), 404);
  assert.equal(status(asks(0, head(5, leaves, stranger))), 403);
  assert.equal(status(asks(0, head(5).replace("\n5\n", "\n6\n"))), 403);
  const hash = Buffer.alloc(32);
  for (const body of ["", "old 0", `old 00\n\n${head(5)}`, `old x\n\n${head(5)}`, "old 0\n\nx\n"])
    assert.equal(status(body), 400, body);
  assert.equal(
    status(
      asks(
        0,
        head(5),
        Array.from({ length: 64 }, () => hash),
      ),
    ),
    400,
  );
  assert.equal(status(asks(0, head(5), [Buffer.alloc(31)])), 400);
  assert.equal(status(asks(0, head(5), [hash])), 422, "from nothing nothing is proved");
});

test("a witness remembers across starts, and does not begin anew on a damaged memory", () => {
  const folder = mkdtempSync(join(tmpdir(), "witness-"));
  const before = opened(folder);
  before.addCheckpoint(grown(0, 12));
  const after = opened(folder);
  assert.equal(after.vkey, before.vkey);
  assert.equal(after.addCheckpoint(grown(0, 20)).body, "12\n");
  writeFileSync(join(folder, `${encodeURIComponent(origin)}.json`), "{");
  assert.throws(() => opened(folder).addCheckpoint(grown(0, 20)));
});

test("over HTTP: the forms of C2SP tlog-witness, bounded bodies, and a head for readers to compare", async () => {
  const logs = [{ origin, vkey }];
  const server = witnessServer(opened(), logs);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  after(() => server.close());
  const address = server.address();
  assert.ok(typeof address === "object" && address);
  const at = `http://127.0.0.1:${address.port}`;
  const post = (body: string) => fetch(`${at}/add-checkpoint`, { method: "POST", body });
  const latest = `${at}/${sha256(origin).toString("hex")}/checkpoint`;
  assert.equal((await fetch(latest)).status, 404);
  const good = await post(grown(0, 12));
  assert.equal(good.status, 200);
  const line = await good.text();
  assert.match(line, /^\u2014 county\.example\/w1 \S+\n$/);
  const conflict = await post(grown(0, 20));
  assert.equal(conflict.status, 409);
  assert.equal(conflict.headers.get("content-type"), "text/x.tlog.size");
  assert.equal(await conflict.text(), "12\n");
  assert.equal(await (await fetch(latest)).text(), head(12) + line);
  const large = await post("x".repeat(100_000)).then(
    (answer) => answer.status,
    () => 413,
  );
  assert.equal(large, 413);
  assert.equal((await fetch(`${at}/add-checkpoint`)).status, 405);
  assert.equal((await fetch(`${at}/other`)).status, 404);
});

test("kill -9: a witness that dies at any moment never cosigns two roots of one size", async () => {
  const folder = mkdtempSync(join(tmpdir(), "witness-"));
  const list = join(folder, "logs");
  writeFileSync(list, `# the agencies\nlog ${vkey}\n`);
  let size = 0;
  for (let round = 0; round < 3; round++) {
    const { child, at } = await started(folder, list);
    const ended = new Promise((resolve) => child.once("exit", resolve));
    let isDoomed = false;
    for (let next = size + 1; next < 40; next++) {
      const answer = await fetch(`${at}/add-checkpoint`, {
        method: "POST",
        body: grown(size, next),
      })
        .then(async (one) => ({ status: one.status, said: await one.text() }))
        .catch(() => undefined);
      if (answer === undefined) break;
      // Killed while it is being asked, once it answered; what it last answered is what it must still know.
      if (!isDoomed) setTimeout(() => child.kill("SIGKILL"), 10 * round);
      isDoomed = true;
      if (answer.status === 409) {
        // It had cosigned what we never heard of: it stands by that head.
        size = Number(answer.said);
        next = size;
      } else {
        assert.equal(answer.status, 200);
        size = next;
      }
    }
    child.kill("SIGKILL");
    await ended;
  }
  const { child, at } = await started(folder, list);
  const known = Number(
    await (
      await fetch(`${at}/add-checkpoint`, { method: "POST", body: asks(40, head(40)) })
    ).text(),
  );
  assert.ok(known >= size && known > 0, `it answered ${size}, and knows ${known}`);
  const forged = signCheckpoint(origin, known, Buffer.alloc(32, 7), privateKey);
  const answer = await fetch(`${at}/add-checkpoint`, { method: "POST", body: asks(known, forged) });
  assert.equal(answer.status, 409);
  child.kill("SIGTERM");
  await new Promise((resolve) => child.once("exit", resolve));
  const pem = readFileSync(join(folder, "witness.key.pem"), "utf8");
  assert.equal(createPrivateKey(pem).asymmetricKeyType, "ed25519");
});

async function started(folder: string, list: string): Promise<{ child: ChildProcess; at: string }> {
  const main = join(import.meta.dirname, "../../main.ts");
  const options = ["--folder", folder, "--name", "county.example/w1", "--logs", list];
  const child = spawn(process.execPath, [main, "witness", ...options, "--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  after(() => void child.kill("SIGKILL"));
  const at = await new Promise<string>((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (text) => {
      said += String(text);
      const address = /(http:\/\/\S+)/.exec(said)?.[1];
      if (address && said.includes("Its key")) resolve(address);
    });
    child.once("exit", () => reject(new Error("the witness did not start")));
  });
  return { child, at };
}
