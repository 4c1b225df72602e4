/** A stated limit. `docs/limits.md` is generated from every call of `limit` (core, Limits). */
export interface Limit {
  name: string;
  value: number;
  unit: string;
  why: string;
}

const all = new Map<string, Limit>();

/** Declares a limit once, where it is enforced, and returns its value. */
export function limit(name: string, value: number, unit: string, why: string): number {
  if (all.has(name)) throw new Error(`limit ${name} is declared twice`);
  all.set(name, { name, value, unit, why });
  return value;
}

export function declaredLimits(): Limit[] {
  return [...all.values()].sort((a, b) => a.name.localeCompare(b.name));
}
