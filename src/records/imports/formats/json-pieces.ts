import { loss, record, structure, type Item, type LossReason, type Piece } from "../item.ts";
import { JsonScan, type JsonElement, type RoleOf } from "./json-scan.ts";

/** An item; a reason why it is none; or "structure" where an element carries no message at all. */
export type Made = Item | LossReason | "structure";

export interface JsonReader {
  roleOf: RoleOf;
  itemOf(value: unknown, element: JsonElement, skeleton: unknown): Made;
}

/** The pieces of a JSON file whose lists hold the records. `from`: where the JSON begins. */
export function* jsonPieces(bytes: Buffer, reader: JsonReader, from = 0): Generator<Piece> {
  const scan = new JsonScan(bytes, reader.roleOf, from);
  if (scan.elements.length === 0 && scan.skeleton === undefined)
    return yield loss(0, bytes, "damaged");
  let at = 0;
  for (const element of scan.elements) {
    if (element.start > at) yield structure(at, element.start - at);
    yield pieceOf(bytes, element, reader, scan.skeleton);
    at = element.end;
  }
  if (bytes.length > at) yield structure(at, bytes.length - at);
}

function pieceOf(
  bytes: Buffer,
  element: JsonElement,
  reader: JsonReader,
  skeleton: unknown,
): Piece {
  const { start, end } = element;
  const raw = bytes.subarray(start, end);
  if (element.is === "unknown")
    return isEmpty(raw) ? structure(start, end - start) : loss(start, raw, "unknown-part");
  const value = parsed(raw);
  if (value === undefined) return loss(start, raw, element.isWhole ? "not-readable" : "cut-off");
  const made = reader.itemOf(value.is, element, skeleton);
  if (made === "structure") return structure(start, end - start);
  return typeof made === "string" ? loss(start, raw, made) : record(start, end - start, made);
}

function parsed(raw: Buffer): { is: unknown } | undefined {
  try {
    return { is: JSON.parse(raw.toString("utf8")) as unknown };
  } catch {
    return undefined;
  }
}

/** "[]" and "{}" hold nothing that could be lost. */
function isEmpty(raw: Buffer): boolean {
  return raw.length < 200 && /^[[{]\s*[\]}]$/.test(raw.toString("latin1"));
}
