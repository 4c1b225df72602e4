/** Finds hashes that occur twice among millions: 8 bytes a hash, where a Map would end at 2^24. */
export class HashesSeen {
  #prefixes = new BigUint64Array(1024);
  #count = 0;

  add(hash: Buffer): void {
    if (this.#count === this.#prefixes.length) {
      const larger = new BigUint64Array(this.#count * 2);
      larger.set(this.#prefixes);
      this.#prefixes = larger;
    }
    this.#prefixes[this.#count] = hash.readBigUInt64BE();
    this.#count += 1;
  }

  /** The first 8 bytes of the hashes that may have been added more than once. */
  repeated(): Set<bigint> {
    const sorted = this.#prefixes.slice(0, this.#count).sort();
    const repeated = new Set<bigint>();
    for (let at = 1; at < sorted.length; at += 1) {
      const prefix = sorted[at];
      if (prefix !== undefined && prefix === sorted[at - 1]) repeated.add(prefix);
    }
    return repeated;
  }
}
