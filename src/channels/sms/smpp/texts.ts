import { createHash } from "node:crypto";
import { gsmCoder } from "smpp/lib/defs.js";
import { partsOf } from "../segments.ts";

/** One submit_sm's share of a text. */
export interface ShortMessage {
  esm_class: number;
  data_coding: number;
  short_message: Buffer;
}

const hasHeader = 0x40;
const ucs2 = 8;
const smscDefault = 0;

/**
 * A text as the very parts that the meter counted. Several carry the header of 3GPP TS 23.040 §9.2.3.24.1, whose
 * reference is the same in every try of one delivery.
 */
export function shortMessages(text: string, key: string): ShortMessage[] {
  const { encoding, parts } = partsOf(text);
  const isGsm = encoding === "GSM-7";
  const [reference = 0] = createHash("sha256").update(key).digest();
  return parts.map((part, index) => {
    const body = isGsm ? gsmCoder.encode(part, 0) : Buffer.from(part, "utf16le").swap16();
    const isOne = parts.length === 1;
    const header = isOne ? [] : [5, 0, 3, reference, parts.length, index + 1];
    return {
      esm_class: isOne ? 0 : hasHeader,
      data_coding: isGsm ? smscDefault : ucs2,
      short_message: Buffer.concat([Buffer.from(header), body]),
    };
  });
}

/** The octets that the package read with the GSM alphabet, as ASCII: receipts are written so. */
export function asAscii(text: string): string {
  return gsmCoder.encode(text, 0).toString("latin1");
}
