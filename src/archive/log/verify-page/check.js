import { Fault, concat, decode, fromBase64, hasEd25519, hex, parseJson } from "./bytes.js";
import { readBytes, readText, sha256, utf8, verifySignature } from "./bytes.js";
import { cosignersOf, stampsOf } from "./attested.js";
import { openZip } from "./zip.js";

/* Checks an export package with nothing but what a browser has: WebCrypto, Blob, TextDecoder. */

const fixedFiles = ["entries.jsonl", "checkpoint", "log.vkey", "verify.html", "RECIPE.txt"];
const manifestFiles = ["manifest.json", "manifest.note"];
export async function checkPackage(given, options = {}) {
  const report = {
    ok: false,
    faults: [],
    canCheckSignatures: await hasEd25519(),
    isKeyCompared: Boolean(options.vkey?.trim()),
    vkey: undefined,
    manifest: undefined,
    checkpoint: undefined,
    cosignedBy: undefined,
    stamps: [],
    completeness: undefined,
    records: [],
  };
  await noting(report, "", async () => {
    const files = given instanceof Map ? given : await openZip(given);
    const missing = [...fixedFiles, ...manifestFiles].filter((path) => !files.has(path));
    report.faults.push(...missing.map((path) => `The package has no ${path}.`));
    if (missing.length === 0) await checkFiles(files, report, options);
  });
  report.ok = report.faults.length === 0 && report.canCheckSignatures;
  return report;
}

async function checkFiles(files, report, options) {
  const key = await noting(report, "log.vkey: ", () => readKey(files, report, options));
  if (key === undefined) return;
  const manifest = await noting(report, "Manifest: ", () => readManifest(files, key, report));
  if (manifest) {
    report.manifest = manifest;
    await compareFiles(files, manifest, report);
  }
  const head = await noting(report, "Checkpoint: ", () => readCheckpoint(files, key, report));
  if (head === undefined) return;
  report.checkpoint = { origin: head.origin, size: head.size, rootHex: hex(head.root) };
  if (manifest && (manifest.size !== head.size || manifest.rootHex !== hex(head.root))) {
    report.faults.push("The checkpoint is not the one that the manifest names.");
  }
  if (options.policy?.trim()) {
    report.cosignedBy = await noting(report, "Checkpoint: ", () =>
      cosignersOf(head.note, options.policy, report.canCheckSignatures),
    );
  }
  report.stamps = (await noting(report, "", () => stampsOf(files))) ?? [];
  report.completeness = await noting(report, "completeness.json: ", () => completenessIn(files));
  await readRecords(files, head, report, options);
}

/** What the archive says it did not capture; packages made before there was such a file have none. */
async function completenessIn(files) {
  if (!files.has("completeness.json")) return undefined;
  const told = parseJson(await readText(files, "completeness.json"));
  if (told?.format !== "openbeat-completeness" || told.v !== 1 || !Array.isArray(told.accounts)) {
    throw new Fault("it does not say how complete the record is.");
  }
  return told;
}

/* The key, the manifest and the checkpoint */

async function readKey(files, report, options) {
  const text = await readText(files, "log.vkey");
  const [, name, id, encoded] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)\n$/.exec(text) ?? [];
  const typed = encoded && fromBase64(encoded);
  if (!typed || typed.length !== 33 || typed[0] !== 1) throw new Fault("this is no Ed25519 key.");
  const keyId = (await sha256(concat(utf8.encode(`${name}\n`), typed))).slice(0, 4);
  if (hex(keyId) !== id) throw new Fault("the key's id is not its own.");
  report.vkey = text.trim();
  if (report.isKeyCompared && options.vkey.trim() !== report.vkey) {
    report.faults.push("The package is signed with another key than the one you gave.");
  }
  return { name, keyId, raw: typed.slice(1) };
}

async function readManifest(files, key, report) {
  const bytes = await readBytes(files, "manifest.json");
  const note = await openNote(await readText(files, "manifest.note"), key, report);
  if (note.signatures !== 1) throw new Fault("it has more than one signature.");
  const digest = hex(await sha256(bytes));
  if (note.text !== `openbeat package manifest v1\n${key.name}\n${digest}\n`) {
    report.faults.push("The manifest is not the one that was signed.");
  }
  const manifest = parseJson(decode(bytes));
  const { files: list, format, v, origin } = manifest;
  if (format !== "openbeat-package" || v !== 1 || typeof list !== "object" || list === null) {
    throw new Fault("it has another form than this page knows.");
  }
  if (origin !== key.name) report.faults.push("The manifest names another log than its key.");
  return manifest;
}

async function readCheckpoint(files, key, report) {
  const note = await readText(files, "checkpoint");
  const { text } = await openNote(note, key, report);
  const [, origin, size, encoded] =
    /^([^\n]+)\n(0|[1-9]\d{0,15})\n([^\n]+)\n(?:[^\n]+\n)*$/.exec(text) ?? [];
  const root = encoded && fromBase64(encoded);
  if (!root || root.length !== 32) throw new Fault("it is misshapen.");
  if (origin !== key.name) throw new Fault(`it is of the log ${origin}.`);
  return { origin, size: Number(size), root, note };
}

/** C2SP signed-note: the text, once the log's signature under it was found good. */
async function openNote(note, key, report) {
  const gap = note.lastIndexOf("\n\n");
  if (gap < 0 || !note.endsWith("\n")) throw new Fault("there is no signature.");
  const text = note.slice(0, gap + 1);
  const lines = note.slice(gap + 2, -1).split("\n");
  let isSigned = false;
  for (const line of lines) {
    const [, name, encoded] = /^\u2014 (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = encoded && fromBase64(encoded);
    if (!bytes || bytes.length < 5) throw new Fault("a signature line is misshapen.");
    if (name !== key.name || hex(bytes.slice(0, 4)) !== hex(key.keyId)) continue;
    if (report.canCheckSignatures && !(await verifySignature(key.raw, bytes.slice(4), text))) {
      throw new Fault("the signature is not good for this text.");
    }
    isSigned = true;
  }
  if (!isSigned) throw new Fault(`there is no signature by ${key.name}.`);
  return { text, signatures: lines.length };
}

async function compareFiles(files, manifest, report) {
  for (const [path, expected] of Object.entries(manifest.files)) {
    if (!files.has(path)) {
      report.faults.push(`${path} is missing.`);
      continue;
    }
    await noting(report, "", async () => {
      const bytes = await readBytes(files, path);
      const isSame = bytes.length === expected.sizeBytes;
      if (!isSame || hex(await sha256(bytes)) !== expected.sha256) {
        throw new Fault(`${path} was altered.`);
      }
    });
  }
  for (const path of files.keys()) {
    if (Object.hasOwn(manifest.files, path) || manifestFiles.includes(path)) continue;
    report.faults.push(`${path} does not belong to the package.`);
  }
}

/* The records */

async function readRecords(files, head, report, options) {
  const text = await noting(report, "entries.jsonl: ", () => readText(files, "entries.jsonl"));
  const lines = (text ?? "").split("\n");
  if (lines.at(-1) === "") lines.pop();
  const used = new Set();
  const proofs = new Set([...files.keys()].filter((path) => path.startsWith("proofs/")));
  const hasProofs = proofs.size > 0;
  let last = -1;
  for (const [at, line] of lines.entries()) {
    const number = at + 1;
    const record = await noting(report, `Record ${number}: `, () =>
      readRecord(files, head, line, number, used),
    );
    options.onProgress?.(number, lines.length);
    if (record === undefined) continue;
    if (record.index <= last) record.faults.push("is repeated or out of order");
    last = record.index;
    if (hasProofs) await checkProof(files, head, record, proofs);
    report.records.push(record);
    const of = `Record ${number} (entry ${record.index})`;
    report.faults.push(...record.faults.map((fault) => `${of} ${fault}.`));
  }
  if (report.manifest && report.manifest.records !== lines.length) {
    report.faults.push(`There are ${lines.length} records, not ${report.manifest.records}.`);
  }
  for (const path of files.keys()) {
    if (path.startsWith("media/") ? !used.has(path) : proofs.has(path)) {
      report.faults.push(`${path} belongs to no record.`);
    }
  }
}

/** The proof by itself (C2SP tlog-proof) must say what the record's line says. */
async function checkProof(files, head, record, proofs) {
  const path = `proofs/${record.index}.tlog-proof`;
  const lines = record.proof.map((hash) => `${hash}\n`).join("");
  const expected = `c2sp.org/tlog-proof@v1\nindex ${record.index}\n${lines}\n${head.note}`;
  const isSame = proofs.delete(path) && (await readText(files, path)) === expected;
  if (!isSame) {
    record.faults.push("has no proof of its own, or another one");
    record.isProved = false;
  }
}

async function readRecord(files, head, line, number, used) {
  const { index, entry, parts, proof } = demandKeys(parseJson(line), ["entry,index,parts,proof"]);
  if (!Number.isSafeInteger(index) || !Array.isArray(proof) || typeof parts !== "object") {
    throw new Fault("it does not have the fields of a record.");
  }
  const bytes = fromBase64(entry);
  const leaf = await sha256(concat(Uint8Array.of(0), bytes));
  const root = await rootFrom(leaf, index, head.size, proof.map(fromBase64));
  const isInLog = root !== undefined && hex(root) === hex(head.root);
  const faults = isInLog ? [] : [`is not proved to stand in the log of size ${head.size}`];
  const fields = parseJson(decode(bytes));
  const shown = [];
  for (const name of new Set([...Object.keys(fields.parts), ...Object.keys(parts)])) {
    shown.push(await readPart(files, name, parts[name], fields.parts[name], faults, used));
  }
  return {
    number,
    index,
    isProved: faults.length === 0,
    faults,
    leafHashHex: hex(leaf),
    proofLength: proof.length,
    proof,
    entry: fields,
    parts: shown,
  };
}

/** Nothing may stand in a package that nobody checks: the value itself when its keys are one of these. */
function demandKeys(value, forms) {
  if (forms.includes(Object.keys(value).sort().join())) return value;
  throw new Fault("it does not have the fields that it should.");
}

const partForms = [
  "withheld",
  "reason,withheld",
  "salt,text",
  "bytes,salt",
  "file,salt",
  "runs,salt",
];

async function readPart(files, name, part, commitment, faults, used) {
  if (part === undefined || commitment === undefined) {
    faults.push(
      part ? `has a part ${name} that its entry does not know` : `lacks its part ${name}`,
    );
    return { name, state: "faulty", bytes: undefined };
  }
  demandKeys(part, partForms);
  if (part.withheld === true) {
    return { name, state: "withheld", bytes: undefined, reason: part.reason };
  }
  if (part.runs) return readWords(name, part, commitment, faults);
  const bytes = await partBytes(files, part, used);
  const salt = fromBase64(part.salt);
  const made = await sha256(concat(salt, utf8.encode(`${name}\0`), bytes));
  if (salt.length === 32 && hex(made) === commitment) return { name, state: "proved", bytes };
  faults.push(`has a part ${name} that is not the one in the log`);
  return { name, state: "faulty", bytes };
}

/** A text of which some words are withheld: its leaves follow from the words given out, and stand for the others. */
async function readWords(name, part, commitment, faults) {
  const leaves = [];
  for (const run of part.runs) {
    demandKeys(run, ["leaves,reason", "salts,words"]);
    const isWhole = run.leaves
      ? run.leaves.length > 0 && run.leaves.every((leaf) => /^[0-9a-f]{64}$/.test(leaf))
      : run.words.length > 0 &&
        run.words.length === run.salts.length &&
        run.words.every((word) => typeof word === "string" && word !== "") &&
        run.salts.every((salt) => /^[0-9a-f]{32}$/.test(salt));
    if (!isWhole || name !== "words") throw new Fault("its words do not have their form.");
    if (run.leaves) leaves.push(...run.leaves);
    else
      for (const [at, word] of run.words.entries())
        leaves.push(hex(await sha256(utf8.encode(run.salts[at] + word))));
  }
  const digest = hex(await sha256(utf8.encode(leaves.join(""))));
  const salt = fromBase64(part.salt);
  const made = await sha256(concat(salt, utf8.encode(`${name}\0${digest}`)));
  const isProved = salt.length === 32 && hex(made) === commitment;
  if (!isProved) faults.push(`has a part ${name} that is not the one in the log`);
  return { name, state: isProved ? "proved" : "faulty", bytes: undefined, runs: part.runs };
}

async function partBytes(files, part, used) {
  if (typeof part.text === "string") return utf8.encode(part.text);
  if (typeof part.bytes === "string") return fromBase64(part.bytes);
  if (!part.file.startsWith("media/")) throw new Fault("it refers to a file that is no medium.");
  used.add(part.file);
  return readBytes(files, part.file);
}

/** RFC 9162 section 2.1.3.2: the root that the path leads to, or undefined when it cannot lead up. */
async function rootFrom(leaf, index, size, path) {
  if (index < 0 || index >= size) return undefined;
  let node = index;
  let last = size - 1;
  let value = leaf;
  for (const other of path) {
    if (last === 0 || other.length !== 32) return undefined;
    const isRight = node % 2 === 1 || node === last;
    value = await sha256(concat(Uint8Array.of(1), ...(isRight ? [other, value] : [value, other])));
    if (isRight) {
      while (node % 2 === 0 && node !== 0) {
        node /= 2;
        last = Math.floor(last / 2);
      }
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? value : undefined;
}

async function noting(report, where, work) {
  try {
    return await work();
  } catch (error) {
    // A TypeError is a package of another shape, met where it did not fit: a fault like any other.
    if (!(error instanceof Fault) && !(error instanceof TypeError)) throw error;
    const why =
      error instanceof Fault ? error.message : "it has another form than this page knows.";
    report.faults.push(`${where}${why}`);
    return undefined;
  }
}
