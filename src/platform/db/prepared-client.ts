import pg from "pg";
import { limit } from "../limits.ts";

const preparedMax = limit(
  "db.prepared",
  256,
  "statements",
  "kept parsed on one connection; what comes after is parsed each time",
);
const afterUses = 3;

/** Names by text, the same on every connection; forgotten texts keep theirs. */
const names = new Map<string, string>();

/**
 * A connection that keeps statements it has met before parsed and planned (PREPARE): planning an insert into a
 * partitioned, fenced table costs more than carrying it out.
 */
export class PreparedClient extends pg.Client {
  readonly #uses = new Map<string, number>();

  constructor(config?: pg.ClientConfig) {
    super(config);
    const query = this.query.bind(this);
    const named = (config: unknown, ...rest: unknown[]) =>
      Reflect.apply(query, undefined, [this.#named(config, rest[0]), ...rest]);
    Object.assign(this, { query: named });
  }

  #named(config: unknown, values: unknown): unknown {
    const asked = typeof config === "string" && Array.isArray(values) ? { text: config } : config;
    if (!isNameable(asked)) return config;
    const uses = (this.#uses.get(asked.text) ?? 0) + 1;
    if (uses === 1 && this.#uses.size >= preparedMax) return config;
    this.#uses.set(asked.text, uses);
    if (uses < afterUses) return config;
    return { ...asked, name: nameOf(asked.text) };
  }
}

function isNameable(config: unknown): config is { text: string } {
  if (typeof config !== "object" || config === null || !("text" in config)) return false;
  const { text } = config;
  // Streams (COPY) and cursors bring a way of their own to be sent.
  if ("submit" in config) return false;
  return typeof text === "string" && !("name" in config && typeof config.name === "string");
}

function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = `ob_${names.size}`;
  names.set(text, name);
  return name;
}
