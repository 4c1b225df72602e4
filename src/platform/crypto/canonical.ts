import { hash } from "node:crypto";
import { limit } from "#platform/limits.ts";

const depthMax = limit(
  "canonical.depth",
  100,
  "levels",
  "a value nested deeper is refused before it can exhaust the stack",
);

/**
 * The canonical JSON text of `value` (RFC 8785): the same value always gives the same bytes, whatever
 * the order of its keys, so that its hash can be signed. Properties that are undefined are dropped.
 *
 * Throws a TypeError that names the place for what JSON cannot hold: NaN and the infinities, lone
 * surrogates, functions, symbols, bigints, undefined in arrays or alone, and objects of a class
 * (a Date, a Map, bytes), whose meaning would depend on the reader.
 */
export function canonicalize(value: unknown): string {
  return write(value, "$", 0);
}

/** SHA-256 of bytes, or of a string's UTF-8 bytes (FIPS 180-4): 32 bytes. */
export function sha256(data: Uint8Array | string): Buffer {
  // A string comes over from Node's own code at half the cost of a buffer.
  return Buffer.from(hash("sha256", data, "hex"), "hex");
}

function write(value: unknown, place: string, depth: number): string {
  switch (typeof value) {
    case "string":
      return quote(value, place);
    case "number":
      return number(value, place);
    case "boolean":
      return value ? "true" : "false";
    case "object":
      if (value === null) return "null";
      if (depth >= depthMax) refuse(place, `nests deeper than ${depthMax} levels`);
      return Array.isArray(value) ? array(value, place, depth) : object(value, place, depth);
    default:
      return refuse(place, `is ${typeof value}, which JSON cannot hold`);
  }
}

function quote(text: string, place: string): string {
  if (!text.isWellFormed()) refuse(place, "has a lone surrogate");
  // ECMAScript's escapes are the ones that RFC 8785 §3.2.2.2 demands.
  return JSON.stringify(text);
}

function number(value: number, place: string): string {
  if (!Number.isFinite(value)) refuse(place, `is ${value}, which JSON cannot hold`);
  // RFC 8785 §3.2.2.3 takes ECMAScript's own form; minus zero becomes "0" in both.
  return String(value);
}

function array(values: readonly unknown[], place: string, depth: number): string {
  let text = "[";
  for (let index = 0; index < values.length; index += 1) {
    if (index > 0) text += ",";
    text += write(values[index], `${place}[${index}]`, depth + 1);
  }
  return `${text}]`;
}

function object(value: object, place: string, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    refuse(place, "is an object of a class; give a plain one");
  }
  let text = "{";
  // The default sort compares UTF-16 code units, as RFC 8785 §3.2.3 demands.
  for (const [key, member] of Object.entries(value).sort(byKey)) {
    if (member === undefined) continue;
    if (text.length > 1) text += ",";
    text += `${quote(key, place)}:${write(member, `${place}.${key}`, depth + 1)}`;
  }
  return `${text}}`;
}

function byKey([left]: [string, unknown], [right]: [string, unknown]): number {
  return left < right ? -1 : 1;
}

function refuse(place: string, why: string): never {
  throw new TypeError(`no canonical JSON: ${place} ${why}`);
}
