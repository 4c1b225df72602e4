import { checkPackage } from "./check.js";
import { hex } from "./bytes.js";
import { gapLines } from "./gaps.js";

/* What the person sees. All content of a package is put in as text, never as markup. */

const recordsAtOnce = 50;
let records = [];
let total = 0;
/** What was chosen last, to check it again when the key is put in afterwards. */
let chosen;

function startPage() {
  const drop = byId("drop");
  byId("zip").addEventListener("change", ({ target }) => check(target.files[0]));
  byId("folder").addEventListener("change", ({ target }) => check(unpacked(target.files)));
  byId("key").addEventListener("change", () => check(chosen));
  byId("policy").addEventListener("change", () => check(chosen));
  byId("more").addEventListener("click", () => showRecords(recordsAtOnce));
  byId("print").addEventListener("click", () => window.print());
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  for (const name of ["dragleave", "drop"]) {
    drop.addEventListener(name, () => drop.classList.remove("over"));
  }
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    void check(event.dataTransfer.files[0]);
  });
  // Paper has no disclosure triangles: all records and their details are printed.
  window.addEventListener("beforeprint", () => {
    showRecords(Number.POSITIVE_INFINITY);
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
}

/** An unpacked package by path; the chosen folder's own name is not part of the paths. */
function unpacked(files) {
  const byPath = new Map();
  for (const file of files) byPath.set(file.webkitRelativePath.split("/").slice(1).join("/"), file);
  return byPath;
}

async function check(given) {
  if (given === undefined) return;
  chosen = given;
  const progress = byId("progress");
  byId("result").hidden = true;
  byId("records").hidden = true;
  progress.textContent = "Checking …";
  try {
    const report = await checkPackage(given, {
      vkey: byId("key").value,
      policy: byId("policy").value,
      onProgress(done, all) {
        if (done % 100 === 0) progress.textContent = `Checking record ${done} of ${all} …`;
      },
    });
    showReport(report);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    replace("result", panel("wrong", "This page failed", make("p", why)));
  }
  progress.textContent = "";
}

/* The verdict */

function showReport(report) {
  replace("result", verdictPanel(report), ...(report.checkpoint ? [factsOf(report)] : []));
  byId("result").focus();
  records = report.records;
  total = records.length;
  byId("records-title").textContent = total === 1 ? "1 record" : `${total} records`;
  byId("records").hidden = total === 0;
  // Green is for what is proved: until all of it holds and the key is compared, nothing is.
  byId("records").classList.toggle("unsettled", !(report.ok && report.isKeyCompared));
  const isWithheld = (part) => part.state === "withheld";
  byId("withheld").hidden = !records.some((record) => record.parts.some(isWithheld));
  byId("list").replaceChildren();
  showRecords(recordsAtOnce);
  const title = report.manifest?.title;
  document.title = title ? `${title} – package check` : "Check an archive package";
}

function verdictPanel(report) {
  const { ok, faults, canCheckSignatures } = report;
  if (ok) return report.isKeyCompared ? provedPanel(report) : keyPanel(report);
  if (faults.length === 0 && !canCheckSignatures) {
    const sentence =
      "This browser is too old to check Ed25519 signatures, so nothing is proved. Use a current " +
      "Chrome, Edge, Firefox or Safari, or follow RECIPE.txt.";
    return panel("person", "Not checked to the end", make("p", sentence));
  }
  const many = faults.length === 1 ? "1 fault was found" : `${faults.length} faults were found`;
  const list = make("ol", ...faults.map((fault) => make("li", fault)));
  const advice = "Do not rely on this package. Ask the agency for it again, by another way.";
  return panel("wrong", `Not proved: ${many}`, list, make("p", advice));
}

function provedPanel(report) {
  const change = "Nothing in the package was changed, added or removed since it was made.";
  const title = "Proved: this package is whole and unchanged";
  return panel("proved", title, make("p", `${standing(report)} ${change}`));
}

/** Without a key from elsewhere anybody could have made and signed a package like this. */
function keyPanel(report) {
  const settle = make("button", "I compared it: it is the same");
  settle.className = "button";
  settle.type = "button";
  settle.addEventListener("click", () => {
    byId("key").value = report.vkey;
    showReport({ ...report, isKeyCompared: true });
  });
  return panel(
    "person",
    "Nearly proved: one step is left for you",
    make("p", `${standing(report)} Nothing was changed since it was signed with this key:`),
    make("p", code(report.vkey)),
    make(
      "p",
      "But the key came with the package. Compare it with the one that the agency publishes.",
    ),
    make("p", settle),
  );
}

function standing({ checkpoint, records: found }) {
  const which = found.length === 1 ? "The record in this package stands" : "All records stand";
  return `${which} in the log ${checkpoint.origin} as shown below.`;
}

function factsOf({ manifest, checkpoint, cosignedBy, stamps, completeness }) {
  const list = make("dl");
  if (manifest) {
    addFact(list, "Package", manifest.title);
    addFact(list, "Agency", manifest.agency);
    addFact(list, "Made", instant(manifest.madeAt));
  }
  addFact(list, "Log", checkpoint.origin);
  addFact(list, "Log’s size", `${checkpoint.size.toLocaleString("en-US")} entries`);
  addFact(list, "Log’s root", code(checkpoint.rootHex));
  if (cosignedBy) addFact(list, "Cosigned by", cosignedBy.join(", "));
  for (const { size, at } of stamps) {
    const what = `${instant(at)}, at ${size.toLocaleString("en-US")} entries`;
    addFact(list, "Time stamp", `${what}. Its signature: see RECIPE.txt`);
  }
  for (const line of gapLines(completeness, instant)) addFact(list, "Gaps", line);
  return list;
}

/* The records */

function showRecords(count) {
  const list = byId("list");
  const from = list.childElementCount;
  const some = records.slice(from, Math.min(from + count, records.length));
  list.append(...some.map(recordCard));
  byId("more").hidden = list.childElementCount >= records.length;
}

function recordCard(record) {
  const { entry, number, index } = record;
  const state = record.isProved
    ? badge("proved", "Matches the log")
    : badge("wrong", "Does not match");
  const what = String(entry.kind).replaceAll("-", " ");
  const when = `${what} · occurred ${instant(entry.occurredAt)} · recorded ${instant(entry.capturedAt)}`;
  const heading = make("h3", `Record ${number} of ${total}`);
  const place = make("span", `entry ${index.toLocaleString("en-US")}`);
  place.className = "place";
  const hint = make("span", when);
  hint.className = "hint";
  const parts = record.parts.filter(isShown).toSorted(byImportance).map(partBox);
  const card = make("article", make("header", heading, place, state, hint), ...parts);
  card.append(proofDetails(record));
  card.classList.toggle("wrong", !record.isProved);
  return card;
}

/** The words of a text that is shown whole are that text again; a text withheld for its words is shown by them. */
function isShown(part, _at, parts) {
  if (part.state === "faulty") return true;
  if (part.name === "words") return part.runs !== undefined;
  return !(part.name === "text" && part.state === "withheld" && parts.some(({ runs }) => runs));
}

const order = ["subject", "text", "words", "media", "filing", "payload"];

function byImportance(left, right) {
  return rank(left) - rank(right) || (left.name < right.name ? -1 : 1);
}

function rank(part) {
  const place = order.findIndex((name) => part.name.startsWith(name));
  return place < 0 ? order.length : place;
}

function partBox(part) {
  if (part.state === "withheld") {
    const why = part.reason ? `withheld: ${part.reason}` : "withheld";
    const note = make("p", icon("withheld"), make("strong", titleOf(part.name)), why);
    return box("part withheld", note);
  }
  if (part.runs && part.state === "proved") {
    const title = make("h4", "Text, some of it withheld");
    return box("part", title, redactedText(part.runs), ...reasonsOf(part.runs));
  }
  if (part.state === "faulty") {
    const why = badge("wrong", `${titleOf(part.name)}: not what the log recorded`);
    return box("part faulty", why, ...(part.bytes ? [contentOf(part)] : []));
  }
  if (part.name !== "payload") return box("part", make("h4", titleOf(part.name)), contentOf(part));
  const size = ` (${part.bytes.length.toLocaleString("en-US")} bytes)`;
  return make("details", make("summary", titleOf(part.name) + size), contentOf(part));
}

/** What is withheld shows as a bar with its reason; how long the words were is not told by it. */
function redactedText(runs) {
  const pieces = runs.map((run) => {
    if (run.words) return run.words.join("");
    const bar = make("mark", run.reason);
    bar.className = "bar-out";
    bar.title = `${run.leaves.length === 1 ? "1 word" : `${run.leaves.length} words`} withheld`;
    return bar;
  });
  const content = make("p", ...pieces.flatMap((one) => [one, ...(one.className ? [" "] : [])]));
  content.className = "text";
  return content;
}

function reasonsOf(runs) {
  const counts = new Map();
  for (const { leaves, reason } of runs) {
    if (leaves) counts.set(reason, (counts.get(reason) ?? 0) + leaves.length);
  }
  if (counts.size === 0) return [];
  const words = (count) => (count === 1 ? "1 word" : `${count} words`);
  const list = [...counts].map(([reason, count]) => `${reason}: ${words(count)}`).join("; ");
  const note = make("p", `Withheld: ${list}. What is shown stands in the log word for word.`);
  note.className = "hint";
  return [note];
}

function contentOf({ name, bytes }) {
  const type = imageType(bytes);
  const text = type ? undefined : textOf(bytes);
  if (text !== undefined) {
    const content = make(name === "payload" ? "pre" : "p", text);
    content.className = name === "payload" ? "mono" : "text";
    return content;
  }
  const url = URL.createObjectURL(new Blob([bytes], { type: type ?? "application/octet-stream" }));
  const link = make(
    "a",
    `Save this ${type ? "picture" : "file"} (${bytes.length.toLocaleString("en-US")} bytes)`,
  );
  link.href = url;
  link.download = name.replace(".", "-") + (type ? `.${type.slice(6)}` : "");
  if (!type) return link;
  const image = make("img");
  image.src = url;
  image.alt = `${titleOf(name)} of this record`;
  return make("div", image, link);
}

function proofDetails({ entry, index, leafHashHex, proofLength }) {
  const list = make("dl");
  addFact(list, "Entry’s id", code(entry.id));
  if (entry.previous) addFact(list, "Replaces", code(entry.previous));
  addFact(list, "Place in the log", index.toLocaleString("en-US"));
  addFact(list, "Leaf hash", code(leafHashHex));
  addFact(list, "Path to the root", proofLength === 1 ? "1 hash" : `${proofLength} hashes`);
  return make("details", make("summary", "Proof"), list);
}

function titleOf(name) {
  const [word, number] = name.split(".");
  const titles = {
    subject: "Subject",
    text: "Text",
    words: "Words of the text",
    filing: "Filed under",
    payload: "Original data",
    media: "Medium",
  };
  const title = Object.hasOwn(titles, word) ? titles[word] : word;
  return number === undefined ? title : `${title} ${Number(number) + 1}`;
}

/** The picture formats that a browser shows, by their first bytes. SVG is not one: it may hold script. */
function imageType(bytes) {
  const start = hex(bytes.slice(0, 12));
  if (start.startsWith("89504e47")) return "image/png";
  if (start.startsWith("ffd8ff")) return "image/jpeg";
  if (start.startsWith("47494638")) return "image/gif";
  return /^52494646.{8}57454250/.test(start) ? "image/webp" : undefined;
}

function textOf(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** "2026-11-21T03:37:00Z" as "2026-11-21 03:37:00 UTC": the zone is said, and nothing is converted. */
function instant(text) {
  return String(text).replace("T", " ").replace(/Z$/, " UTC");
}

/* Building blocks */

function byId(id) {
  return document.querySelector(`#${id}`);
}

function make(name, ...content) {
  const element = document.createElement(name);
  element.append(...content);
  return element;
}

function code(text) {
  return make("code", text);
}

function box(className, ...content) {
  const element = make("div", ...content);
  element.className = className;
  return element;
}

function panel(state, title, ...content) {
  return box(`panel ${state}`, make("h2", icon(state), make("span", title)), ...content);
}

function badge(state, text) {
  const element = make("span", icon(state), text);
  element.className = `badge ${state}`;
  return element;
}

function addFact(list, name, value) {
  list.append(make("dt", name), make("dd", value));
}

function replace(id, ...content) {
  byId(id).replaceChildren(...content);
  byId(id).hidden = false;
}

const shapes = {
  proved: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M8 12l3 3l5-6",
  wrong: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M9 9l6 6M15 9l-6 6",
  person: "M12 4l9 16h-18zM12 10v4M12 17v.01",
  withheld: "M3 3l18 18M10 6a9 9 0 0 1 11 6a14 14 0 0 1-2 3M15 17a9 9 0 0 1-12-5a14 14 0 0 1 4-5",
};

function icon(shape) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", shapes[shape]);
  svg.append(path);
  return svg;
}

startPage();
