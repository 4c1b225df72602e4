import { Fault, concat, fromBase64, hex, readBytes, readText, sha256, utf8 } from "./bytes.js";
import { verifySignature } from "./bytes.js";

/* Who stands by the checkpoint beside the log itself: witnesses (C2SP tlog-cosignature) and time stamps (RFC 3161). */

/** Names of the policy's witnesses that cosigned; throws a Fault for a forged line, or when they are not enough. */
export async function cosignersOf(note, policyText, canCheckSignatures) {
  const policy = await parsePolicy(policyText);
  const gap = note.lastIndexOf("\n\n");
  const text = note.slice(0, gap + 1);
  const found = new Set();
  for (const line of note.slice(gap + 2, -1).split("\n")) {
    const [, name, encoded] = /^\u2014 (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = encoded ? fromBase64(encoded) : new Uint8Array();
    const witness = policy.witnesses.find(
      (one) => one.key.name === name && hex(one.key.keyId) === hex(bytes.slice(0, 4)),
    );
    if (!witness) continue;
    const seconds = bytes.slice(4, 12).reduce((sum, byte) => sum * 256 + byte, 0);
    const message = `cosignature/v1\ntime ${seconds}\n${text}`;
    const isGood =
      bytes.length === 76 &&
      canCheckSignatures &&
      (await verifySignature(witness.key.raw, bytes.slice(12), message));
    if (!isGood) throw new Fault(`the cosignature by ${name} is not good for this checkpoint.`);
    found.add(witness.name);
  }
  const counts = (name) => {
    const group = policy.groups.get(name);
    return group ? group.members.filter(counts).length >= group.needed : found.has(name);
  };
  const isEnough = policy.quorum === undefined ? found.size > 0 : counts(policy.quorum);
  if (!isEnough && policy.quorum !== "none") {
    const who = [...found].join(", ") || "none";
    throw new Fault(`not enough of the witnesses that you named stand by it (${who}).`);
  }
  return [...found];
}

/** C2SP tlog-policy: witness, group and quorum lines; a key alone on its line is a witness of its own name. */
async function parsePolicy(text) {
  const policy = { witnesses: [], groups: new Map(), quorum: undefined };
  for (const line of text.split("\n")) {
    const words = line.trim().split(/\s+/);
    if (words[0] === "" || words[0].startsWith("#") || words[0] === "log") continue;
    if (words[0] === "quorum") policy.quorum = words[1];
    else if (words[0] === "group") {
      const members = words.slice(3);
      const needed =
        words[2] === "all" ? members.length : words[2] === "any" ? 1 : Number(words[2]);
      policy.groups.set(words[1], { needed, members });
    } else {
      const [name, vkey] = words[0] === "witness" ? words.slice(1) : [words[0], words[0]];
      const key = await witnessKey(vkey ?? "");
      policy.witnesses.push({ name: words[0] === "witness" ? name : key.name, key });
    }
  }
  return policy;
}

async function witnessKey(vkey) {
  const [, name, id, encoded] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(vkey) ?? [];
  const typed = encoded ? fromBase64(encoded) : new Uint8Array();
  if (typed.length !== 33 || typed[0] !== 4) throw new Fault(`${vkey} is no witness’s key.`);
  const keyId = (await sha256(concat(utf8.encode(`${name}\n`), typed))).slice(0, 4);
  if (hex(keyId) !== id) throw new Fault(`the id of the key of ${name} is not its own.`);
  return { name, keyId, raw: typed.slice(1) };
}

/**
 * What the time stamps say. Their signatures are left to openssl, as RECIPE.txt shows: a browser has nothing that reads
 * them. That each is over the checkpoint beside it is looked at here.
 */
export async function stampsOf(files) {
  const stamps = [];
  for (const path of files.keys()) {
    const [, number] = /^timestamps\/([1-9]\d?)\.tsr$/.exec(path) ?? [];
    if (number === undefined) continue;
    const checkpoint = `timestamps/${number}.checkpoint`;
    const imprint = hex(await sha256(await readBytes(files, checkpoint)));
    const token = hex(await readBytes(files, path));
    const place = token.indexOf(`0420${imprint}`);
    if (place < 0) throw new Fault(`time stamp ${number} is not over its checkpoint.`);
    // GeneralizedTime, YYYYMMDDHHMMSS, after the imprint.
    const time = /18[01][0-9a-f]((?:3\d){14})/.exec(token.slice(place + 68))?.[1] ?? "";
    const digits = time.replace(/3(\d)/g, "$1");
    const size = Number((await readText(files, checkpoint)).split("\n")[1]);
    stamps.push({ size, at: digits.replace(/(....)(..)(..)(..)(..)(..)/, "$1-$2-$3T$4:$5:$6Z") });
  }
  return stamps;
}
