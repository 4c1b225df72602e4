import { Parser } from "htmlparser2";
import { z } from "zod";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import type { RawOpening } from "./judging.ts";

const bytesMax = limit("opening-feed.bytes", 2_097_152, "bytes", "of one list of jobs");
const jobsMax = limit("opening-feed.jobs", 300, "jobs", "of one list; more is told and not read");

const htmlMax = limit("opening-feed.html", 60_000, "characters", "of a job's description are read");

const record = z.record(z.string(), z.unknown());

/** A list of jobs as JSON: an array, or one under a name that jobs sites use; schema.org's JobPosting too. */
export function readJobs(bytes: Uint8Array): { jobs: RawOpening[]; isWhole: boolean } {
  if (bytes.length > bytesMax)
    throw new Refusal("no-jobs", `This list is larger than ${bytesMax / 1024 / 1024} MB.`);
  const list = listIn(jsonOf(new TextDecoder().decode(bytes).replace(/^\u{feff}/u, "")));
  if (!list)
    throw new Refusal(
      "no-jobs",
      "This address answers with no list of jobs: JSON, an array or one under “jobs”.",
    );
  const jobs = list.slice(0, jobsMax).flatMap((one) => {
    const parsed = record.safeParse(one);
    return parsed.success ? [jobOf(parsed.data)] : [];
  });
  return { jobs, isWhole: list.length <= jobsMax };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Refusal("no-jobs", "This address answers with no JSON.", { cause });
  }
}

function listIn(json: unknown): unknown[] | undefined {
  if (Array.isArray(json)) return json;
  const parsed = record.safeParse(json);
  if (!parsed.success) return undefined;
  for (const name of [
    "jobs",
    "openings",
    "postings",
    "positions",
    "results",
    "items",
    "data",
    "@graph",
  ]) {
    const list = parsed.data[name];
    if (Array.isArray(list)) return list;
  }
  return undefined;
}

/** The first of some names that holds words. */
function textIn(job: Record<string, unknown>, names: readonly string[]): string {
  for (const name of names) {
    const value = job[name];
    if (typeof value === "string" && value.trim() !== "") return value.trim();
    if (typeof value === "number") return String(value);
  }
  return "";
}

function inside(job: Record<string, unknown>, ...path: readonly string[]): Record<string, unknown> {
  let here: unknown = job;
  for (const name of path) {
    const parsed = record.safeParse(Array.isArray(here) ? here[0] : here);
    here = parsed.success ? parsed.data[name] : undefined;
  }
  const last = record.safeParse(Array.isArray(here) ? here[0] : here);
  return last.success ? last.data : {};
}

function jobOf(job: Record<string, unknown>): RawOpening {
  const identifier = inside(job, "identifier");
  const pay = inside(job, "baseSalary", "value");
  const address = inside(job, "jobLocation", "address");
  const applyUrl = textIn(job, [
    "applyUrl",
    "apply_url",
    "absolute_url",
    "hostedUrl",
    "url",
    "link",
  ]);
  return {
    key: (
      textIn(job, ["id", "reference", "jobNumber", "requisition"]) ||
      textIn(identifier, ["value"]) ||
      applyUrl
    ).slice(0, 80),
    title: textIn(job, ["title", "name", "position", "text"]),
    titleEs: textIn(job, ["titleEs", "title_es"]),
    about: plain(textIn(job, ["description", "summary", "content", "about"])),
    unit: textIn(job, ["unit", "division", "department"]),
    place: textIn(job, ["place", "location", "city"]) || textIn(address, ["addressLocality"]),
    work: textIn(job, ["work", "employmentType", "employment_type", "type"]).replaceAll("_", "-"),
    payFrom:
      textIn(job, ["payFrom", "salaryMin", "salary_min"]) || textIn(pay, ["minValue", "value"]),
    payTo: textIn(job, ["payTo", "salaryMax", "salary_max"]) || textIn(pay, ["maxValue"]),
    payPer: textIn(job, ["payPer", "salaryPer", "per"]) || textIn(pay, ["unitText"]),
    closesOn: textIn(job, ["closesOn", "closes", "closingDate", "closing_date", "validThrough"]),
    applyUrl,
  };
}

const blocksOf = new Set(["p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "br"]);

/** Words without their marks: descriptions of jobs sites are HTML. Scripts and styles are no words. */
function plain(html: string): string {
  const words: string[] = [];
  let silent = 0;
  const isSilent = (name: string) => name === "script" || name === "style";
  const parser = new Parser({
    onopentagname(name) {
      if (isSilent(name)) silent += 1;
      if (name === "li") words.push("\n- ");
      else if (blocksOf.has(name)) words.push("\n\n");
    },
    onclosetag(name) {
      if (isSilent(name)) silent -= 1;
      if (blocksOf.has(name)) words.push("\n\n");
    },
    ontext: (text) => void (silent === 0 && words.push(text)),
  });
  parser.end(html.slice(0, htmlMax));
  return words
    .join("")
    .split("\n")
    .map((line) => line.replaceAll(/[ \t\u00a0]+/g, " ").trim())
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim()
    .slice(0, 8_000);
}
