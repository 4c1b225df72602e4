import { createHash } from "node:crypto";
import type { PDU } from "smpp/lib/pdu.js";
import type { Account } from "../../account.ts";
import type { Net } from "../../connector.ts";
import { field, numberField, textField } from "../../exchange.ts";
import type { Heard } from "../../hook.ts";
import type { InboundItem } from "../../inbound.ts";
import { isNumber, numbersIn } from "../../mailing.ts";
import { askOf } from "../../telephone-words.ts";
import { partOf } from "./parts.ts";
import { receiptIn } from "./receipts.ts";
import { asAscii } from "./texts.ts";

const national = 2;
const ia5 = 1;

/** What some texts tell, each given with all its parts: receipts, words, and who wants to be left alone. */
export function heardIn(net: Net, account: Account, texts: readonly PDU[][]): Heard {
  const items: InboundItem[] = [];
  const optOuts: { address: string; isOut: boolean }[] = [];
  const occurredAt = net.now().toString();
  for (const pdus of texts) {
    const [first] = pdus;
    if (first === undefined) continue;
    const from = telephoneOf(first, account);
    const words = pdus.map(wordsOf).join("");
    const receipt = receiptIn(first, words);
    if (receipt !== undefined) {
      const author = { ...nameOf(account.handle), remoteId: account.remoteId };
      const text = `${receipt.version} to ${from}${receipt.error}`;
      const { remoteId, version, kind } = receipt;
      items.push({
        remoteId,
        version,
        kind,
        occurredAt,
        author,
        text,
        media: [],
        native: pdus.map(nativeOf),
      });
      continue;
    }
    items.push(message(pdus, { from, text: marked(pdus, words), occurredAt }));
    const ask = askOf(words);
    if (ask === "stop" || ask === "start") optOuts.push({ address: from, isOut: ask === "stop" });
  }
  return { items, optOuts };
}

/** SMPP gives what comes in no id: its octets and the moment of its coming stand for one. */
function message(
  pdus: readonly PDU[],
  { from, text, occurredAt }: { from: string; text: string; occurredAt: string },
): InboundItem {
  const native = pdus.map(nativeOf);
  const hash = createHash("sha256").update(JSON.stringify(native)).digest("hex").slice(0, 24);
  const author = { ...nameOf(from), remoteId: from };
  const remoteId = `${hash} ${occurredAt} ${pdus[0]?.sequence_number}`;
  return {
    remoteId,
    version: "received",
    kind: "message",
    occurredAt,
    author,
    text,
    media: [],
    native,
  };
}

function nameOf(name: string) {
  return { handle: name, displayName: name };
}

/** A text whose other parts did not come says so. */
function marked(pdus: readonly PDU[], words: string): string {
  const part = pdus.length === 1 && pdus[0] ? partOf(pdus[0]) : undefined;
  return part === undefined ? words : `(${part.number}/${part.count}) ${words}`;
}

/** The words of a unit as the package read them; the octets of a picture or a ring tone are none. */
function wordsOf(pdu: PDU): string {
  const short = field(field(pdu, "short_message"), "message");
  const long = field(field(pdu, "message_payload"), "message");
  const words = typeof short === "string" && short !== "" ? short : long;
  if (typeof words !== "string") return "";
  // The package reads IA5 with the GSM alphabet; they differ in ten signs, @ and _ among them.
  return numberField(pdu, "data_coding") === ia5 ? asAscii(words) : words;
}

/** The sender as the list of telephones writes it: gateways leave out the plus, some the country too. */
function telephoneOf(pdu: PDU, account: Account): string {
  const told = textField(pdu, "source_addr");
  const digits = told.replace(/^\+/, "");
  const whole = [`+${digits}`, `+1${digits}`];
  const known = numbersIn(account.settings["recipients"] ?? "");
  const listed = whole.find((each) => known.includes(each));
  if (listed !== undefined) return listed;
  const isShort = numberField(pdu, "source_addr_ton") === national || digits.length === 10;
  const guess = isShort && digits.length === 10 ? `+1${digits}` : `+${digits}`;
  return digits.length >= 10 && isNumber(guess) ? guess : told;
}

/** The unit as it came, for the record; octets as hexadecimal digits. */
function nativeOf(pdu: PDU): Record<string, unknown> {
  const plain: unknown = JSON.parse(JSON.stringify(pdu, hexadecimal));
  return { ...Object(plain) };
}

function hexadecimal(_name: string, value: unknown): unknown {
  const data: unknown = Reflect.get(Object(value), "data");
  const isBuffer = Reflect.get(Object(value), "type") === "Buffer" && Array.isArray(data);
  return isBuffer ? Buffer.from(data).toString("hex") : value;
}
