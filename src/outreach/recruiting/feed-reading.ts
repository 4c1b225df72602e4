import { z } from "zod";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import type { RawOpening } from "./judging.ts";

const bytesMax = limit("opening-feed.bytes", 2_097_152, "bytes", "of one list of jobs");
const jobsMax = limit("opening-feed.jobs", 300, "jobs", "of one list; more is told and not read");

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

/** Words without marks: descriptions of jobs sites are HTML. What looked like a mark and is none goes too. */
function plain(html: string): string {
  return html
    .slice(0, 60_000)
    .replaceAll(/<(script|style)\b[^>]*>[^]*?<\/\1\s*>/gi, " ")
    .replaceAll(/<\/(p|div|h[1-6]|ul|ol)>|<br\s*\/?>/gi, "\n\n")
    .replaceAll(/<li\b[^>]*>/gi, "\n- ")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&nbsp;", " ")
    .replaceAll("&amp;", "&")
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll(/[ \t]+/g, " ")
    .replaceAll(/\n\s*\n\s*/g, "\n\n")
    .trim()
    .slice(0, 8_000);
}
