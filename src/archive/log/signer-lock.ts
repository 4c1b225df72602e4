import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { kill, pid } from "node:process";
import { randomBytes } from "node:crypto";
import { SignerRefusal } from "./signer-messages.ts";

/** Folders locked by this process: its own id in a lock file then means "ours", else "long ago". */
const held = new Set<string>();

/**
 * Takes a folder for one signer alone; two would sign two histories. The lock names the process and
 * when it started, so that one left by a crash is taken over. Returns what gives the lock back.
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, "signer.lock");
  if (held.has(path)) throw lockedBy(folder, "this process");
  const temporary = `${path}.${randomBytes(8).toString("hex")}`;
  writeFileSync(temporary, ownMark(), { flag: "wx", mode: 0o600 });
  try {
    if (!linkIfFree(temporary, path)) {
      const mark = readFileSync(path, "utf8");
      if (isAlive(mark)) throw lockedBy(folder, `process ${mark.split(" ")[0]}`);
      rmSync(path);
      if (!linkIfFree(temporary, path)) throw lockedBy(folder, "another process");
    }
  } finally {
    rmSync(temporary);
  }
  held.add(path);
  return () => {
    if (held.delete(path)) rmSync(path, { force: true });
  };
}

/** A hard link appears at once or not at all, and never over another. */
function linkIfFree(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function ownMark(): string {
  return `${pid} ${startOf(pid)}`;
}

function isAlive(mark: string): boolean {
  const [idText, start] = mark.split(" ");
  const id = Number(idText);
  if (!Number.isInteger(id) || id < 1 || id === pid) return false;
  try {
    kill(id, 0);
  } catch (error) {
    // EPERM: it lives, and belongs to another user.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  return start === startOf(id);
}

/** When a process started, so that a reused id is not taken for it; "" where /proc is not to be had. */
function startOf(id: number): string {
  try {
    const stat = readFileSync(`/proc/${id}/stat`, "utf8");
    // The command's name, in brackets, may hold spaces; field 22 counts from after it (proc(5)).
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

function lockedBy(folder: string, who: string): SignerRefusal {
  return new SignerRefusal("locked", `a signer of ${who} already works on ${folder}`);
}
