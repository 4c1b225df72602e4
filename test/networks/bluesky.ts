import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const peers = fileURLToPath(new URL("../peers/", import.meta.url));

/** True when `node test/peers/install.mjs` has run: the test command runs it. */
export const hasBlueskyPds = existsSync(`${peers}node_modules/.openbeat-stamp`);

export interface BlueskyPds extends AsyncDisposable {
  url: string;
  host: string;
  /** A fresh account; its password works where an app password does. */
  createAccount(name: string): Promise<BlueskyAccount>;
}

export interface BlueskyAccount {
  handle: string;
  password: string;
  did: string;
  accessJwt: string;
}

/** Starts the true server in a process of its own; it stops when this one ends, however it ends. */
export async function startBlueskyPds(): Promise<BlueskyPds> {
  const child = spawn(
    process.execPath,
    ["--import", `${peers}loopback-only.mjs`, `${peers}bluesky-pds.mjs`],
    { stdio: ["pipe", "pipe", "inherit"], env: { ...process.env, LOG_ENABLED: "false" } },
  );
  const lines = createInterface({ input: child.stdout });
  const url = await new Promise<string>((resolve, reject) => {
    lines.on("line", (line) => {
      const said: unknown = line.startsWith("{") ? JSON.parse(line) : undefined;
      if (isStarted(said)) resolve(said.url);
    });
    child.once("exit", (code) => reject(new Error(`the Bluesky server ended with ${code}`)));
  });
  return {
    url,
    host: new URL(url).host,
    createAccount: (name) => createAccount(url, name),
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return;
      const ended = once(child, "exit");
      child.stdin.end();
      await ended;
    },
  };
}

function isStarted(value: unknown): value is { url: string } {
  return typeof value === "object" && value !== null && "url" in value;
}

/** An app password as somebody makes one in the settings, with or without the right to direct messages. */
export async function appPassword(
  { url }: BlueskyPds,
  { accessJwt }: BlueskyAccount,
  privileged: boolean,
): Promise<string> {
  const response = await fetch(`${url}/xrpc/com.atproto.server.createAppPassword`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${accessJwt}` },
    body: JSON.stringify({ name: privileged ? "with messages" : "without messages", privileged }),
  });
  const made: unknown = await response.json();
  if (typeof made === "object" && made !== null && "password" in made) return String(made.password);
  throw new Error(`no password was made: ${JSON.stringify(made)}`);
}

async function createAccount(url: string, name: string): Promise<BlueskyAccount> {
  const handle = `${name}.test`;
  const password = `password-of-${name}`;
  const response = await fetch(`${url}/xrpc/com.atproto.server.createAccount`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ handle, password, email: `${name}@example.test` }),
  });
  const made: unknown = await response.json();
  if (!isMade(made)) throw new Error(`no account was made: ${JSON.stringify(made)}`);
  return { handle, password, did: made.did, accessJwt: made.accessJwt };
}

function isMade(value: unknown): value is { did: string; accessJwt: string } {
  return typeof value === "object" && value !== null && "did" in value && "accessJwt" in value;
}
