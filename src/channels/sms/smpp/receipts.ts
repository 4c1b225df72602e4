import type { PDU } from "smpp/lib/pdu.js";
import { numberField, textField } from "../../exchange.ts";
import { asAscii } from "./texts.ts";

export interface Receipt {
  /** The gateway's id of the message, as the receipt writes it. */
  remoteId: string;
  version: string;
  kind: "receipt" | "bounce";
  /** Of one that did not arrive. */
  error: string;
}

/** Bits 5 to 2 of esm_class (§5.2.12): a receipt of the gateway's, or news on the way. */
const kindBits = 0x3c;
const receiptKinds: ReadonlySet<number> = new Set([0x04, 0x20]);

/** The states of Appendix B, and the words that the Twilio interface has for them. */
const states: Readonly<Record<string, string>> = {
  ENROUTE: "sent",
  ACCEPTD: "accepted",
  DELIVRD: "delivered",
  EXPIRED: "expired",
  DELETED: "deleted",
  UNDELIV: "undelivered",
  REJECTD: "rejected",
  UNKNOWN: "unknown",
};
/** message_state (§5.2.28) by its number. */
const numbered = "- ENROUTE DELIVRD EXPIRED DELETED UNDELIV ACCEPTD UNKNOWN REJECTD".split(" ");
const lostStates = new Set(["expired", "deleted", "undelivered", "rejected", "failed"]);

/** What a receipt tells, from its fields or from its text, whose form each gateway writes a little differently. */
export function receiptIn(pdu: PDU, words: string): Receipt | undefined {
  const byField = /^[!-~]+/.exec(textField(pdu, "receipted_message_id"))?.[0];
  const isReceipt = receiptKinds.has((numberField(pdu, "esm_class") ?? 0) & kindBits);
  if (!isReceipt && byField === undefined) return undefined;
  const isPlain = numberField(pdu, "data_coding") === 0;
  const text = isPlain ? asAscii(words) : words;
  const said = (name: string) => new RegExp(`\\b${name}:\\s*(\\S+)`, "i").exec(text)?.[1];
  const state = said("stat") ?? numbered[numberField(pdu, "message_state") ?? 7] ?? "UNKNOWN";
  const version = states[state.toUpperCase()] ?? state.toLowerCase();
  const code = said("err");
  const isLost = lostStates.has(version);
  return {
    remoteId: byField ?? said("id") ?? "a message that the receipt does not name",
    version,
    kind: isLost ? "bounce" : "receipt",
    error: code === undefined || /^0*$/.test(code) ? "" : ` (error ${code})`,
  };
}
