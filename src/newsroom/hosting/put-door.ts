import type { SafeClient } from "#platform/http/safe-client.ts";
import { cacheControl } from "../answering.ts";
import type { HostDoor, HostFile } from "./door.ts";
import type { HostKeys, HostPlace } from "./draft.ts";
import { faultOf, faultOfStatus } from "./fault.ts";
import { encoded } from "./signature.ts";

type Folder = Extract<HostPlace, { kind: "put" }>;

/** A web server that takes PUT and DELETE (RFC 9110, 9.3), and makes folders where it wants them (RFC 4918, 9.3). */
export class PutDoor implements HostDoor {
  readonly #folder: Folder;
  readonly #authorization: string;
  readonly #web: Pick<SafeClient, "fetch">;
  readonly #made = new Set<string>();

  constructor(folder: Folder, { user, secret }: HostKeys, web: Pick<SafeClient, "fetch">) {
    this.#folder = folder;
    this.#authorization =
      folder.login === "basic"
        ? // RFC 7617: the user may hold no colon, which the draft's check of the door sees to.
          `Basic ${Buffer.from(`${user}:${secret}`).toString("base64")}`
        : `Bearer ${secret}`;
    this.#web = web;
  }

  async put(name: string, file: HostFile): Promise<void> {
    let answer = await this.#ask("PUT", name, file);
    // RFC 4918, 9.7.1: 409 where the folder is not there yet; some servers say 404.
    if ((answer.status === 409 || answer.status === 404) && (await this.#makeFolders(name)))
      answer = await this.#ask("PUT", name, file);
    if (!answer.ok) throw faultOfStatus(answer, "laying a file down");
  }

  async remove(name: string): Promise<void> {
    const answer = await this.#ask("DELETE", name);
    if (!answer.ok && answer.status !== 404 && answer.status !== 410)
      throw faultOfStatus(answer, "taking a file away");
  }

  async has(name: string): Promise<boolean> {
    const answer = await this.#ask("HEAD", name);
    if (answer.status === 404 || answer.status === 410) return false;
    if (!answer.ok) throw faultOfStatus(answer, "looking for a file");
    return true;
  }

  /** From the outermost in; 405 is the answer for a folder that is there. False where nothing was made. */
  async #makeFolders(name: string): Promise<boolean> {
    const parts = name.split("/").slice(0, -1);
    let isMade = false;
    for (const [at] of parts.entries()) {
      const folder = parts.slice(0, at + 1).join("/");
      if (this.#made.has(folder)) continue;
      const answer = await this.#ask("MKCOL", `${folder}/`);
      if (!answer.ok && answer.status !== 405) throw faultOfStatus(answer, "making a folder");
      this.#made.add(folder);
      isMade = true;
    }
    return isMade;
  }

  #ask(method: string, name: string, file?: HostFile): Promise<Response> {
    const url = `${this.#folder.url.replace(/\/+$/, "")}/${name.split("/").map(encoded).join("/")}`;
    return this.#web
      .fetch(url, {
        method,
        redirect: "manual",
        headers: {
          authorization: this.#authorization,
          ...(file ? { "content-type": file.type, "cache-control": cacheControl } : {}),
        },
        ...(file ? { body: new Uint8Array(file.bytes) } : {}),
      })
      .catch((error: unknown) => {
        throw faultOf(error);
      });
  }
}
