/**
 * What a list or an object within a JSON file is to its reader: a list of records, a way to one, something known that
 * holds none; or undefined, something unknown, which becomes a loss.
 */
export type Role = "list" | "through" | "known" | undefined;

/** Asked with the place, and whether it is a list that stands there. */
export type RoleOf = (path: string, isArray: boolean) => Role;

export interface JsonElement {
  /** Where in the file: names, and places in lists. */
  trail: readonly (string | number)[];
  /** The same with "*" for places: "chats.list.*.messages". */
  path: string;
  start: number;
  end: number;
  is: "element" | "unknown";
  /** Its end was reached before the file's. */
  isWhole: boolean;
}

interface Frame {
  isArray: boolean;
  path: string;
  trail: readonly (string | number)[];
  role: Role;
  index: number;
  key: string;
}

const quote = 0x22;
const backslash = 0x5c;
const newline = 0x0a;

/**
 * Finds the elements of a JSON file by their place, byte by byte, without understanding the whole: what is broken
 * breaks its own element alone. `skeleton` is everything else, with null for each element.
 */
export class JsonScan {
  readonly elements: JsonElement[] = [];
  /** Where the outermost bracket was closed; the file's end where it never was. */
  readonly closedAt: number;
  readonly #bytes: Buffer;
  readonly #roleOf: RoleOf;
  readonly #stack: Frame[] = [];
  #at: number;
  #closedAt: number | undefined;
  #held: { start: number; depth: number; frame: Frame; is: "element" | "unknown" } | undefined;

  constructor(bytes: Buffer, roleOf: RoleOf, from = 0) {
    this.#bytes = bytes;
    this.#roleOf = roleOf;
    this.#at = from;
    const start = from;
    while (this.#at < bytes.length) this.#step();
    if (this.#held) this.#finish(bytes.length, false);
    this.closedAt = this.#stack.length > 0 ? bytes.length : (this.#closedAt ?? bytes.length);
    this.skeleton = skeletonOf(
      bytes,
      start,
      this.elements,
      this.#stack.map(({ isArray }) => isArray),
    );
  }

  readonly skeleton: unknown;

  #step(): void {
    const byte = this.#bytes[this.#at] ?? 0;
    const top = this.#stack.at(-1);
    if (byte === quote) return this.#string(top);
    if (byte === 0x7b || byte === 0x5b) this.#open(byte === 0x5b, top);
    else if (byte === 0x7d || byte === 0x5d) this.#close(byte === 0x5d);
    else if (byte === 0x2c) this.#comma(top);
    else if (byte > 0x20 && byte !== 0x3a) this.#begin(top);
    this.#at++;
  }

  /** A raw line feed ends a string that should have ended before: JSON allows none within. */
  #string(top: Frame | undefined): void {
    this.#begin(top);
    const start = this.#at + 1;
    let at = start;
    for (; at < this.#bytes.length; at++) {
      const byte = this.#bytes[at];
      if (byte === backslash) at++;
      else if (byte === quote || byte === newline) break;
    }
    if (top && !top.isArray && !this.#held && isKey(this.#bytes, at + 1))
      top.key = this.#bytes.toString("utf8", start, Math.min(at, start + 100));
    this.#at = at + 1;
  }

  /** The first byte of an element of a list. */
  #begin(top: Frame | undefined): void {
    if (this.#held || !top?.isArray || top.role !== "list") return;
    this.#hold(this.#at, top, "element");
  }

  #hold(start: number, frame: Frame, is: "element" | "unknown"): void {
    this.#held = { start, depth: this.#stack.length, frame: { ...frame }, is };
  }

  #open(isArray: boolean, top: Frame | undefined): void {
    this.#begin(top);
    const frame = this.#frame(isArray, top);
    if (!this.#held && frame.role === undefined) this.#hold(this.#at, frame, "unknown");
    this.#stack.push(frame);
  }

  #frame(isArray: boolean, top: Frame | undefined): Frame {
    if (!top)
      return { isArray, path: "", trail: [], role: this.#roleOf("", isArray), index: 0, key: "" };
    const step = top.isArray ? top.index : top.key;
    if (this.#held || top.role === "known") return { ...top, isArray, index: 0, key: "" };
    const path = `${top.path}${top.path === "" ? "" : "."}${top.isArray ? "*" : top.key}`;
    return {
      isArray,
      path,
      trail: [...top.trail, step],
      role: this.#roleOf(path, isArray),
      index: 0,
      key: "",
    };
  }

  /** A bracket that closes something further out closes all within; one that closes nothing is no bracket. */
  #close(isArray: boolean): void {
    const depth = this.#stack.findLastIndex((frame) => frame.isArray === isArray);
    if (depth === -1) return;
    this.#stack.length = depth;
    if (depth === 0) this.#closedAt = this.#at + 1;
    const held = this.#held;
    if (!held || depth > held.depth) return;
    if (depth === held.depth && held.is === "unknown") this.#finish(this.#at + 1, true);
    else if (depth < held.depth) this.#finish(this.#at, true);
  }

  #comma(top: Frame | undefined): void {
    if (this.#held?.is === "element" && this.#stack.length === this.#held.depth)
      this.#finish(this.#at, true);
    if (top?.isArray) top.index++;
  }

  #finish(end: number, isWhole: boolean): void {
    const held = this.#held;
    this.#held = undefined;
    if (!held) return;
    let last = end;
    while (last > held.start + 1 && (this.#bytes[last - 1] ?? 0) <= 0x20) last--;
    const { path, trail, index } = held.frame;
    const place = held.is === "element" ? [...trail, index] : trail;
    this.elements.push({ path, trail: place, start: held.start, end: last, is: held.is, isWhole });
  }
}

function isKey(bytes: Buffer, from: number): boolean {
  let at = from;
  while (at < bytes.length && (bytes[at] ?? 0) <= 0x20) at++;
  return bytes[at] === 0x3a;
}

/** What lies around the elements; a file that was cut off has its brackets closed. */
function skeletonOf(
  bytes: Buffer,
  start: number,
  elements: readonly JsonElement[],
  open: readonly boolean[],
): unknown {
  const between: string[] = [];
  let at = start;
  for (const element of elements) {
    between.push(bytes.toString("utf8", at, element.start), "null");
    at = element.end;
  }
  between.push(bytes.toString("utf8", at));
  const text = between.join("").replace(/[\s;]+$/, "");
  const closing = open
    .map((isArray) => (isArray ? "]" : "}"))
    .reverse()
    .join("");
  const whole = () => text.slice(0, Math.max(text.lastIndexOf(","), 0));
  for (const attempt of [() => text, () => text + closing, () => whole() + closing]) {
    try {
      return JSON.parse(attempt()) as unknown;
    } catch {
      // The next attempt is more forgiving; a file without any skeleton still has its elements.
    }
  }
  return undefined;
}

/** What stands at a place of the skeleton. */
export function at(skeleton: unknown, trail: readonly (string | number)[]): unknown {
  let value = skeleton;
  for (const step of trail) value = isObject(value) ? value[step] : undefined;
  return value;
}

export function isObject(value: unknown): value is Record<string | number, unknown> {
  return typeof value === "object" && value !== null;
}

export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A value by its names, or undefined on the way. */
export function get(value: unknown, ...names: readonly (string | number)[]): unknown {
  return at(value, names);
}
