import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { z } from "zod";

const place = z.object({
  network: z.string(),
  hosts: z.array(z.string()),
  input: z.record(z.string(), z.string()),
  carries: z.enum(["text", "picture", "video"]),
  canLose: z.boolean(),
});
const answer = z.object({
  number: z.number(),
  texts: z.array(z.object({ network: z.string(), texts: z.array(z.string()) })),
});

export type Place = z.infer<typeof place>;

export interface Networks {
  places: readonly Place[];
  /** `host:port` of all of them, as `OPENBEAT_ALLOW_PRIVATE` takes them. */
  hosts: string;
  /** These take what they are given and answer nothing from now on; the others answer. */
  lose(networks: readonly string[]): Promise<void>;
  /** The public texts of each network. */
  texts(): Promise<Map<string, readonly string[]>>;
  stop(): Promise<void>;
}

/** Starts the servers of all networks in a process of their own. */
export async function startNetworks(): Promise<Networks> {
  const child = spawn(
    process.execPath,
    [
      "--disable-warning=ExperimentalWarning",
      join(import.meta.dirname, "every-network-process.ts"),
    ],
    { stdio: ["ignore", "inherit", "inherit", "ipc"] },
  );
  const [said] = await once(child, "message");
  const places = z.array(place).parse(said);
  let number = 0;
  const ask = async (more: object) => {
    number += 1;
    const asked = number;
    const told = new Promise<z.infer<typeof answer>>((resolve) => {
      const hear = (message: unknown) => {
        const heard = answer.parse(message);
        if (heard.number !== asked) return;
        child.off("message", hear);
        resolve(heard);
      };
      child.on("message", hear);
    });
    child.send({ number: asked, ...more });
    return told;
  };
  return {
    places,
    hosts: places.flatMap(({ hosts }) => hosts).join(","),
    lose: async (networks) => void (await ask({ lose: networks })),
    texts: async () =>
      new Map((await ask({})).texts.map(({ network, texts }) => [network, texts] as const)),
    async stop() {
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
  };
}
