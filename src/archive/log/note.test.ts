import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import * as fc from "fast-check";
import { parseCheckpointBody, signCheckpoint, verifyCheckpoint } from "./checkpoint.ts";
import { rootOf } from "./merkle.ts";
import { NoteFault, formatVkey, openNote, parseVkey, signNote, splitNote } from "./note.ts";

const origin = "riverside.example/log";
const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const vkey = formatVkey(origin, publicKey);
const root = rootOf([]);
const checkpoint = signCheckpoint(origin, 18_204, root, privateKey);

test("a checkpoint is read back as it was signed", () => {
  assert.deepEqual(verifyCheckpoint(checkpoint, vkey), {
    origin,
    size: 18_204,
    root,
    extensions: [],
  });
  assert.match(checkpoint, /^riverside\.example\/log\n18204\n47DEQ[^\n]+\n\n\u2014 riverside\.ex/);
});

test("an unsigned checkpoint is refused", () => {
  const [body] = checkpoint.split("\n\n");
  assert.throws(() => verifyCheckpoint(`${body}\n`, vkey), /no signature/);
  assert.throws(() => verifyCheckpoint(`${body}\n\n`, vkey), NoteFault);
});

test("a checkpoint signed by another key of the same name is refused", () => {
  const stranger = generateKeyPairSync("ed25519").privateKey;
  const forged = signCheckpoint(origin, 18_204, root, stranger);
  assert.throws(() => verifyCheckpoint(forged, vkey), /no signature by riverside/);
});

test("a checkpoint of another log is refused, though the key is ours", () => {
  const other = signNote(`other.example/log\n5\n${root.toString("base64")}\n`, origin, privateKey);
  assert.throws(() => verifyCheckpoint(other, vkey), /is of other\.example\/log/);
});

test("a checkpoint with any bit flipped is refused", () => {
  const bytes = Buffer.from(checkpoint);
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const changed = Buffer.from(bytes);
    const at = Math.floor(bit / 8);
    changed[at] = (changed[at] ?? 0) ^ (1 << (bit % 8));
    assert.throws(() => verifyCheckpoint(changed.toString("utf8"), vkey), NoteFault, `bit ${bit}`);
  }
});

test("a witness's signature beside the log's is carried, not believed", () => {
  const witness = generateKeyPairSync("ed25519").privateKey;
  const { text } = splitNote(checkpoint);
  const line = signNote(text, "witness.example", witness).split("\n\n")[1] ?? assert.fail();
  const both = `${checkpoint}${line}`;
  assert.equal(verifyCheckpoint(both, vkey).size, 18_204);
  assert.equal(openNote(both, [parseVkey(vkey)]).unknownSignatures, 1);
  assert.throws(() => verifyCheckpoint(`${text}\n${line}`, vkey), /no signature by riverside/);
});

test("a number or root with a second spelling is refused", () => {
  const hash = root.toString("base64");
  const bodies = [
    `${origin}\n05\n${hash}\n`,
    `${origin}\n+5\n${hash}\n`,
    `${origin}\n-5\n${hash}\n`,
    `${origin}\n5.0\n${hash}\n`,
    `${origin}\n9007199254740992\n${hash}\n`,
    `${origin}\n5\n${hash.slice(0, -1)}\n`,
    `${origin}\n5\n${hash.replace("U=", "V=")}\n`,
    `${origin}\n5\n${hash} \n`,
    `${origin}\n5\n`,
    `\n5\n${hash}\n`,
    `${origin}\n5\n${hash}\n\nmore\n`,
    `${origin}\n5\n${hash}`,
  ];
  for (const body of bodies) assert.throws(() => parseCheckpointBody(body), NoteFault, body);
  assert.deepEqual(parseCheckpointBody(`${origin}\n5\n${hash}\nextra\n`).extensions, ["extra"]);
});

test("a verifier key says whose it is, and a damaged one is refused", () => {
  assert.equal(parseVkey(vkey).name, origin);
  assert.equal(formatVkey(origin, parseVkey(vkey).key), vkey);
  for (const bad of [
    "",
    "a+b",
    vkey.slice(1),
    vkey.slice(0, -1),
    `${vkey}=`,
    vkey.replace("+", "-"),
  ]) {
    assert.throws(() => parseVkey(bad), NoteFault, bad);
  }
});

test("any text a note may hold is opened again as it was signed", () => {
  const line = fc.string({ unit: "grapheme" }).filter((text) => !/\p{Cc}/u.test(text));
  fc.assert(
    fc.property(fc.array(line, { minLength: 1 }), (lines) => {
      const text = `${lines.join("\n")}\n`;
      const opened = openNote(signNote(text, origin, privateKey), [parseVkey(vkey)]);
      assert.equal(opened.text, text);
      assert.deepEqual(opened.signedBy, [origin]);
    }),
  );
});

test("openssl accepts the signature over the note's text", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "note-"));
  const { text, signatures } = splitNote(checkpoint);
  writeFileSync(join(folder, "text"), text);
  writeFileSync(join(folder, "sig"), signatures[0]?.signature ?? assert.fail());
  writeFileSync(join(folder, "key"), publicKey.export({ format: "pem", type: "spki" }));
  const args = "pkeyutl -verify -pubin -inkey key -rawin -in text -sigfile sig".split(" ");
  try {
    const said = execFileSync("openssl", args, { cwd: folder, encoding: "utf8" });
    assert.match(said, /Verified Successfully/);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return t.skip("openssl is not on this machine");
    }
    throw error;
  }
});
