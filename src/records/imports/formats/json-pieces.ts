import { limit } from "#platform/limits.ts";
import { loss, record, structure, type Item, type LossReason, type Piece } from "../item.ts";
import { isObject, JsonScan, type JsonElement, type RoleOf } from "./json-scan.ts";

const depthMax = limit("imports.json-depth", 100, "brackets", "one within another in a message");

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
  const closed = Math.max(at, scan.closedAt);
  // What stands behind the last bracket belongs to no JSON: white space and semicolons apart, it is told.
  const end = /^[\s;]*$/.test(bytes.toString("latin1", closed)) ? bytes.length : closed;
  if (end > at) yield structure(at, end - at);
  if (bytes.length > end) yield loss(end, bytes.subarray(end), "unknown-part");
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
  // Every later step walks a record by calling itself: one made of brackets alone would end the program.
  if (isTooDeep(value.is)) return loss(start, raw, "not-readable");
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

function isTooDeep(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > depthMax) return true;
    level = level.flatMap((one) => (isObject(one) ? Object.values(one) : [])).filter(isObject);
  }
  return false;
}

/** "[]" and "{}" hold nothing that could be lost. */
function isEmpty(raw: Buffer): boolean {
  return raw.length < 200 && /^[[{]\s*[\]}]$/.test(raw.toString("latin1"));
}
