import { access, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { FolderInUse, lockFolder, type FolderLock } from "#platform/folder-lock.ts";
import { SignerRefusal } from "./signer-messages.ts";
import { stateName } from "./signer-state.ts";
import type { SignedHead, SignerAsk, SignerReply } from "./signer-messages.ts";

const workerModule = new URL("./signer-worker.ts", import.meta.url);

interface Pending {
  resolve(reply: SignerReply & { ok: true }): void;
  reject(error: Error): void;
}

/**
 * The one signer of all logs of this installation. Keys and states lie in its folder, which no other
 * part of the program opens; the keys are only ever in its thread's memory.
 *
 * For a new batch of leaves: write tiles (`TileWriter.append`), then `append` here, then publish the
 * checkpoint. Every method throws a SignerRefusal whose `reason` says what to do.
 */
export class Signer implements AsyncDisposable {
  readonly #folder: string;
  readonly #module: URL;
  readonly #lock: FolderLock;
  readonly #pending = new Map<number, Pending>();
  readonly #underWay = new Set<Promise<unknown>>();
  #worker: Worker | undefined;
  #lastId = 0;
  #isClosed = false;

  private constructor(folder: string, module: URL, lock: FolderLock) {
    this.#folder = folder;
    this.#module = module;
    this.#lock = lock;
  }

  /**
   * Takes the folder for this signer alone, making it if it is absent. `module` is for tests of a
   * signer that dies.
   */
  static async open(folder: string, module: URL = workerModule): Promise<Signer> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const lock = await lockFolder(folder).catch((error: unknown) => {
      if (!(error instanceof FolderInUse)) throw error;
      // Two would sign two histories.
      throw new SignerRefusal("locked", `another signer already works on ${folder}`);
    });
    return new Signer(folder, module, lock);
  }

  /**
   * Adds the leaf hashes (32 bytes each) after the first `fromSize` leaves of a log, and returns its
   * new head. The tiles must be durable before. With no leaves it gives the present head.
   */
  async append(
    origin: string,
    fromSize: number,
    leafHashes: readonly Uint8Array[],
  ): Promise<SignedHead> {
    const joined = new Uint8Array(leafHashes.length * 32);
    for (const [at, hash] of leafHashes.entries()) {
      if (hash.length !== 32) throw new SignerRefusal("misuse", "a leaf hash is 32 bytes");
      joined.set(hash, at * 32);
    }
    const head = headOf(await this.#ask({ kind: "append", origin, fromSize, leafHashes: joined }));
    if (head === undefined) throw new SignerRefusal("failed", "the signer gave no head");
    return head;
  }

  /** Whether this folder holds the memory of a log. Asking makes nothing, as every other question does. */
  async knows(origin: string): Promise<boolean> {
    return access(join(this.#folder, stateName(origin))).then(
      () => true,
      () => false,
    );
  }

  /** The last head that was signed for a log; undefined when there is none. */
  async latest(origin: string): Promise<SignedHead | undefined> {
    return headOf(await this.#ask({ kind: "latest", origin }));
  }

  /** The log's public key as `name+id+key` (C2SP signed-note), made with the log's first use. */
  async publicKey(origin: string): Promise<string> {
    return textOf(await this.#ask({ kind: "publicKey", origin }));
  }

  /** Signs a text that is no checkpoint, such as a package's manifest; it must end in a newline. */
  async signNote(origin: string, text: string): Promise<string> {
    return textOf(await this.#ask({ kind: "signNote", origin, text }));
  }

  /** Ends the thread after what is under way, and gives the folder back. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await Promise.allSettled(this.#underWay);
    await this.#worker?.terminate();
    await this.#lock.release();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #ask(ask: SignerAsk): Promise<SignerReply & { ok: true }> {
    if (this.#isClosed) throw new SignerRefusal("closed", "the signer is closed");
    const worker = (this.#worker ??= this.#start());
    this.#lastId += 1;
    const id = this.#lastId;
    const answered = new Promise<SignerReply & { ok: true }>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      worker.ref();
      worker.postMessage({ ...ask, id }, ask.kind === "append" ? [ask.leafHashes.buffer] : []);
    });
    this.#underWay.add(answered);
    try {
      return await answered;
    } finally {
      this.#underWay.delete(answered);
    }
  }

  #start(): Worker {
    const worker = new Worker(this.#module, { workerData: this.#folder, name: "signer" });
    worker.on("message", (reply: SignerReply) => this.#settle(worker, reply));
    worker.on("error", (error) => this.#crashed(worker, error.message));
    worker.on("exit", (code) => this.#crashed(worker, `it ended with code ${code}`));
    return worker;
  }

  #settle(worker: Worker, reply: SignerReply): void {
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    // An idle signer must not keep the program alive.
    if (this.#pending.size === 0) worker.unref();
    if (reply.ok) pending?.resolve(reply);
    else pending?.reject(new SignerRefusal(reply.reason, reply.sentence));
  }

  /** What was asked of a thread that died has no answer; the next request starts another thread. */
  #crashed(worker: Worker, why: string): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    const lost = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of lost) {
      reject(new SignerRefusal("crashed", `the signer ended before it answered: ${why}`));
    }
  }
}

function headOf(reply: SignerReply & { ok: true }): SignedHead | undefined {
  return "head" in reply ? reply.head : undefined;
}

function textOf(reply: SignerReply & { ok: true }): string {
  if (!("text" in reply)) throw new SignerRefusal("failed", "the signer gave no text");
  return reply.text;
}
