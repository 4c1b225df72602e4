import { readFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";

/** The value that a share of the sorted values does not exceed. NaN for none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const index = Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1);
  return sorted[Math.max(0, index)] ?? Number.NaN;
}

export function spread(values: readonly number[], unit = "ms"): string {
  const shown = [0.5, 0.99, 1].map((share) => Math.round(quantile(values, share)));
  return `p50 ${shown[0]}, p99 ${shown[1]}, max ${shown[2]} ${unit}`;
}

/** Said first by each bench: what it ran on and how busy the machine was with other work. */
export function sayMachine(): void {
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  const memoryGib = Math.round(totalmem() / 2 ** 30);
  const load = loadavg()[0]?.toFixed(1) ?? "?";
  console.log(
    `${cpus().length} × ${model}, ${memoryGib} GiB; Node ${process.versions.node}; load before the run ${load}`,
  );
}

export function sayAim(what: string, isMet: boolean): void {
  console.log(`aim: ${what}: ${isMet ? "met" : "NOT MET"}`);
}

/** The figure after `--name` on the command line. */
export function numberFlag(name: string, usual: number): number {
  const at = process.argv.indexOf(`--${name}`);
  const given = at < 0 ? usual : Number(process.argv[at + 1]);
  if (!Number.isFinite(given) || given < 0) throw new Error(`--${name} needs a figure`);
  return given;
}

/** Now, in microseconds since the epoch, finer than Date: processes of one machine agree on it. */
export function nowMicros(): number {
  return Math.round((performance.timeOrigin + performance.now()) * 1_000);
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Memory of a process in MB. PSS divides shared pages among those who share them; RSS does not. */
export function memoryMb(pid: number, kind: "Pss" | "Rss" = "Pss"): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  return Number(new RegExp(`^${kind}:\\s+(\\d+)`, "m").exec(rollup)?.[1] ?? Number.NaN) / 1_024;
}
