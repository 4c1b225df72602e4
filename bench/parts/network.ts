import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { z } from "zod";
import type { SandboxFaults } from "../../src/channels/sandbox/network-faults.ts";

const place = z.object({ url: z.string(), host: z.string() });
const line = z.object({
  atMicros: z.number(),
  method: z.string(),
  path: z.string(),
  account: z.string().optional(),
  key: z.string().optional(),
  id: z.string().optional(),
  text: z.string().optional(),
});

/** A request for a post, as it arrived. `id` is there when the network took it, answered or not. */
export type Arrival = z.infer<typeof line>;

export interface LoopbackNetwork {
  url: string;
  host: string;
  account(handle: string): Promise<string>;
  control(change: Partial<SandboxFaults>): Promise<void>;
  /** Requests that asked for a post since the last call, oldest first; forgotten there with `forget`. */
  arrivals(forget?: boolean): Promise<Arrival[]>;
  stop(): Promise<void>;
}

/** Starts the practice network's program in a process of its own, answering after so long. */
export async function startNetwork(latencyMs: number): Promise<LoopbackNetwork> {
  const child = spawn(
    process.execPath,
    [
      "--disable-warning=ExperimentalWarning",
      join(import.meta.dirname, "network-process.ts"),
      String(latencyMs),
    ],
    { stdio: ["ignore", "inherit", "inherit", "ipc"] },
  );
  const [said] = await once(child, "message");
  const { url, host } = place.parse(said);
  const ask = async (path: string, method: string, body?: object): Promise<unknown> => {
    const answer = await fetch(url + path, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`the loopback network answered ${answer.status} to ${path}`);
    return answer.json();
  };
  return {
    url,
    host,
    account: async (handle) =>
      z
        .object({ token: z.string() })
        .parse(await ask("/api/accounts", "POST", { handle, name: handle })).token,
    control: async (change) => void (await ask("/control", "POST", change)),
    async arrivals(forget = false) {
      const lines = z.array(line).parse(await ask("/log", forget ? "DELETE" : "GET"));
      return lines.filter(({ method, path }) => method === "POST" && path === "/api/posts");
    },
    async stop() {
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
  };
}

/** How often each text stands in each account, counting what the network took. */
export function publicPosts(arrivals: readonly Arrival[]): Map<string, number> {
  const ids = new Map<string, Set<string>>();
  for (const { account, text, id } of arrivals) {
    if (id === undefined) continue;
    const name = `${account} ${text}`;
    const known = ids.get(name) ?? new Set();
    ids.set(name, known.add(id));
  }
  return new Map([...ids].map(([name, taken]) => [name, taken.size]));
}
