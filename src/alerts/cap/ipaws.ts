import { Temporal } from "#platform/clock.ts";
import { eventCodes, nationalCodes, testCodes } from "./event-codes.ts";
import type { Level, Say } from "./findings.ts";
import type { CapAlert, CapInfo } from "./message.ts";
import { pointsOf } from "./polygon.ts";
import { languageOf } from "./rules.ts";
import { weaFit, weaLengths } from "./wea.ts";

/*
 * The profile of the Integrated Public Alert and Warning System: OASIS CAP 1.2 IPAWS Profile 1.0, and what 47 CFR parts 10
 * and 11 say of what phones and broadcasters show. Openbeat prepares a message; the agency's own IPAWS tool sends it.
 */

export const profileCode = "IPAWSv1.0";
/** FEMA's guidance for areas that phones compare with where they are. */
const verticesMax = 100;
const polygonsMax = 10;
/** What broadcasters read out: 47 CFR §11.51 leaves room for two minutes. */
const spokenMax = 1_800;
const headlineMax = 160;
/** WEA messages live a day at most. */
const hoursMax = 24;

/** `strict`: what the profile demands is an error; else a warning, for a message that was never meant for IPAWS. */
export function checkProfile(alert: CapAlert, say: Say, strict: boolean): void {
  const must: Level = strict ? "error" : "warning";
  if (!alert.code.includes(profileCode))
    say(must, "ipaws.code", "/alert", `A code must say ${profileCode}.`);
  if (alert.scope !== "Public")
    say(must, "ipaws.scope", "/alert/scope", "IPAWS carries public messages to the public.");
  if (!["Alert", "Update", "Cancel"].includes(alert.msgType)) return;
  if (alert.info.length === 0)
    say(must, "ipaws.info", "/alert", "There must be an info block, in a Cancel too.");
  for (const [at, info] of alert.info.entries())
    checkInfo(alert, info, `/alert/info[${at + 1}]`, say, must);
  checkSame(alert, say, must);
}

function checkInfo(alert: CapAlert, info: CapInfo, path: string, say: Say, must: Level): void {
  checkCode(alert, info, path, say, must);
  if (info.expires === undefined)
    say(must, "ipaws.expires", path, "The message must expire, within a day for phones.");
  else if (hoursBetween(alert.sent, info.expires) > hoursMax)
    say("warning", "ipaws.expires", `${path}/expires`, "Phones show a message for a day at most.");
  checkArea(info, path, say, must);
  checkPhones(info, path, say, must);
  if ((info.headline ?? "").length > headlineMax)
    say(
      "warning",
      "ipaws.headline",
      `${path}/headline`,
      `Receivers may cut a headline of more than ${headlineMax} characters.`,
    );
  const spoken = (info.description ?? "").length + (info.instruction ?? "").length;
  if (spoken > spokenMax)
    say(
      "warning",
      "ipaws.spoken",
      `${path}/description`,
      `Description and instruction have ${spoken} characters together; broadcasters read out ${spokenMax}.`,
    );
  if (!info.parameter.some(({ valueName }) => valueName === "EAS-ORG"))
    say(
      "warning",
      "ipaws.originator",
      path,
      "Without the parameter EAS-ORG broadcasters do not know who warns; CIV is a civil authority.",
    );
}

function checkCode(alert: CapAlert, info: CapInfo, path: string, say: Say, must: Level): void {
  const codes = info.eventCode.filter(({ valueName }) => valueName === "SAME");
  const [code] = codes;
  const at = `${path}/eventCode`;
  if (!code || codes.length > 1)
    return say(
      must,
      "ipaws.event-code",
      path,
      `There must be one event code named SAME; there are ${codes.length}.`,
    );
  if (nationalCodes.has(code.value))
    return say(must, "ipaws.event-code", at, `${code.value} is for the nation's authority alone.`);
  if (!eventCodes.has(code.value))
    return say(
      must,
      "ipaws.event-code",
      at,
      `“${code.value}” is no event code of 47 CFR §11.31(e). For a missing and endangered person it is MEP.`,
    );
  if (testCodes.has(code.value) && alert.status === "Actual" && code.value === "DMO")
    say("error", "ipaws.test", at, "DMO is practice, and the message says that it is real.");
}

function checkArea(info: CapInfo, path: string, say: Say, must: Level): void {
  if (info.area.length === 0)
    return say(must, "ipaws.area", path, "There must be an area, or nobody knows whom it is for.");
  for (const [at, area] of info.area.entries()) {
    const here = `${path}/area[${at + 1}]`;
    const same = area.geocode.filter(({ valueName }) => valueName === "SAME");
    if (same.length === 0)
      say(
        must,
        "ipaws.geocode",
        here,
        "There must be a geocode named SAME: broadcasters go by counties, whatever is drawn.",
      );
    for (const { value } of same)
      if (!/^\d{6}$/.test(value))
        say(must, "ipaws.geocode", here, `“${value}” is no SAME location code of six digits.`);
    if (area.polygon.length > polygonsMax)
      say("warning", "ipaws.polygon", here, `Phones take ${polygonsMax} polygons at most.`);
    for (const [n, polygon] of area.polygon.entries())
      if ((pointsOf(polygon)?.length ?? 0) > verticesMax)
        say(
          "warning",
          "ipaws.polygon",
          `${here}/polygon[${n + 1}]`,
          `It has more than ${verticesMax} points. Draw it more plainly, or phones may not take it.`,
        );
  }
}

const handlings = ["Imminent Threat", "Child Abduction", "Public Safety", "WEA Test"];

function checkPhones(info: CapInfo, path: string, say: Say, must: Level): void {
  const value = (name: string) => info.parameter.find(({ valueName }) => valueName === name)?.value;
  for (const [name, length] of [
    ["CMAMtext", "short"],
    ["CMAMlongtext", "long"],
  ] as const) {
    const text = value(name);
    if (text === undefined) continue;
    const fit = weaFit(text, length);
    const at = `${path}/parameter[valueName='${name}']`;
    if (fit.strange.length > 0)
      say(must, "ipaws.wea", at, `Phones do not show ${fit.strange.join(" ")} in every network.`);
    else if (!fit.fits)
      say(must, "ipaws.wea", at, `It has ${fit.units} characters of ${weaLengths[length]}.`);
  }
  if (value("CMAMlongtext") !== undefined && value("CMAMtext") === undefined)
    say(must, "ipaws.wea", path, "The long text for phones needs the short one beside it.");
  const handling = value("WEAHandling");
  if (handling !== undefined && !handlings.includes(handling))
    say(must, "ipaws.wea", path, `“${handling}” is no way to handle a WEA message.`);
  if (value("CMAMtext") !== undefined && handling === undefined && !isImminent(info))
    say(
      "warning",
      "ipaws.wea",
      path,
      "As a threat it goes to phones only when it is immediate or expected, extreme or severe, observed or likely.",
    );
}

/** 47 CFR §10.400(b). */
function isImminent({ urgency, severity, certainty }: CapInfo): boolean {
  return (
    ["Immediate", "Expected"].includes(urgency) &&
    ["Extreme", "Severe"].includes(severity) &&
    ["Observed", "Likely"].includes(certainty)
  );
}

function checkSame({ info }: CapAlert, say: Say, must: Level): void {
  const [first, ...rest] = info;
  if (!first) return;
  const key = ({ category, eventCode }: CapInfo) =>
    JSON.stringify([category, eventCode.filter(({ valueName }) => valueName === "SAME")]);
  for (const [at, one] of rest.entries())
    if (key(one) !== key(first))
      say(
        must,
        "ipaws.same-event",
        `/alert/info[${at + 2}]`,
        `All info blocks must have the same categories and event code; the one in ${languageOf(one)} has others.`,
      );
}

function hoursBetween(from: string, until: string): number {
  try {
    return Temporal.Instant.from(from).until(Temporal.Instant.from(until)).total("hours");
  } catch {
    return 0;
  }
}
