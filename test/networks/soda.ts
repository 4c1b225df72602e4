import { createHash } from "node:crypto";
import { No, startLoopback, type Loopback, type LoopbackAnswer, type Visit } from "./loopback.ts";

type SodaType = "text" | "number" | "checkbox" | "calendar_date" | "floating_timestamp";
type Cell = string | number | boolean | null;

export interface SodaServer extends Loopback {
  /** The address that a person copies. */
  dataset: string;
  /** Adds a row or changes one, as a publisher's upsert does, by the column `key`. */
  upsert(row: Record<string, Cell>, at?: string): void;
  /** Takes a row away, as publishers do: no change tells of it. */
  remove(key: string): void;
  /** What was asked, newest last. */
  asked: URLSearchParams[];
  /** Answers that were "nothing has changed". */
  unchanged(): number;
}

interface SodaOptions {
  columns: Readonly<Record<string, SodaType>>;
  key: string;
  /** Tokens that the portal knows; without one a client has this many requests. */
  tokens?: readonly string[];
  freeRequests?: number;
}

interface Stored {
  id: string;
  updatedAt: string;
  cells: Record<string, Cell>;
}

const systemTypes: Record<string, string> = {
  ":id": "row_identifier",
  ":updated_at": "fixed_timestamp",
  ":created_at": "fixed_timestamp",
};

/**
 * A portal of the Socrata kind, by dev.socrata.com: SODA 2.1 with $select, $where, $order, $limit and $offset; columns that
 * hold nothing are left out of a row, numbers come as text, rows have no order unless one is asked for, and a literal must be
 * of its column's type.
 */
export async function startSoda(options: SodaOptions): Promise<SodaServer> {
  const portal = new Portal(options);
  const loopback = await startLoopback({
    answer: (visit) => portal.answer(visit),
    isAct: ({ path }) => path.startsWith("/resource/"),
    tooMany: {
      status: 429,
      body: { code: "throttled", error: true, message: "Too many requests" },
      headers: { "retry-after": "120" },
    },
    outOfOrder: { status: 503, body: { error: true, message: "Service unavailable" } },
    expired: denied(),
    headers: () => ({ "x-socrata-requestid": "aqe1bgaxzvhitfgrsvy6semhi" }),
  });
  return Object.assign(loopback, {
    dataset: `${loopback.url}/d/${portal.id}`,
    upsert: portal.upsert.bind(portal),
    remove: portal.remove.bind(portal),
    asked: portal.asked,
    unchanged: () => portal.unchanged,
  });
}

function denied(): LoopbackAnswer {
  return {
    status: 403,
    body: { code: "permission_denied", error: true, message: "Invalid app_token specified" },
  };
}

class Portal {
  readonly id = "33kz-ixgy";
  readonly asked: URLSearchParams[] = [];
  readonly #options: SodaOptions;
  readonly #rows = new Map<string, Stored>();
  unchanged = 0;
  #free: number;
  #count = 0;

  constructor(options: SodaOptions) {
    this.#options = options;
    this.#free = options.freeRequests ?? Infinity;
  }

  upsert(cells: Record<string, Cell>, at = new Date().toISOString()): void {
    const key = String(cells[this.#options.key]);
    const before = this.#rows.get(key);
    const id = before?.id ?? `row-${String((this.#count += 1)).padStart(6, "0")}`;
    // A row that is written anew stands last: what has no order asked for comes as it lies.
    this.#rows.delete(key);
    this.#rows.set(key, { id, updatedAt: at, cells: { ...before?.cells, ...cells } });
  }

  remove(key: string): void {
    this.#rows.delete(key);
  }

  answer({ method, path, query, request }: Visit): LoopbackAnswer {
    if (method !== "GET") throw new No(405, { error: true, message: "Method not allowed" });
    const token = request.headers["x-app-token"];
    if (token !== undefined && !this.#options.tokens?.includes(String(token)))
      throw new No(403, denied().body);
    if (token === undefined && (this.#free -= 1) < 0)
      throw new No(429, { code: "throttled", error: true, message: "Too many requests" });
    if (path === `/api/views/${this.id}.json`) return { status: 200, body: this.#about() };
    if (path !== `/resource/${this.id}.json`)
      throw new No(404, { code: "dataset.missing", error: true, message: "Not found" });
    this.asked.push(query);
    return this.#page(query, request.headers["if-none-match"]);
  }

  #about() {
    const columns = Object.entries(this.#options.columns).map(([fieldName, dataTypeName]) => ({
      id: fieldName.length,
      name: fieldName.replaceAll("_", " "),
      fieldName,
      dataTypeName,
    }));
    return { id: this.id, name: "Call Data", columns };
  }

  #page(query: URLSearchParams, tag: string | undefined): LoopbackAnswer {
    for (const name of query.keys())
      if (!["$select", "$where", "$order", "$limit", "$offset"].includes(name))
        throw malformed(`Unrecognized arguments [${name}]`);
    const { where, order, select } = {
      where: query.get("$where"),
      order: query.get("$order"),
      select: query.get("$select") ?? "*",
    };
    const [limit, offset] = [whole(query, "$limit", 1_000), whole(query, "$offset", 0)];
    let rows = [...this.#rows.values()].filter((row) => where === null || this.#fits(row, where));
    const by = order?.split(",").map((one) => this.#known(one.trim()));
    rows = by
      ? rows.toSorted((a, b) =>
          compare(
            by.map((name) => valueOf(a, name)),
            by.map((name) => valueOf(b, name)),
          ),
        )
      : rows.toReversed();
    const names =
      select === "*"
        ? Object.keys(this.#options.columns)
        : select.split(",").map((one) => this.#known(one.trim()));
    const told = rows.slice(offset, offset + limit).map((row) => shown(row, names));
    const etag = `"${createHash("sha256").update(JSON.stringify(told)).digest("base64url")}"`;
    if (tag === etag) {
      this.unchanged += 1;
      return { status: 304, headers: { etag } };
    }
    return { status: 200, body: told, headers: { etag, "x-soda2-fields": JSON.stringify(names) } };
  }

  #known(name: string): string {
    if (name in systemTypes || name in this.#options.columns) return name;
    throw new No(400, {
      message: `Query coordinator error: query.soql.no-such-column; No such column: ${name}`,
      errorCode: "query.soql.no-such-column",
    });
  }

  #typeOf(name: string): string {
    return systemTypes[name] ?? this.#options.columns[name] ?? "text";
  }

  /** Two forms of a condition: a column from a value on, and a column among values. */
  #fits(row: Stored, where: string): boolean {
    const from = /^(:?[a-z_]+) >= '([^']*)'$/.exec(where);
    if (from) {
      const name = this.#known(from[1] ?? "");
      mustBeTime(this.#typeOf(name), from[2] ?? "");
      const value = valueOf(row, name);
      return value !== null && String(value) >= (from[2] ?? "");
    }
    const among = /^(:?[a-z_]+) in \((.+)\)$/.exec(where);
    if (!among) throw malformed(`Could not parse SoQL query "${where}"`);
    const name = this.#known(among[1] ?? "");
    const wanted = (among[2] ?? "").split(", ").map((one) => literal(one, this.#typeOf(name)));
    return wanted.includes(String(valueOf(row, name)));
  }
}

function malformed(message: string): No {
  return new No(400, { message, errorCode: "query.compiler.malformed" });
}

function literal(text: string, type: string): string {
  const isText = /^'(?:[^']|'')*'$/.test(text);
  if (isText === (type === "number"))
    throw new No(400, {
      message: `Query coordinator error: query.soql.type-mismatch; Type mismatch for #IN`,
      errorCode: "query.soql.type-mismatch",
    });
  return isText ? text.slice(1, -1).replaceAll("''", "'") : text;
}

/** A fixed timestamp has a zone, a floating one has none. */
function mustBeTime(type: string, text: string): void {
  const isFixed = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text);
  const isFloating = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$/.test(text);
  if (type === "fixed_timestamp" ? isFixed : isFloating) return;
  throw new No(400, {
    message: "Query coordinator error: query.soql.type-mismatch; Type mismatch for op$>=",
    errorCode: "query.soql.type-mismatch",
  });
}

function whole(query: URLSearchParams, name: string, otherwise: number): number {
  const given = query.get(name);
  if (given === null) return otherwise;
  if (!/^\d+$/.test(given)) throw malformed(`Invalid ${name}`);
  return Number(given);
}

function valueOf({ id, updatedAt, cells }: Stored, name: string): Cell {
  if (name === ":id") return id;
  if (name.startsWith(":")) return updatedAt;
  return cells[name] ?? null;
}

function compare(a: readonly Cell[], b: readonly Cell[]): number {
  for (const [at, one] of a.entries()) {
    const other = b[at] ?? null;
    if (one === other) continue;
    return String(one) < String(other) ? -1 : 1;
  }
  return 0;
}

/** Numbers come as text, and what is empty not at all. */
function shown(row: Stored, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = valueOf(row, name);
      if (value === null) return [];
      return [[name, typeof value === "number" ? String(value) : value]];
    }),
  );
}
