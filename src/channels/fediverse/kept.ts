import type { KvKey, KvStore, KvStoreListEntry, KvStoreSetOptions } from "@fedify/fedify";
import { limit } from "#platform/limits.ts";

const entriesMax = limit(
  "fediverse.kept",
  10_000,
  "entries",
  "keys and documents of other servers in memory; the least used goes first",
);

/**
 * What Fedify remembers of other servers: public keys and documents. All of it can be asked for again, so it stays in
 * memory, bounded, and a restart forgets it. What must survive (who follows, what is to be delivered, what was heard) is
 * in our own tables, in the transaction that it belongs to.
 */
export class KeptInMemory implements KvStore {
  readonly #entries = new Map<string, { key: KvKey; value: unknown; endsAtMs: number }>();
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  async get<T = unknown>(key: KvKey): Promise<T | undefined> {
    const name = JSON.stringify(key);
    const entry = this.#entries.get(name);
    if (entry === undefined) return undefined;
    this.#entries.delete(name);
    if (entry.endsAtMs <= this.#nowMs()) return undefined;
    this.#entries.set(name, entry);
    return entry.value as T;
  }

  async set(key: KvKey, value: unknown, options?: KvStoreSetOptions): Promise<void> {
    const ttlMs = options?.ttl?.total("milliseconds") ?? Number.POSITIVE_INFINITY;
    const name = JSON.stringify(key);
    this.#entries.delete(name);
    this.#entries.set(name, { key, value, endsAtMs: this.#nowMs() + ttlMs });
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > entriesMax && oldest !== undefined) this.#entries.delete(oldest);
  }

  async delete(key: KvKey): Promise<void> {
    this.#entries.delete(JSON.stringify(key));
  }

  async *list(prefix: KvKey | readonly [] = []): AsyncIterable<KvStoreListEntry> {
    const now = this.#nowMs();
    for (const { key, value, endsAtMs } of this.#entries.values())
      if (endsAtMs > now && prefix.every((part, index) => key[index] === part))
        yield { key, value };
  }
}
