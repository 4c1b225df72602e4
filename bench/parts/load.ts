import { Agent, request } from "node:http";
import { nowMicros } from "./figures.ts";

/** Requests over so many kept connections, each sending its next one when the last was answered. */
export interface Load {
  port: number;
  path: string;
  headers: Readonly<Record<string, string>>;
  connections: number;
  count: number;
  body: (n: number) => string;
}

export interface LoadFigures {
  perSecond: number;
  /** Milliseconds from the first byte out to the last byte in. */
  timesMs: number[];
  /** How many were answered with what. */
  statuses: Record<number, number>;
}

export async function load(given: Load): Promise<LoadFigures> {
  const agent = new Agent({ keepAlive: true, maxSockets: given.connections });
  const timesMs: number[] = [];
  const statuses: Record<number, number> = {};
  let next = 0;
  const begun = nowMicros();
  const one = async () => {
    for (let n = next++; n < given.count; n = next++) {
      const from = nowMicros();
      const status = await post(agent, given, n);
      timesMs.push((nowMicros() - from) / 1_000);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: given.connections }, one));
  const seconds = (nowMicros() - begun) / 1_000_000;
  agent.destroy();
  return { perSecond: given.count / seconds, timesMs, statuses };
}

function post(agent: Agent, { port, path, headers, body }: Load, n: number): Promise<number> {
  const bytes = Buffer.from(body(n));
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        agent,
        host: "127.0.0.1",
        port,
        path,
        method: "POST",
        headers: { ...headers, "content-type": "application/json", "content-length": bytes.length },
      },
      (answer) => {
        answer.resume();
        answer.once("end", () => resolve(answer.statusCode ?? 0));
        answer.once("error", reject);
      },
    );
    asked.once("error", reject);
    asked.end(bytes);
  });
}
