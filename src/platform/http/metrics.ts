/** Counters and gauges in Prometheus' text format (version 0.0.4). */
const counters = new Map<
  string,
  { help: string; type: "counter" | "gauge"; values: Map<string, number> }
>();

function series(name: string, type: "counter" | "gauge", help: string) {
  const known = counters.get(name) ?? { help, type, values: new Map<string, number>() };
  counters.set(name, known);
  return known.values;
}

export function counter(name: string, help: string) {
  const values = series(name, "counter", help);
  return {
    add(by = 1, labels: Readonly<Record<string, string>> = {}) {
      const key = labelText(labels);
      values.set(key, (values.get(key) ?? 0) + by);
    },
  };
}

function gauge(name: string, help: string) {
  const values = series(name, "gauge", help);
  return {
    set(value: number, labels: Readonly<Record<string, string>> = {}) {
      values.set(labelText(labels), value);
    },
  };
}

export function metricsText(): string {
  const memory = process.memoryUsage();
  gauge("openbeat_resident_bytes", "Resident memory of this process.").set(memory.rss);
  gauge("openbeat_heap_bytes", "Used JavaScript heap.").set(memory.heapUsed);
  const lines: string[] = [];
  for (const [name, { help, type, values }] of counters) {
    lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`);
    for (const [labels, value] of values) lines.push(`${name}${labels} ${value}`);
  }
  return `${lines.join("\n")}\n`;
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}
