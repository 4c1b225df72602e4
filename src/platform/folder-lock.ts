import { randomBytes } from "node:crypto";
import { closeSync, openSync, readdirSync, renameSync, rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { join } from "node:path";

/** Somebody alive holds the folder. */
export class FolderInUse extends Error {}

export interface FolderLock {
  release(): Promise<void>;
}

const shape = /^lock-[0-9a-f]{16}\.sock$/;
const triesMax = 3;

/**
 * Takes a folder for one process alone, until it is released or the process ends, however it ends: a socket in the
 * folder that answers as long as its process lives. Sockets are found by their file, so the lock holds between
 * containers on one machine too, whose process ids and networks are strangers; between machines (NFS) it holds nothing.
 * Throws FolderInUse while another holds it.
 *
 * A socket's name is its own and is never used again, so one that does not answer is dead for good and may be removed.
 * Everybody shows his own before he looks for others': of two that come at once at least one sees the other.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  for (let tried = 1; ; tried++) {
    const lock = await show(folder);
    if (!(await othersAnswer(folder, lock.name))) return lock;
    await lock.release();
    if (tried >= triesMax) throw new FolderInUse(`${folder} is in use`);
    // Both may have seen each other and given way: the next time they do not come at once.
    await new Promise((resolve) => setTimeout(resolve, (randomBytes(1)[0] ?? 0) / 2));
  }
}

/** Listens first and takes its name after: what bears the name answers, or is dead. */
async function show(folder: string): Promise<FolderLock & { name: string }> {
  const id = randomBytes(8).toString("hex");
  const name = `lock-${id}.sock`;
  const place = reach(folder);
  const server = createServer((socket) => socket.destroy());
  try {
    await listen(server, place.path(`new-${id}`));
    renameSync(join(folder, `new-${id}`), join(folder, name));
  } finally {
    place.close();
  }
  server.unref();
  return {
    name,
    async release() {
      rmSync(join(folder, name), { force: true });
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function othersAnswer(folder: string, own: string): Promise<boolean> {
  const place = reach(folder);
  try {
    for (const name of readdirSync(folder).filter((one) => shape.test(one) && one !== own)) {
      if (await answers(place.path(name))) return true;
      rmSync(join(folder, name), { force: true });
    }
    return false;
  } finally {
    place.close();
  }
}

/** A socket's address holds about a hundred bytes; a folder with a longer name is reached through an open handle. */
function reach(folder: string): { path(name: string): string; close(): void } {
  if (join(folder, "lock-0123456789abcdef.sock").length < 100 || process.platform !== "linux")
    return { path: (name) => join(folder, name), close: () => undefined };
  const handle = openSync(folder, "r");
  return {
    path: (name) => `/proc/self/fd/${handle}/${name}`,
    close: () => closeSync(handle),
  };
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ path }, resolve);
  });
}

/** Only a refused connection proves that nobody listens; whatever else is unclear counts as alive. */
function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", (error) => {
      const code = "code" in error ? error.code : undefined;
      resolve(code !== "ECONNREFUSED" && code !== "ENOENT");
    });
  });
}
