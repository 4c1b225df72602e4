/**
 * At most so many inside at once; the rest wait their turn, first come first served, and life safety before all
 * others. A reserve is never taken by anything else, so that an alert need not wait for a burst to drain (core D8).
 */
export class Room {
  readonly #size: number;
  readonly #reserve: number;
  #inside = 0;
  readonly #urgent: (() => void)[] = [];
  readonly #others: (() => void)[] = [];

  constructor(size: number, reserve: number) {
    this.#size = size;
    this.#reserve = reserve;
  }

  get queued(): number {
    return this.#urgent.length + this.#others.length;
  }

  async enter(isLifeSafety: boolean): Promise<void> {
    if (this.#mayEnter(isLifeSafety)) {
      this.#inside += 1;
      return;
    }
    await new Promise<void>((resolve) =>
      (isLifeSafety ? this.#urgent : this.#others).push(resolve),
    );
  }

  leave(): void {
    this.#inside -= 1;
    const next = this.#next();
    if (!next) return;
    this.#inside += 1;
    next();
  }

  #next(): (() => void) | undefined {
    if (this.#mayEnter(true) && this.#urgent.length > 0) return this.#urgent.shift();
    return this.#mayEnter(false) ? this.#others.shift() : undefined;
  }

  #mayEnter(isLifeSafety: boolean): boolean {
    return this.#inside < (isLifeSafety ? this.#size : this.#size - this.#reserve);
  }
}
