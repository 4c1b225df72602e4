import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { hashOf } from "../account.ts";
import type { Attachment, Item, ReadOptions } from "../item.ts";
import { instantOfMs, instantOfText } from "../times.ts";
import type { Tag } from "./xml-text.ts";

type Fields = Readonly<Record<string, string>>;

/** android.provider.Telephony: 1 in, 2 sent, 3 draft, 4 outbox, 5 failed, 6 queued. */
const boxes: Record<string, { direction: Item["direction"]; kind: Item["kind"] }> = {
  "1": { direction: "in", kind: "message" },
  "3": { direction: "internal", kind: "draft" },
};
const sent = { direction: "out", kind: "message" } as const;

/** The program writes the word "null" where a field is empty. */
function known(value: string | undefined): string {
  return value === undefined || value === "null" || value === "(Unknown)" ? "" : value;
}

/** One SMS, or undefined where it has no time. */
export function smsItem(
  { attributes, repairs }: Tag,
  { account = "" }: ReadOptions,
): Item | undefined {
  const at = timeOf(attributes);
  if (at === undefined) return undefined;
  const others = peopleOf(attributes["address"]);
  const text = attributes["body"] ?? "";
  const box = boxes[attributes["type"] ?? ""] ?? sent;
  const { from, to } = ends(box.direction, others, account);
  return {
    ...box,
    identity: hashOf([
      "sms",
      attributes["date"] ?? "",
      attributes["address"] ?? "",
      attributes["type"] ?? "",
      text,
    ]),
    at,
    from,
    to,
    thread: others.join(", "),
    text,
    media: [],
    payload: attributes,
    repairs,
  };
}

/** A message with parts: text, pictures, and who it was between. */
export function mmsItem(
  head: Tag,
  inner: readonly Tag[],
  { account = "" }: ReadOptions,
): Item | undefined {
  const { attributes } = head;
  const at = timeOf(attributes);
  if (at === undefined) return undefined;
  const parts = inner.filter(({ name }) => name === "part").map((part) => part.attributes);
  const addresses = inner.filter(({ name }) => name === "addr").map((one) => one.attributes);
  const box = boxes[attributes["msg_box"] ?? ""] ?? sent;
  const others = peopleOf(attributes["address"]);
  const media = parts.flatMap(attachmentOf);
  const subject = known(attributes["sub"]);
  const words = parts.filter(({ ct }) => ct === "text/plain").map(({ text }) => text ?? "");
  const text = [subject, ...words].filter(Boolean).join("\n");
  const by = (...types: string[]) =>
    addresses.flatMap(({ type, address }) => (types.includes(type ?? "") ? peopleOf(address) : []));
  const guess = ends(box.direction, others, account);
  const told = by("151", "130", "129");
  return {
    ...box,
    identity: mmsIdentity(attributes, text, media),
    at,
    from: by("137")[0] ?? guess.from,
    to: told.length > 0 ? told : guess.to,
    thread: others.join(", "),
    text,
    media,
    payload: {
      ...attributes,
      parts: parts.map(({ data, ...part }) =>
        data === undefined ? part : { ...part, data: "(file)" },
      ),
      addresses,
    },
    repairs: [head, ...inner].flatMap((tag) => tag.repairs),
  };
}

function mmsIdentity(attributes: Fields, text: string, media: readonly Attachment[]): string {
  const files = media.map(({ bytes }) => hashOf([Buffer.from(bytes ?? []).toString("latin1")]));
  const { date = "", address = "", msg_box: box = "" } = attributes;
  return hashOf(["mms", date, address, box, text, ...files]);
}

/** Layout (SMIL) is markup of the message, text is its words; the rest are files. */
function attachmentOf({ ct = "", data, name, cl, seq }: Fields): Attachment[] {
  if (data === undefined || ct === "application/smil") return [];
  const called = known(name) || known(cl) || `part ${seq ?? ""}`.trim();
  return [{ name: called, type: ct, bytes: Buffer.from(data, "base64") }];
}

const callTypes: Record<string, { direction: Item["direction"]; says: string }> = {
  "1": { direction: "in", says: "Incoming call" },
  "2": { direction: "out", says: "Outgoing call" },
  "3": { direction: "in", says: "Missed call" },
  "4": { direction: "in", says: "Voicemail" },
  "5": { direction: "in", says: "Rejected call" },
  "6": { direction: "in", says: "Refused call" },
};

export function callItem(
  { attributes, repairs }: Tag,
  { account = "" }: ReadOptions,
): Item | undefined {
  const at = timeOf(attributes);
  if (at === undefined) return undefined;
  const { number = "", type = "", date = "", duration = "0" } = attributes;
  const { direction, says } = callTypes[type] ?? { direction: "in", says: "Call" };
  const others = peopleOf(number);
  return {
    kind: "call",
    direction,
    identity: hashOf(["call", date, number, type, duration]),
    at,
    ...ends(direction, others, account),
    thread: others.join(", "),
    text: `${says}, ${duration} s`,
    media: [],
    payload: attributes,
    repairs,
  };
}

function timeOf({ date, date_sent: sentAt, readable_date: readable }: Fields): string | undefined {
  return instantOfMs(date) ?? instantOfMs(sentAt) ?? instantOfText(known(readable));
}

/** Addresses of a group stand in one field with "~" between them. */
function peopleOf(addresses = ""): string[] {
  return addresses
    .split("~")
    .map((one) => known(one.trim()))
    .filter((one) => one !== "" && one !== "insert-address-token")
    .map(plainNumber);
}

const numbers = new Map<string, string>();

/** One person's number is written in many ways: in one way (E.164) they are one person. */
function plainNumber(address: string): string {
  const seen = numbers.get(address);
  if (seen !== undefined) return seen;
  const number = /^[+\d][\d\s().-]{6,}$/.test(address)
    ? parsePhoneNumberFromString(address, "US")
    : undefined;
  const plain = number?.isValid() ? number.number : address;
  if (numbers.size < 10_000) numbers.set(address, plain);
  return plain;
}

function ends(direction: Item["direction"], others: readonly string[], account: string) {
  return direction === "in"
    ? { from: others[0] ?? "", to: account === "" ? [] : [account] }
    : { from: account, to: others };
}
