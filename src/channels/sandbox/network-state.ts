import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { limit } from "#platform/limits.ts";

const postsKeptMax = limit(
  "sandbox.posts",
  100_000,
  "posts",
  "the practice network lives in memory",
);
const mediaKeptMax = limit("sandbox.media", 2_000, "files", "the practice network lives in memory");
const saveAfterMs = 500;

export interface SandboxAccount {
  id: string;
  handle: string;
  name: string;
  token: string;
}

export interface SandboxPost {
  id: string;
  accountId: string;
  text: string;
  media: { id: string; type: string; alt: string }[];
  link?: { url: string; title: string; description: string };
  poll?: { options: string[]; minutes: number };
  live?: { startsAt: string };
  language?: string;
  contentWarning?: string;
  inReplyTo?: string;
  createdAt: string;
  editedAt?: string;
  version: number;
  /** Present on a comment by somebody who has no account here. */
  author?: string;
  key?: string;
  likes?: number;
}

/** What an account is told of, in order: its own posts and what others say under them. */
export interface SandboxEvent {
  sequence: number;
  accountId: string;
  kind: "post" | "comment" | "deleted";
  at: string;
  post: SandboxPost;
}

interface Saved {
  accounts: SandboxAccount[];
  posts: SandboxPost[];
  events: SandboxEvent[];
  nextId: number;
}

/** Everything the practice network knows; kept in a JSON file when one is named, else in memory. */
export function openState(file: string | undefined) {
  const saved: Saved | undefined = file === undefined ? undefined : read(file);
  const accounts = new Map((saved?.accounts ?? []).map((each) => [each.token, each]));
  const posts = new Map((saved?.posts ?? []).map((each) => [each.id, each]));
  const keys = new Map<string, string>();
  for (const post of posts.values())
    if (post.key) keys.set(`${post.accountId} ${post.key}`, post.id);
  const media = file === undefined ? new Map<string, Picture>() : picturesOf(file, posts.values());
  const state = { events: saved?.events ?? [], nextId: saved?.nextId ?? 1 };
  let timer: NodeJS.Timeout | undefined;

  const save = () => {
    clearTimeout(timer);
    timer = undefined;
    if (file === undefined) return;
    const text = JSON.stringify({
      accounts: [...accounts.values()],
      posts: [...posts.values()],
      events: state.events,
      nextId: state.nextId,
    } satisfies Saved);
    writeFileSync(`${file}.new`, text, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  const touch = () => {
    if (file !== undefined) timer ??= setTimeout(save, saveAfterMs);
  };
  const nextId = () => String(state.nextId++);
  const tell = (accountId: string, kind: SandboxEvent["kind"], at: string, post: SandboxPost) => {
    state.events.push({ sequence: state.nextId++, accountId, kind, at, post: { ...post } });
    if (state.events.length > postsKeptMax) state.events.splice(0, postsKeptMax / 10);
    touch();
  };
  return {
    accounts,
    posts,
    media,
    events: () => state.events,
    save,
    nextId,
    tell,
    touch,
    register(handle: string, name: string): SandboxAccount {
      const account = { id: nextId(), handle, name, token: randomBytes(18).toString("base64url") };
      accounts.set(account.token, account);
      touch();
      return account;
    },
    byKey: (accountId: string, key: string) => posts.get(keys.get(`${accountId} ${key}`) ?? ""),
    keep(post: SandboxPost) {
      if (posts.size >= postsKeptMax) posts.delete(posts.keys().next().value ?? "");
      posts.set(post.id, post);
      if (post.key !== undefined) keys.set(`${post.accountId} ${post.key}`, post.id);
      touch();
    },
    keepMedia(bytes: Buffer, type: string): string {
      const id = createHash("sha256").update(bytes).digest("hex");
      if (media.size >= mediaKeptMax) media.delete(media.keys().next().value ?? "");
      media.set(id, { type, bytes });
      if (file !== undefined) keepPicture(file, id, bytes);
      return id;
    },
  };
}

export type SandboxState = ReturnType<typeof openState>;

interface Picture {
  type: string;
  bytes: Buffer;
}

function keepPicture(file: string, id: string, bytes: Buffer): void {
  const folder = pictureFolder(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(join(folder, id))) writeFileSync(join(folder, id), bytes, { mode: 0o600 });
}

/** The pictures that posts still show, as they lie beside the file. */
function picturesOf(file: string, posts: Iterable<SandboxPost>): Map<string, Picture> {
  const known = new Map<string, Picture>();
  for (const { id, type } of [...posts].flatMap((post) => post.media)) {
    const path = join(pictureFolder(file), id);
    if (!known.has(id) && existsSync(path)) known.set(id, { type, bytes: readFileSync(path) });
  }
  return known;
}

function pictureFolder(file: string): string {
  return `${file}.pictures`;
}

function read(file: string): Saved | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
