import type { PDU } from "smpp/lib/pdu.js";
import { field, numberField, textField } from "../../exchange.ts";

interface Part {
  /** Who sent it to whom, and the text's reference: the same for all its parts. */
  of: string;
  number: number;
  count: number;
}

/** The units of each text that is there whole, in order; and those whose other parts have not come. */
export function sortParts(pdus: readonly PDU[]): { whole: PDU[][]; open: PDU[] } {
  const whole: PDU[][] = [];
  const groups = new Map<string, Map<number, PDU>>();
  for (const pdu of pdus) {
    const part = partOf(pdu);
    if (part === undefined) {
      whole.push([pdu]);
      continue;
    }
    const group = groups.get(part.of) ?? new Map<number, PDU>();
    groups.set(part.of, group.set(part.number, pdu));
    if (group.size < part.count) continue;
    groups.delete(part.of);
    whole.push([...group].sort(([a], [b]) => a - b).map(([, each]) => each));
  }
  return { whole, open: [...groups.values()].flatMap((group) => [...group.values()]) };
}

/** By the header of 3GPP TS 23.040 §9.2.3.24.1 and §9.2.3.24.8, or by the fields sar_… (§5.3.2.22). */
export function partOf(pdu: PDU): Part | undefined {
  const [reference, count = 0, number = 0] = headerOf(pdu) ?? fieldsOf(pdu) ?? [];
  if (reference === undefined || count < 2 || number < 1 || number > count) return undefined;
  const between = `${textField(pdu, "source_addr")} ${textField(pdu, "destination_addr")}`;
  return { of: `${between} ${reference} ${count}`, number, count };
}

function headerOf(pdu: PDU): number[] | undefined {
  const elements = field(field(pdu, "short_message"), "udh");
  for (const element of Array.isArray(elements) ? elements : []) {
    if (!Buffer.isBuffer(element)) continue;
    const [kind, length, ...bytes] = element;
    if (kind === 0 && length === 3) return bytes;
    if (kind === 8 && length === 4) {
      const [high = 0, low = 0, ...rest] = bytes;
      return [high * 256 + low, ...rest];
    }
  }
  return undefined;
}

function fieldsOf(pdu: PDU): number[] | undefined {
  const names = ["sar_msg_ref_num", "sar_total_segments", "sar_segment_seqnum"];
  const found = names.flatMap((name) => numberField(pdu, name) ?? []);
  return found.length === names.length ? found : undefined;
}
