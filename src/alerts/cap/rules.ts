import { Temporal } from "#platform/clock.ts";
import type { Say } from "./findings.ts";
import type { CapAlert, CapArea, CapInfo, CapResource } from "./message.ts";
import { circleOf, placeFault, polygonFault } from "./polygon.ts";

/** Spaces, commas, `<` and `&` part the pieces of a reference (CAP 1.2 §3.2.1). */
const notInNames = /[\s,<&]/;
const reference = /^[^\s,<&]+,[^\s,<&]+,\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([-+]\d\d:\d\d|Z)$/;

/** What the standard asks and its schema cannot say (OASIS CAP 1.2 §3.2, §3.3). */
export function checkAlert(alert: CapAlert, say: Say): void {
  for (const name of ["identifier", "sender"] as const) {
    const value = alert[name];
    if (value === "") say("error", `cap.${name}`, `/alert/${name}`, `The ${name} is empty.`);
    else if (notInNames.test(value))
      say(
        "error",
        `cap.${name}`,
        `/alert/${name}`,
        `The ${name} holds a space, a comma, < or &. References to this message would fall apart.`,
      );
  }
  checkScope(alert, say);
  checkReferences(alert, say);
  if (alert.status === "Exercise" && !alert.note)
    say(
      "warning",
      "cap.note",
      "/alert/note",
      "An exercise should be named in a note, so that nobody takes it for real.",
    );
  if (alert.msgType === "Error" && !alert.note)
    say(
      "warning",
      "cap.note",
      "/alert/note",
      "An error message should say in a note what was wrong.",
    );
  if (alert.info.length === 0 && (alert.msgType === "Alert" || alert.msgType === "Update"))
    say("warning", "cap.info", "/alert", "The message says nothing: it has no info block.");
  for (const [at, info] of alert.info.entries())
    checkInfo(alert, info, `/alert/info[${at + 1}]`, say);
  checkLanguages(alert, say);
}

function checkScope({ scope, restriction, addresses }: CapAlert, say: Say): void {
  if (scope === "Restricted" && !restriction)
    say(
      "error",
      "cap.restriction",
      "/alert/scope",
      "A restricted message must say to whom, in restriction.",
    );
  if (scope === "Private" && !addresses)
    say(
      "error",
      "cap.addresses",
      "/alert/scope",
      "A private message must name its receivers, in addresses.",
    );
  if (scope === "Public" && addresses)
    say(
      "warning",
      "cap.addresses",
      "/alert/addresses",
      "A public message is for everybody: receivers beside it are passed over.",
    );
}

function checkReferences({ msgType, references, sent }: CapAlert, say: Say): void {
  const path = "/alert/references";
  const each = (references ?? "").split(/\s+/).filter((one) => one !== "");
  if (each.length === 0 && msgType !== "Alert")
    say(
      "error",
      "cap.references",
      path,
      `${article(msgType)} must name the messages that it is about, as sender,identifier,sent.`,
    );
  for (const one of each) {
    if (!reference.test(one))
      say("error", "cap.references", path, `“${one}” is not sender,identifier,sent.`);
    else if (isAfter(one.slice(one.lastIndexOf(",") + 1), sent))
      say("error", "cap.references", path, `“${one}” was sent after this message.`);
  }
}

function article(msgType: string): string {
  return /^[AEU]/.test(msgType) ? `An ${msgType}` : `A ${msgType}`;
}

function checkInfo(alert: CapAlert, info: CapInfo, path: string, say: Say): void {
  checkTimes(alert, info, path, say);
  for (const [at, area] of info.area.entries()) checkArea(area, `${path}/area[${at + 1}]`, say);
  for (const [at, resource] of info.resource.entries())
    checkResource(resource, `${path}/resource[${at + 1}]`, say);
  if (info.event.trim() === "") say("error", "cap.event", `${path}/event`, "The event is empty.");
  if (info.web !== undefined && !isAbsolute(info.web))
    say("error", "cap.web", `${path}/web`, "The web address must be whole, with https://.");
  for (const list of ["eventCode", "parameter"] as const)
    for (const [at, { valueName }] of info[list].entries())
      if (valueName === "")
        say("error", `cap.${list}`, `${path}/${list}[${at + 1}]`, "A value must have a name.");
}

function checkTimes({ sent }: CapAlert, info: CapInfo, path: string, say: Say): void {
  const { effective = sent, onset, expires } = info;
  if (expires === undefined) {
    say(
      "warning",
      "cap.expires",
      path,
      "The message never expires. Each receiver then decides by itself for how long it is shown.",
    );
    return;
  }
  const at = `${path}/expires`;
  if (!isAfter(expires, sent))
    say("error", "cap.expires", at, "It expires before it is sent: nobody would show it.");
  else if (!isAfter(expires, effective))
    say("error", "cap.expires", at, "It expires before it takes effect.");
  if (onset !== undefined && isAfter(onset, expires))
    say("warning", "cap.onset", `${path}/onset`, "It expires before what it warns of begins.");
}

function checkArea(area: CapArea, path: string, say: Say): void {
  if (area.areaDesc.trim() === "")
    say(
      "error",
      "cap.areaDesc",
      `${path}/areaDesc`,
      "The area has no words for those who hear it.",
    );
  for (const [at, polygon] of area.polygon.entries()) {
    const fault = polygonFault(polygon);
    if (fault) say("error", "cap.polygon", `${path}/polygon[${at + 1}]`, fault);
  }
  for (const [at, text] of area.circle.entries()) {
    const circle = circleOf(text);
    const fault = circle
      ? placeFault([circle])
      : "It is not “latitude,longitude radius”, the radius in kilometres.";
    if (fault) say("error", "cap.circle", `${path}/circle[${at + 1}]`, fault);
  }
  if (area.ceiling !== undefined && area.altitude === undefined)
    say("error", "cap.ceiling", `${path}/ceiling`, "A ceiling needs an altitude below it.");
  if (Number(area.ceiling) < Number(area.altitude))
    say("error", "cap.ceiling", `${path}/ceiling`, "The ceiling lies below the altitude.");
}

function checkResource(resource: CapResource, path: string, say: Say): void {
  const { uri, derefUri, digest, size } = resource;
  if (derefUri !== undefined && uri === undefined)
    say("warning", "cap.resource", path, "A file within the message should have its address too.");
  if (digest !== undefined && !/^[0-9a-f]{40}$/i.test(digest))
    say(
      "error",
      "cap.digest",
      `${path}/digest`,
      "A digest is the file's SHA-1 in 40 hexadecimal digits.",
    );
  if (size !== undefined && Number(size) < 0)
    say("error", "cap.size", `${path}/size`, "A file cannot have fewer than no bytes.");
}

/** Several info blocks are the same alert in several languages: what is not words must be the same in each. */
function checkLanguages({ info }: CapAlert, say: Say): void {
  const [first, ...rest] = info;
  if (!first) return;
  for (const [at, one] of rest.entries()) {
    const path = `/alert/info[${at + 2}]`;
    if (languageOf(one) === languageOf(first) && one.event === first.event) continue;
    if (languageOf(one) === languageOf(first)) continue;
    for (const name of ["urgency", "severity", "certainty", "expires"] as const)
      if (one[name] !== first[name])
        say(
          "warning",
          "cap.language",
          `${path}/${name}`,
          `In ${languageOf(one)} the ${name} is ${one[name] ?? "missing"}, in ${languageOf(first)} ${first[name] ?? "missing"}.`,
        );
    if (groundOf(one) !== groundOf(first))
      say(
        "warning",
        "cap.language",
        `${path}/area`,
        `In ${languageOf(one)} the area is another than in ${languageOf(first)}.`,
      );
  }
}

export function languageOf({ language }: CapInfo): string {
  return language ?? "en-US";
}

function groundOf({ area }: CapInfo): string {
  return JSON.stringify(area.map(({ polygon, circle, geocode }) => [polygon, circle, geocode]));
}

function isAbsolute(address: string): boolean {
  return /^https?:$/.test(URL.parse(address)?.protocol ?? "");
}

/** Whether one instant lies after another; false where one cannot be read, which the schema has told. */
function isAfter(one: string, other: string): boolean {
  try {
    return Temporal.Instant.compare(Temporal.Instant.from(one), Temporal.Instant.from(other)) > 0;
  } catch {
    return false;
  }
}
