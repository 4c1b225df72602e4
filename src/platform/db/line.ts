import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";

const channel = "openbeat_bell";
/** PostgreSQL carries less than 8,000 bytes at once. */
const lengthMax = 7_000;
/** In a burst, thousands of words a second become one message each time. */
const gatherMs = 25;

/** Carries words from one process to the others that share its database, by LISTEN/NOTIFY. What is lost is lost. */
export class Line {
  /** Its own words come back to it, and are known by this. */
  readonly #name: string;
  readonly #waiting = new Set<string>();
  #isSending = false;

  constructor(name: string) {
    this.#name = name;
  }

  carry(pool: pg.Pool, words: Iterable<string>): void {
    for (const word of words) this.#waiting.add(word);
    if (!this.#isSending) void this.#send(pool);
  }

  async #send(pool: pg.Pool): Promise<void> {
    this.#isSending = true;
    while (this.#waiting.size > 0) {
      const message = pg.escapeLiteral(JSON.stringify([this.#name, ...this.#taken()]));
      // Nothing is written that would have to be safe on disk: no commit waits for this one.
      const text = `begin; set local synchronous_commit = off; select pg_notify('${channel}', ${message}); commit`;
      await pool.query(text).catch(() => undefined);
      await pause(gatherMs, undefined, { ref: false });
    }
    this.#isSending = false;
  }

  #taken(): string[] {
    const taken: string[] = [];
    let length = 0;
    for (const word of this.#waiting) {
      length += word.length + 3;
      if (length > lengthMax && taken.length > 0) break;
      this.#waiting.delete(word);
      taken.push(word);
    }
    return taken;
  }

  /** Hears what others carry, until the signal aborts or the connection breaks. Throws when it cannot begin. */
  async hear(
    options: pg.PoolConfig,
    heard: (words: string[]) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const client = new pg.Client(options);
    const over = Promise.withResolvers<void>();
    const end = () => over.resolve();
    client.on("error", end);
    client.on("end", end);
    client.on("notification", ({ payload }) => {
      const [from, ...words] = wordsOf(payload ?? "");
      if (from !== this.#name) heard(words);
    });
    signal.addEventListener("abort", end, { once: true });
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      if (!signal.aborted) await over.promise;
    } finally {
      signal.removeEventListener("abort", end);
      await client.end().catch(() => undefined);
    }
  }
}

function wordsOf(payload: string): string[] {
  try {
    const said: unknown = JSON.parse(payload);
    return Array.isArray(said) ? said.filter((word) => typeof word === "string") : [];
  } catch {
    return [];
  }
}
