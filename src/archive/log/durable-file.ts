import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/*
 * Small files that must be wholly there or not at all after a loss of power. Synchronous, as they are
 * used in a thread of their own, where order matters and nobody else waits.
 */

/** Replaces the file's content; when it returns, a loss of power cannot bring the old one back. */
export function replaceFile(path: string, content: string, mode: number): void {
  const temporary = `${path}.tmp`;
  writeThrough(temporary, content, "w", mode);
  renameSync(temporary, path);
  syncFolderOf(path);
}

/** Makes a file that must not be there yet; throws EEXIST when it is. */
export function createFile(path: string, content: string, mode: number): void {
  writeThrough(path, content, "wx", mode);
  syncFolderOf(path);
}

/** The file's text, or undefined when there is none. */
export function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

function writeThrough(path: string, content: string, flag: "w" | "wx", mode: number): void {
  const file = openSync(path, flag, mode);
  try {
    writeSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function syncFolderOf(path: string): void {
  const folder = openSync(dirname(path), "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
