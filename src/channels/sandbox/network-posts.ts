import type { SandboxAccount, SandboxPost, SandboxState } from "./network-state.ts";

/** The practice network's own rules; the connector's limits name this file as their source. */
export const sandboxRules = {
  charactersMax: 500,
  mediaMax: 4,
  mediaBytesMax: 5_000_000,
  altCharactersMax: 1_500,
  /** A practice stream is on the air by its time alone: for so long. */
  liveMinutes: 60,
  poll: { optionsMax: 4, optionMax: 50, minutesMin: 5, minutesMax: 10_080 },
  mediaTypes: ["image/png", "image/jpeg", "image/gif", "image/webp"],
};

/** A "no" of the network, with the status it is answered with. */
export class Denied extends Error {
  readonly status: number;
  constructor(status: number, sentence: string) {
    super(sentence);
    this.name = "Denied";
    this.status = status;
  }
}

interface Written {
  text: string;
  media: SandboxPost["media"];
  link?: NonNullable<SandboxPost["link"]>;
  poll?: NonNullable<SandboxPost["poll"]>;
  live?: NonNullable<SandboxPost["live"]>;
  language?: string;
  contentWarning?: string;
  inReplyTo?: string;
}

/** Checks what a client sent against the rules; throws Denied 422 with the reason. */
function written(state: SandboxState, body: Readonly<Record<string, unknown>>): Written {
  const text = typeof body["text"] === "string" ? body["text"] : "";
  const media = Array.isArray(body["media"])
    ? body["media"].map((each) => mediaOf(state, each))
    : [];
  if (text === "" && media.length === 0) throw new Denied(422, "A post needs text or a picture.");
  if (text.length > sandboxRules.charactersMax && [...text].length > sandboxRules.charactersMax) {
    throw new Denied(422, `Text may have ${sandboxRules.charactersMax} characters.`);
  }
  if (media.length > sandboxRules.mediaMax) {
    throw new Denied(422, `A post may have ${sandboxRules.mediaMax} pictures.`);
  }
  const inReplyTo = optionalText(body["inReplyTo"]);
  if (inReplyTo !== undefined && !state.posts.has(inReplyTo)) {
    throw new Denied(404, "The post that is answered does not exist.");
  }
  const link = linkOf(body["link"]);
  const poll = pollOf(body["poll"]);
  if (poll !== undefined && media.length > 0)
    throw new Denied(422, "A poll goes without pictures.");
  const live = liveOf(body["live"]);
  const language = optionalText(body["language"]);
  const contentWarning = optionalText(body["contentWarning"]);
  return {
    text,
    media,
    ...(link === undefined ? {} : { link }),
    ...(poll === undefined ? {} : { poll }),
    ...(live === undefined ? {} : { live }),
    ...(language === undefined ? {} : { language }),
    ...(contentWarning === undefined ? {} : { contentWarning }),
    ...(inReplyTo === undefined ? {} : { inReplyTo }),
  };
}

function optionalText(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function mediaOf(state: SandboxState, value: unknown): SandboxPost["media"][number] {
  const given: Record<string, unknown> =
    typeof value === "object" && value !== null ? { ...value } : {};
  const id = optionalText(given["id"]) ?? "";
  const stored = state.media.get(id);
  if (stored === undefined) throw new Denied(422, "A picture was not uploaded.");
  const alt = optionalText(given["alt"]) ?? "";
  if (alt.length > sandboxRules.altCharactersMax) {
    throw new Denied(422, `A description may have ${sandboxRules.altCharactersMax} characters.`);
  }
  return { id, type: stored.type, alt };
}

function linkOf(value: unknown): SandboxPost["link"] {
  if (typeof value !== "object" || value === null) return undefined;
  const given: Record<string, unknown> = { ...value };
  const url = URL.parse(optionalText(given["url"]) ?? "");
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new Denied(422, "The link is no link.");
  return {
    url: url.href,
    title: optionalText(given["title"]) ?? "",
    description: optionalText(given["description"]) ?? "",
  };
}

function pollOf(value: unknown): SandboxPost["poll"] {
  if (typeof value !== "object" || value === null) return undefined;
  const given: Record<string, unknown> = { ...value };
  const { optionsMax, optionMax, minutesMin, minutesMax } = sandboxRules.poll;
  const options = Array.isArray(given["options"]) ? given["options"].map(String) : [];
  const isLong = options.some((option) => option === "" || option.length > optionMax);
  if (options.length < 2 || options.length > optionsMax || isLong)
    throw new Denied(422, `A poll has 2 to ${optionsMax} answers of ${optionMax} characters.`);
  const minutes = Number(given["minutes"]);
  if (!(minutes >= minutesMin && minutes <= minutesMax))
    throw new Denied(422, `A poll is open for ${minutesMin} to ${minutesMax} minutes.`);
  return { options, minutes };
}

function liveOf(value: unknown): SandboxPost["live"] {
  if (typeof value !== "object" || value === null) return undefined;
  const given: Record<string, unknown> = { ...value };
  const startsAt = new Date(optionalText(given["startsAt"]) ?? "");
  if (Number.isNaN(startsAt.getTime())) throw new Denied(422, "A live stream needs its start.");
  return { startsAt: startsAt.toISOString() };
}

/** Where a practice stream stands, by the clock: no encoder is needed to practise. */
export function liveStateOf({ startsAt }: { startsAt: string }, at: string) {
  const startMs = Date.parse(startsAt);
  const endMs = startMs + sandboxRules.liveMinutes * 60_000;
  const nowMs = Date.parse(at);
  const written = (ms: number) => new Date(ms).toISOString();
  return {
    state: nowMs < startMs ? "upcoming" : nowMs < endMs ? "live" : "ended",
    startsAt,
    ...(nowMs < startMs ? {} : { startedAt: startsAt }),
    ...(nowMs < endMs ? {} : { endedAt: written(endMs) }),
  };
}

/** Takes a post, once for each key. */
export function accept(
  state: SandboxState,
  account: SandboxAccount,
  body: Readonly<Record<string, unknown>>,
  key: string | undefined,
  at: string,
): SandboxPost {
  const before = key === undefined ? undefined : state.byKey(account.id, key);
  if (before !== undefined) return before;
  const content = written(state, body);
  if (content.live && content.live.startsAt <= at)
    throw new Denied(422, "The live stream's start has passed.");
  const post: SandboxPost = {
    id: state.nextId(),
    accountId: account.id,
    ...content,
    createdAt: at,
    version: 1,
    ...(key === undefined ? {} : { key }),
  };
  state.keep(post);
  state.tell(account.id, "post", at, post);
  const parent = post.inReplyTo === undefined ? undefined : state.posts.get(post.inReplyTo);
  if (parent !== undefined && parent.accountId !== account.id) {
    state.tell(parent.accountId, "comment", at, post);
  }
  return post;
}

export function owned(state: SandboxState, account: SandboxAccount, id: string): SandboxPost {
  const post = state.posts.get(id);
  if (post === undefined || post.accountId !== account.id) throw new Denied(404, "No such post.");
  return post;
}

export function change(
  state: SandboxState,
  post: SandboxPost,
  body: Readonly<Record<string, unknown>>,
  at: string,
): SandboxPost {
  const { link: _link, poll: _poll, live: _live, ...kept } = post;
  const edited = { ...kept, ...written(state, body), editedAt: at, version: post.version + 1 };
  state.keep(edited);
  state.tell(post.accountId, "post", at, edited);
  return edited;
}

export function withdraw(state: SandboxState, post: SandboxPost, at: string): void {
  state.posts.delete(post.id);
  state.tell(post.accountId, "deleted", at, post);
}

/** A comment by a member of the public who needs no account: for demos and drills. */
export function comment(
  state: SandboxState,
  parent: SandboxPost,
  body: Readonly<Record<string, unknown>>,
  at: string,
): SandboxPost {
  const post: SandboxPost = {
    id: state.nextId(),
    accountId: "visitor",
    author: optionalText(body["author"]) ?? "Visitor",
    ...written(state, { text: body["text"] }),
    inReplyTo: parent.id,
    createdAt: at,
    version: 1,
  };
  state.keep(post);
  state.tell(parent.accountId, "comment", at, post);
  return post;
}
