import { parentPort, workerData } from "node:worker_threads";
import { LogSigner } from "./log-signer.ts";
import { SignerRefusal } from "./signer-messages.ts";
import type { SignerReply, SignerRequest } from "./signer-messages.ts";

/*
 * The signer's own thread: the private keys are in this heap and in no other. It answers one request
 * after another, in the order they came.
 */

const folder: unknown = workerData;
const port = parentPort;
if (typeof folder !== "string" || port === null) throw new Error("the signer runs as a worker");

const logs = new Map<string, LogSigner>();

port.on("message", (request: SignerRequest) => {
  port.postMessage(answer(request));
});

function answer(request: SignerRequest): SignerReply {
  const { id } = request;
  try {
    const log = logOf(request.origin);
    switch (request.kind) {
      case "append":
        return { id, ok: true, head: log.append(request.fromSize, hashesOf(request.leafHashes)) };
      case "latest":
        return { id, ok: true, head: log.latest() };
      case "publicKey":
        return { id, ok: true, text: log.vkey };
      case "signNote":
        return { id, ok: true, text: log.signNote(request.text) };
    }
  } catch (error) {
    // After a failed write the file may be older or newer than memory, so it is read again. After a
    // refusal it is not: a state that was put back must not be believed at the second try.
    if (!(error instanceof SignerRefusal)) logs.delete(request.origin);
    const sentence = error instanceof Error ? error.message : String(error);
    const reason = error instanceof SignerRefusal ? error.reason : "failed";
    return { id, ok: false, reason, sentence };
  }
}

function logOf(origin: string): LogSigner {
  const log = logs.get(origin) ?? new LogSigner(String(folder), origin);
  logs.set(origin, log);
  return log;
}

function hashesOf(joined: Uint8Array): Uint8Array[] {
  if (joined.length % 32 !== 0) throw new SignerRefusal("misuse", "a leaf hash is 32 bytes");
  return Array.from({ length: joined.length / 32 }, (_, at) =>
    joined.subarray(at * 32, (at + 1) * 32),
  );
}
