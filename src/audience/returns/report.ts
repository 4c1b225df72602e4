import { limit } from "#platform/limits.ts";

const readMax = limit(
  "audience.report-read",
  262_144,
  "bytes",
  "of a report: what it says stands before the letter that came back",
);
const partsMax = limit("audience.report-parts", 4, "parts", "of a report that are looked at");
const groupsMax = limit(
  "audience.report-recipients",
  20,
  "recipients",
  "of one report; each letter went to one",
);
const linesMax = 400;

/** What was told of one recipient (RFC 3464, 2.3). */
export interface ToldRecipient {
  /** In small letters: `failed`, `delayed`, `delivered` … */
  action: string;
  /** RFC 3463, such as 5.1.1. */
  status: string;
  /** Whom it speaks of, as it was written on the letter and in the end. */
  addresses: readonly string[];
}

export type Report =
  | { kind: "status"; recipients: readonly ToldRecipient[] }
  /** RFC 5965: what somebody's mailbox provider says that they said of a letter. */
  | { kind: "feedback"; type: string; mailFrom: string }
  /** A letter of another sort: an automatic answer, or somebody's. */
  | { kind: "none" }
  | { kind: "malformed" };

/**
 * What a report says. Its readable parts stand side by side at the top (RFC 6522): nothing within another is ever entered,
 * so that no depth costs anything, and what follows the first pieces is not read.
 */
export function readReport(bytes: Buffer): Report {
  const { fields, body } = entityIn(bytes.toString("latin1", 0, readMax));
  const type = fields.get("content-type") ?? "";
  if (!/^multipart\/report\b/i.test(type)) return { kind: "none" };
  const boundary = /;\s*boundary=(?:"([^"]{1,70})"|([^\s";]{1,70}))/i.exec(type);
  const between = boundary?.[1] ?? boundary?.[2];
  if (between === undefined) return { kind: "malformed" };
  for (const part of partsOf(body, between)) {
    const own = entityIn(part);
    const what = (own.fields.get("content-type") ?? "").toLowerCase();
    if (/^message\/(global-)?delivery-status\b/.test(what)) return statusIn(textOf(own));
    if (/^message\/feedback-report\b/.test(what)) return feedbackIn(textOf(own));
  }
  return { kind: "malformed" };
}

interface Entity {
  fields: ReadonlyMap<string, string>;
  body: string;
}

/** Fields by their names in small letters, the first of each; what follows the empty line is the body. */
function entityIn(text: string): Entity {
  const end = /\r?\n\r?\n/.exec(text);
  const head = end ? text.slice(0, end.index) : text;
  return { fields: fieldsIn(head), body: end ? text.slice(end.index + end[0].length) : "" };
}

function fieldsIn(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  const lines = text.split(/\r?\n(?![ \t])/, linesMax);
  for (const line of lines) {
    const colon = line.indexOf(":");
    const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase();
    const value = line.slice(colon + 1).replaceAll(/\r?\n[ \t]+/g, " ");
    if (/^[\w-]{1,60}$/.test(name) && !fields.has(name)) fields.set(name, value.trim());
  }
  return fields;
}

function partsOf(body: string, boundary: string): string[] {
  const pieces = `\n${body}`.split(`\n--${boundary}`, partsMax + 1).slice(1);
  return pieces
    .filter((piece) => !piece.startsWith("--"))
    .map((piece) => piece.slice(Math.max(0, piece.indexOf("\n") + 1)));
}

function textOf({ fields, body }: Entity): string {
  const how = fields.get("content-transfer-encoding")?.toLowerCase();
  if (how === "base64") return Buffer.from(body, "base64").toString("latin1");
  if (how !== "quoted-printable") return body;
  return body
    .replaceAll(/=\r?\n/g, "")
    .replaceAll(/=([0-9A-F]{2})/gi, (_whole, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
}

/** One group of fields of the letter, then one of each recipient (RFC 3464, 2.1). */
function statusIn(text: string): Report {
  const [, ...groups] = text.trim().split(/(?:\r?\n[ \t]*){2,}/, groupsMax + 1);
  const recipients = groups.flatMap((group) => {
    const fields = fieldsIn(group);
    const action = (fields.get("action") ?? "").toLowerCase().split(/[\s(;]/)[0] ?? "";
    const status = statusOf(fields);
    return action === "" || status === "" ? [] : { action, status, addresses: named(fields) };
  });
  return recipients.length === 0 ? { kind: "malformed" } : { kind: "status", recipients };
}

/** Where it says no more than "failed for good", the server's own reply may say why. */
function statusOf(fields: ReadonlyMap<string, string>): string {
  const status = /^[245]\.\d{1,3}\.\d{1,3}\b/.exec(fields.get("status") ?? "")?.[0] ?? "";
  if (!/^[45]\.0\.0$/.test(status)) return status;
  const said = /^smtp\s*;(.*)$/i.exec(fields.get("diagnostic-code") ?? "")?.[1] ?? "";
  const told = /\b[45]\.\d{1,3}\.\d{1,3}\b/.exec(said)?.[0];
  return told?.[0] === status[0] ? (told ?? status) : status;
}

function named(fields: ReadonlyMap<string, string>): string[] {
  return ["original-recipient", "final-recipient"].flatMap((name) => {
    const said = /^(?:rfc822|utf-8)\s*;\s*<?([^\s<>;]{3,320})>?/i.exec(fields.get(name) ?? "")?.[1];
    return said === undefined ? [] : [said, unescaped(said)];
  });
}

/** "+2B" is a plus, where a server left the form of RFC 3461, 4. */
function unescaped(text: string): string {
  return text.replaceAll(/\+([0-9A-F]{2})/g, (_whole, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function feedbackIn(text: string): Report {
  const fields = fieldsIn(text.trim());
  const type = (fields.get("feedback-type") ?? "").toLowerCase();
  if (!/^[a-z-]{3,40}$/.test(type)) return { kind: "malformed" };
  const mailFrom = (fields.get("original-mail-from") ?? "").replaceAll(/[<>\s]/g, "");
  return { kind: "feedback", type, mailFrom: mailFrom.slice(0, 320) };
}
