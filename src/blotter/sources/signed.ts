import { ownAgency } from "#agency";
import type { Ctx } from "#platform/context.ts";
import { sha256 } from "#platform/crypto/canonical.ts";
import { mustBeSigned, notSigned } from "#platform/http/signed-body.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import type { ReadCall, RowFault } from "../intake/call.ts";
import { objectsIn, rowByRow, type Row } from "../intake/reading.ts";
import { bringCalls } from "./bringing.ts";
import { callSourceById } from "./sources.ts";

const batchMax = limit("blotter.batch", 500, "calls", "in one signed request");

export interface SignedCalls {
  source: string;
  timestamp: string;
  signature: string;
  body: Uint8Array<ArrayBuffer>;
}

export interface AnsweredCall {
  /** From 1, as the rows stood in the request. */
  row: number;
  number: string | null;
  status: "new" | "changed" | "same" | "refused";
  why?: RowFault["why"];
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * A signed batch, as `openbeat` takes messages of staff: HMAC-SHA256 over the time and the bytes. Each row is answered for
 * by itself; an empty list is a sign of life. The same request twice is refused, the same calls twice are not.
 */
export async function takeSignedCalls(ctx: Ctx, request: SignedCalls): Promise<AnsweredCall[]> {
  const known = uuid.test(request.source) ? await callSourceById(ctx, request.source) : undefined;
  if (!known || known.source.kind !== "api") throw notSigned();
  const { timestamp, signature: given, body } = request;
  mustBeSigned(ctx.clock, known.secret, { timestamp, given, body });
  const rows = rowsOf(Buffer.from(body).toString());
  const { timeZone } = await ownAgency(known.own);
  const { columns } = known.source.settings;
  const read = rowByRow(rows, { timeZone, columns });
  const calls = read.filter((one): one is ReadCall => typeof one !== "string");
  const faults = read.flatMap((why, at) => (typeof why === "string" ? [{ row: at + 1, why }] : []));
  const { each } = await bringCalls(known.own, known.source, {
    what: "request",
    read: { calls, faults, rows: rows.length },
    digest: sha256(`${timestamp}.${Buffer.from(body).toString("base64")}`),
  });
  let at = 0;
  return read.map((one, index) =>
    typeof one === "string"
      ? { row: index + 1, number: null, status: "refused", why: one }
      : { row: index + 1, number: one.number, status: each[at++] ?? "same" },
  );
}

function rowsOf(text: string): Row[] {
  const value = parsed(text);
  const isList =
    Array.isArray(value) ||
    (typeof value === "object" && value !== null && "calls" in value && Array.isArray(value.calls));
  if (!isList)
    throw new Refusal(
      "no-batch",
      'Send JSON as {"calls": [ … ]}; an empty list is a sign of life.',
    );
  const list = Array.isArray(value) ? value : objectsOf(value);
  if (list.length > batchMax)
    throw new Refusal("batch-too-large", `Send at most ${batchMax} calls at a time.`, {
      status: 413,
    });
  return objectsIn(list.map((one: unknown) => (isObject(one) ? one : {})));
}

function objectsOf(value: unknown): unknown[] {
  return isObject(value) && Array.isArray(value["calls"]) ? value["calls"] : [];
}

function isObject(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
