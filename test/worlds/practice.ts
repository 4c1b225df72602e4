import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openSandboxNetwork, type SandboxNetwork } from "../../src/channels/sandbox/network.ts";
import type { SmtpLetter, SmtpPeer } from "../networks/smtp.ts";

/** Where the demo's messages go instead of to the world: a network and a mail relay on this machine. */
export interface Practice extends AsyncDisposable {
  network: SandboxNetwork;
  mail: SmtpPeer;
  /** The folder in which each letter lies as a file that mail programs open. */
  letters: string;
}

const triesMax = 19;

/** Starts both on the first free ports from `port` on; what they hold stays in the data folder. */
export async function startPractice(
  dataFolder: string,
  port: number,
  now?: () => number,
): Promise<Practice> {
  const file = join(dataFolder, "practice-network.json");
  const network = await onFreePort(port, (free) =>
    openSandboxNetwork({ port: free, file, ...(now ? { now } : {}) }),
  );
  const letters = join(dataFolder, "practice-letters");
  mkdirSync(letters, { recursive: true });
  // The relay is a development package: loaded where a demo runs, not with the program.
  const { startSmtp } = await import("../networks/smtp.ts");
  const next = Number(new URL(network.url).port) + 1;
  const mail = await onFreePort(next, (free) =>
    startSmtp({ port: free, taken: (letter) => keep(letters, letter) }),
  );
  return {
    network,
    mail,
    letters,
    async [Symbol.asyncDispose]() {
      await Promise.all([network.close(), mail[Symbol.asyncDispose]()]);
    },
  };
}

/** Named for its day and subject, so that a folder of them reads like a mailbox. */
function keep(folder: string, { headers, raw }: SmtpLetter): void {
  const day = new Date(headers.get("date") ?? 0).toISOString().slice(0, 16).replace(":", "");
  const subject = (headers.get("subject") ?? "").toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  const id = crypto.randomUUID().slice(0, 4);
  writeFileSync(join(folder, `${day}-${subject.slice(0, 60)}-${id}.eml`), raw, "latin1");
}

async function onFreePort<T>(first: number, open: (port: number) => Promise<T>): Promise<T> {
  for (let tried = 0; ; tried++) {
    try {
      return await open(first + tried);
    } catch (error) {
      if (tried >= triesMax) throw error;
    }
  }
}
