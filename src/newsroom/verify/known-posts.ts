import type { PublishedDelivery } from "#publish";
import { limit } from "#platform/limits.ts";
import { addressOf } from "./address-of.ts";
import { align, isOurs } from "./aligning.ts";
import { tokensOf, type Token } from "./words-of.ts";

const questionMax = limit(
  "verify.words",
  400,
  "words",
  "of a question; a post's beginning is enough",
);
const postMax = limit("verify.post-words", 3_000, "words", "of a post are compared");
const candidatesMax = limit(
  "verify.candidates",
  8,
  "texts",
  "compared word for word with a question",
);
const lookedAtMax = limit(
  "verify.looked-at",
  4_000,
  "texts",
  "that have a word of the question, the rarest words first",
);
/** "Thank you all" is anybody's; five words in their order are somebody's headline. */
const headlineMin = 5;
const answersMax = limit("verify.answers", 10, "posts", "of one answer");

/** What `/verify` says of one post. Words of a withdrawn one are not said again. */
export interface VerifiedPost {
  id: string;
  title: string;
  text: string;
  language: string;
  /** The post's page on the newsroom, where it has one. */
  url: string | null;
  /** The signed record. */
  record: string;
  channels: { name: string; network: string; url: string | null }[];
  publishedAt: string;
  correctedAt: string | null;
  recalledAt: string | null;
}

interface Said {
  postId: string;
  title: string;
  text: string;
}

/**
 * Everything that was ever published, as memory holds it: by address and by its words. Old versions stay: whoever
 * shows one is told that it was ours and was corrected since.
 */
export class KnownPosts {
  readonly #origin: string;
  readonly #deliveries = new Map<string, PublishedDelivery>();
  readonly #byPost = new Map<string, Set<string>>();
  readonly #byAddress = new Map<string, string>();
  readonly #byPage = new Map<string, string>();
  /** What each post ever said, each wording once however many networks carry it. */
  readonly #wordings = new Map<string, Said[]>();
  readonly #texts: Said[] = [];
  /** By word, where in `#texts`: numbers, since there are many. */
  readonly #byWord = new Map<string, number[]>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** The same delivery told again takes the place of what was known of it. */
  add(delivery: PublishedDelivery): void {
    const { id, postId, url, network, remoteId } = delivery;
    const { title, text } = this.#wording(delivery);
    this.#deliveries.set(id, { ...delivery, title, text });
    this.#byPost.set(postId, (this.#byPost.get(postId) ?? new Set()).add(id));
    const address = url === null ? undefined : addressOf(url);
    if (address !== undefined) this.#byAddress.set(address, postId);
    if (network === "website") this.#byPage.set(remoteId, postId);
  }

  /** The wording as it is kept already, so that memory holds it once; a new one is made findable. */
  #wording({ postId, title, text }: PublishedDelivery): Said {
    const known = this.#wordings.get(postId) ?? [];
    const same = known.find((said) => said.text === text && said.title === title);
    if (same) return same;
    const said = { postId, title, text };
    this.#wordings.set(postId, [...known, said]);
    // With its title and without: a screenshot shows either. Or the headline alone, where it is no everyday phrase.
    this.#makeFindable({ ...said, title: "" });
    if (title !== "") this.#makeFindable(said);
    if (wordsOf(title, postMax).length >= headlineMin)
      this.#makeFindable({ ...said, title: "", text: title });
    return said;
  }

  #makeFindable(said: Said): void {
    const at = this.#texts.push(said) - 1;
    for (const word of new Set(wordsIn(said).map((token) => token.word))) {
      const known = this.#byWord.get(word);
      if (known) known.push(at);
      else this.#byWord.set(word, [at]);
    }
  }

  get size(): number {
    return this.#byPost.size;
  }

  /** The posts that a link, a text or a screenshot's text is of; none in every case of doubt. */
  find(question: string): VerifiedPost[] {
    const address = addressOf(question);
    const ids = address === undefined ? this.#withText(question) : this.#withAddress(address);
    return ids.flatMap((id) => this.post(id) ?? []).slice(0, answersMax);
  }

  #withAddress(address: string): string[] {
    const own = addressOf(this.#origin) ?? "";
    // Every language's page of a post is the post's; so is its signed record.
    const plain = address.startsWith(`${own}/`)
      ? address.replace(new RegExp(`^(.{${own.length}})/[a-z]{2}/`), "$1/")
      : address;
    const id = this.#byAddress.get(address) ?? this.#byAddress.get(plain);
    const record = /\/verify\/posts\/([0-9a-f-]{36})$/.exec(plain)?.[1];
    if (id !== undefined) return [id];
    return record !== undefined && plain.startsWith(`${own}/`) ? [record] : [];
  }

  #withText(text: string): string[] {
    const question = wordsOf(text, questionMax);
    const isKnown = (word: string) => this.#byWord.has(word);
    const found = this.#candidates(question).filter((said) =>
      isOurs(align(question, wordsIn(said), isKnown)),
    );
    return [...new Set(found.map(({ postId }) => postId))];
  }

  /**
   * Texts that share the most, and the rarest, words with the question. The rarest are looked up first, and only as
   * many as there is work for: a question in everyday words must not hold up everybody else's.
   */
  #candidates(question: readonly Token[]): Said[] {
    const scores = new Map<number, number>();
    const lists = [...new Set(question.map((token) => token.word))]
      .map((word) => this.#byWord.get(word) ?? [])
      .sort((a, b) => a.length - b.length);
    let left = lookedAtMax;
    for (const places of lists) {
      if (places.length > left && scores.size > 0) break;
      const weight = Math.log(1 + this.#texts.length / Math.max(1, places.length));
      // Of a word that is everywhere the newest texts are tried.
      for (const at of places.slice(-left)) scores.set(at, (scores.get(at) ?? 0) + weight);
      left -= Math.min(left, places.length);
    }
    return [...scores]
      .sort(([, a], [, b]) => b - a)
      .slice(0, candidatesMax)
      .flatMap(([at]) => this.#texts[at] ?? []);
  }

  /** By the post's own id, or by that of its page on the newsroom. */
  post(id: string): VerifiedPost | undefined {
    const postId = this.#byPage.get(id) ?? id;
    const all = [...(this.#byPost.get(postId) ?? [])].flatMap(
      (one) => this.#deliveries.get(one) ?? [],
    );
    const [first] = all.toSorted((a, b) => (a.sentAt < b.sentAt ? -1 : 1));
    if (!first) return undefined;
    const version = Math.max(...all.map((one) => one.version));
    const newest = all.filter((one) => one.version === version).toSorted((a, b) => a.part - b.part);
    const page = newest.find(({ network }) => network === "website");
    const shown = page ?? newest[0] ?? first;
    // What could not be taken back, a letter for one, makes a recalled post no less recalled.
    const isRecalled = all.some((one) => one.isRecalled) || all.every((one) => one.recalledAt);
    const recalledAt = isRecalled
      ? latest(all.map((one) => one.recalledAt ?? one.changedAt))
      : null;
    const standing = all.filter((one) => one.recalledAt === null);
    const isGone = recalledAt !== null;
    return {
      id: postId,
      title: isGone ? "" : shown.title || firstLine(shown.text),
      text: isGone ? "" : excerpt(shown.text),
      language: shown.language,
      url: all.find(({ network }) => network === "website")?.url ?? null,
      record: `${this.#origin}/verify/posts/${postId}`,
      channels: isGone ? [] : channelsOf(standing),
      publishedAt: first.sentAt,
      correctedAt: version > first.version ? latest(newest.map(({ sentAt }) => sentAt)) : null,
      recalledAt,
    };
  }

  /** What the signed record says besides. */
  versions(postId: string): PublishedDelivery[] {
    const ids = this.#byPost.get(this.#byPage.get(postId) ?? postId) ?? [];
    return [...ids]
      .flatMap((one) => this.#deliveries.get(one) ?? [])
      .sort((a, b) => a.version - b.version || (a.id < b.id ? -1 : 1));
  }
}

/** Where it can be read now, each address once: the newest version's. */
function channelsOf(standing: readonly PublishedDelivery[]): VerifiedPost["channels"] {
  const newest = new Map<string, PublishedDelivery>();
  for (const one of standing) {
    const known = newest.get(one.channelId);
    const isNewer = !known || known.version < one.version;
    if (isNewer || (known.version === one.version && known.part > one.part))
      newest.set(one.channelId, one);
  }
  return [...newest.values()].map(({ channel, network, url }) => ({ name: channel, network, url }));
}

function latest(times: readonly (string | null)[]): string | null {
  return (
    times
      .filter((one) => one !== null)
      .sort()
      .at(-1) ?? null
  );
}

function wordsIn({ title, text }: Said): Token[] {
  return wordsOf(title === "" ? text : `${title}\n${text}`, postMax);
}

function wordsOf(text: string, max: number): Token[] {
  return tokensOf(text.slice(0, max * 20)).slice(0, max);
}

function firstLine(text: string): string {
  return (text.trim().split("\n")[0] ?? "").slice(0, 140);
}

function excerpt(text: string): string {
  return text.length > 280 ? `${text.slice(0, 277)} …` : text;
}
