import type { Temporal } from "#platform/clock.ts";
import type { Budget } from "./budget.ts";
import type { ErrorRow } from "./error-table.ts";
import type { Hook } from "./hook.ts";

/**
 * The contract every network fulfils. A connector is one folder, one line in registry.ts and the
 * contract suite; it knows its network and nothing of posts, approvals or the database.
 */
export interface Connector {
  /** The word used in table, URL and screen: "bluesky", "mastodon", "email" … */
  network: string;
  title: string;
  capabilities: Capabilities;
  /** The network's documented errors; the contract suite plays every one of them as the answer to the act. */
  errors: readonly ErrorRow[];
  /** What an administrator fills in to connect an account: rendered by the console as a form. */
  settings: readonly SettingField[];
  /**
   * Present where the account's owner says yes on the network's own page (OAuth 2 authorization code
   * with PKCE, RFC 6749 §4.1 and RFC 7636): the address of that page. What comes back reaches
   * `authorize` as `code`, `verifier` and `redirectUri` beside the settings.
   */
  consentUrl?(input: Readonly<Record<string, string>>, asked: ConsentAsked): string;
  /** Present where the network tells its news by itself. */
  hook?: Hook;
  /** Checks the settings against the network and returns what is kept. */
  authorize(net: Net, input: Readonly<Record<string, string>>): Promise<Authorized>;
  /** What this message would cost and whether it fits; pure, no network. */
  measure(message: OutboundMessage, account: AccountFacts): Measure;
  /** One try. Throws SendError and nothing else; any other error counts as `unknown`. */
  publish(
    net: Net,
    account: Account,
    message: OutboundMessage,
    attempt: Attempt,
  ): Promise<Published>;
  edit?(
    net: Net,
    account: Account,
    remote: Remote,
    message: OutboundMessage,
    attempt: Attempt,
  ): Promise<Published>;
  remove?(net: Net, account: Account, remote: Remote): Promise<void>;
  /**
   * Settles an unconfirmed attempt by reading the account's own timeline (core D3). "absent" only
   * when the network was consulted and shows everything since `attempt.startedAt`.
   */
  find?(net: Net, account: Account, message: OutboundMessage, attempt: Attempt): Promise<Finding>;
  /** New inbound items and counters since the cursor; idempotent by `remoteId` + `version`. */
  receive?(net: Net, account: Account, cursor: string | undefined): Promise<Received>;
  /** How the account presents itself now: a change that did not come from here may be a hijacker's. */
  profile?(net: Net, account: Account): Promise<Profile>;
  /** What the network shows now of a post of ours that it took as `message`; undefined where that cannot be told. */
  shown?(
    net: Net,
    account: Account,
    remote: Remote,
    message: OutboundMessage,
  ): Promise<Shown | undefined>;
  /** Asks the network how the account is: token, permissions, quota. Never throws. */
  health(net: Net, account: Account): Promise<Health>;
}

/** What one consent carries to the network's page and must bring back. */
export interface ConsentAsked {
  state: string;
  /** S256 of the verifier (RFC 7636 §4.2). */
  challenge: string;
  redirectUri: string;
}

/** The connector's only way out: the SSRF-safe client, the clock, and a deadline. */
export interface Net {
  fetch: typeof globalThis.fetch;
  now(): Temporal.Instant;
  signal: AbortSignal;
  /**
   * A checked address for a protocol other than HTTP (mail): connect to it, not to the name. Rejects
   * with RequestFailed, `sent: false`.
   */
  resolve(host: string, port: number): Promise<{ address: string; family: 4 | 6 }>;
  /** Bytes of a media item by its SHA-256. */
  media(sha256: string): Promise<Uint8Array>;
  /**
   * A public address of a media item, unguessable and gone after a day, for networks that fetch what
   * they publish by themselves. `as` lends a picture of another kind written anew in this one.
   */
  lend(sha256: string, type: string, as?: "image/jpeg"): Promise<string>;
  /** What people and networks type to reach this installation, without a slash at the end. */
  origin: string;
}

export interface Capabilities {
  edit: "in-place" | "replace" | "no";
  remove: boolean;
  reply: boolean;
  schedule: boolean;
  receive: boolean;
  /** How a lost answer is settled: a key the network honours, reading the timeline, or asking. */
  settle: "idempotency-key" | "timeline" | "ask";
  media: MediaLimits;
  /** "graphemes" | "weighted" | "characters" | "segments" and so on: the meter's unit. */
  count: TextUnit;
  limits: readonly NetworkLimit[];
  video?: VideoLimits;
  /** False where the network never hands an account's own posts back: they cannot be compared. */
  readsOwn?: boolean;
  /** False where a post needs a picture or a video. */
  textAlone?: boolean;
  /** How long a poll waits at least, where reading costs money or quota; a minute where absent. */
  pollSeconds?: number;
  /** What the network forbids or demands, each a sentence for the screen. */
  notices?: readonly string[];
  budgets?: readonly Budget[];
  /** False where a message has no address on the web: nobody can name one who says that it arrived. */
  hasAddress?: boolean;
  /** How long one try may take, where the network may be slower than others. */
  tryMs?: number;
  /** True where the network may tell an app who administers the account. */
  administrators?: true;
  /** True where posts of one account read as a thread when each answers the one before. */
  thread?: true;
  poll?: PollLimits;
}

export interface PollLimits {
  optionsMax: number;
  /** Characters of one answer. */
  optionMax: number;
  minutesMin: number;
  minutesMax: number;
}

/** Videos are sent only with a caption track (WebVTT), whatever the network does with it. */
export interface VideoLimits {
  types: readonly string[];
  itemsMax: number;
  sizeBytesMax: number;
  durationSecondsMax?: number;
  /** `in-picture`: the network takes no track; the words must be burnt into the picture too. */
  captions: "track" | "in-picture";
}

export type TextUnit = "graphemes" | "weighted" | "characters" | "segments" | "bytes";

/** A limit is data with source and date; `live: true` when the account may report another value. */
export interface NetworkLimit {
  what:
    | "text"
    | "text-bytes"
    | "images"
    | "image-bytes"
    | "alt-text"
    | "subject"
    | "videos"
    | "video-bytes"
    | "video-seconds"
    | "replies-per-day"
    | "recipients"
    | "title"
    | "posts-per-day";
  value: number;
  unit: string;
  source: string;
  verifiedOn: string;
  live?: boolean;
}

export interface MediaLimits {
  types: readonly string[];
  itemsMax: number;
  sizeBytesMax: number;
  altTextRequired: boolean;
  altTextMax: number;
}

export interface SettingField {
  name: string;
  label: string;
  kind: "text" | "url" | "secret" | "lines";
  required: boolean;
  help: string;
  /** Secrets go into the enveloped credential; the rest into plain settings. */
  placeholder?: string;
}

export interface Authorized {
  /** The network's own stable id of the account (a DID, an account id, an address). */
  remoteId: string;
  handle: string;
  displayName: string;
  profileUrl: string;
  /** Secret; enveloped by the caller, decrypted only by the sender. */
  credential: Readonly<Record<string, string>>;
  settings: Readonly<Record<string, string>>;
  /** Limits that the live network reported, by `what`. */
  limits?: Readonly<Record<string, number>>;
}

export interface AccountFacts {
  id: string;
  remoteId: string;
  handle: string;
  settings: Readonly<Record<string, string>>;
  limits: Readonly<Record<string, number>>;
  /** The share of a budget that is kept for life safety, where command set its own. */
  reserves?: Readonly<Record<string, number>>;
}

export interface Account extends AccountFacts {
  credential: Readonly<Record<string, string>>;
  /** Called when the network issued new tokens; persisted before anything else happens. */
  renewed(credential: Readonly<Record<string, string>>): Promise<void>;
  /** The credential as it is kept now: another process may have renewed it meanwhile. */
  current?(): Promise<Readonly<Record<string, string>>>;
  /** Addresses (of telephones) that asked to be left alone. */
  optedOut?(): Promise<ReadonlySet<string>>;
}

export interface OutboundMessage {
  text: string;
  /** E-mail subject, page title. */
  title?: string;
  media: readonly OutboundMedia[];
  link?: LinkCard;
  /** Two-letter language tags, BCP 47. */
  languages?: readonly string[];
  replyTo?: Remote;
  contentWarning?: string;
  /** What it is for (the post's purpose); networks without such a thing leave it out. */
  kind?: string;
  /** The agency's beats that it is about, by id; none: the whole jurisdiction. */
  beats?: readonly string[];
  /** Shown in those beats alone, where the network can limit who sees a post by place. */
  onlyBeats?: true;
  poll?: { options: readonly string[]; minutes: number };
  /** Of a later version: what was put right, in words for the public. */
  correction?: string;
}

export interface OutboundMedia {
  sha256: string;
  type: string;
  sizeBytes: number;
  width?: number;
  height?: number;
  alt: string;
  /** Of a video. */
  durationSeconds?: number;
  /** Of a video: its caption track, WebVTT. */
  captions?: { sha256: string; language: string };
  /** Of a video: the picture that stands for it before it plays. */
  poster?: { sha256: string; type: string };
}

export interface LinkCard {
  url: string;
  title: string;
  description: string;
  imageSha256?: string;
}

export interface Attempt {
  /** The same for every try of one delivery: what the network sees as its idempotency key. */
  key: string;
  number: number;
  startedAt: Temporal.Instant;
  /** SHA-256 (hex) of the canonical payload (core D1). */
  payloadHash: string;
  /**
   * What the last `keep` of this delivery was given, by any earlier attempt: a connector whose one
   * message is many sendings (e-mail) leaves out what was already accepted. Plain JSON.
   */
  progress?: unknown;
  /**
   * Posts of this account that belong to other deliveries: a look-up by text must pass them over, or two deliveries
   * that say the same would both claim one post.
   */
  others?: ReadonlySet<string>;
  /**
   * Asked before each of many sendings: false once this try has taken its time, or a hold or a recall has come. The
   * rest waits for the next try (`later`, `goesOn`).
   */
  mayBegin?(): Promise<boolean>;
  /** Persisted by the sender before it resolves, and handed to the next attempt as `progress`. */
  keep?(progress: unknown): Promise<void>;
}

export interface Remote {
  id: string;
  url?: string;
  /** Network-specific extra (a CID, a message id), opaque to everyone else. */
  extra?: Readonly<Record<string, string>>;
}

export interface Published extends Remote {
  /** The network's answer as it came, for the archive. Must hold no secret. */
  native: unknown;
}

export type Finding =
  | { found: true; remote: Published }
  /** `keyed`: the network takes this delivery's key once only, so sending again does no harm even if it comes late. */
  | { found: false; absent: true; keyed?: boolean }
  /** The network could not be consulted, or its window does not reach back far enough. */
  | { found: false; absent: false; why: string };

export interface Received {
  items: readonly InboundItem[];
  cursor: string | undefined;
  /** Counters the network gives, e.g. { posts: 120 }: for the completeness figure. */
  counters: Readonly<Record<string, number>>;
  /** True when more waits behind the cursor. */
  more: boolean;
}

export interface InboundItem {
  remoteId: string;
  /** Changes when the network's item changes (an edit time, a CID). */
  version: string;
  kind: "post" | "comment" | "mention" | "message" | "deleted" | "bounce" | "receipt";
  occurredAt: string;
  author: { remoteId: string; handle: string; displayName: string };
  text: string;
  url?: string;
  inReplyTo?: string;
  media: readonly { url: string; type: string; alt?: string }[];
  native: unknown;
}

/** What the network tells of an account; a part it does not tell is left out and never compared. */
export interface Profile {
  name?: string;
  /** An address or a hash: anything that changes with the picture. */
  picture?: string;
  description?: string;
  /** Who may post and change the account there, where the network tells an app of them. */
  administrators?: readonly { id: string; name: string }[];
}

/** Whether a post of ours still says what we said. */
export type Shown = { state: "same" } | { state: "changed"; text: string } | { state: "gone" };

export interface Health {
  state: "healthy" | "degraded" | "broken";
  says: string;
  fix?: string;
  quota?: { used: number; of: number; resetsAt?: string };
}

export interface Measure {
  count: number;
  max: number;
  unit: TextUnit;
  findings: readonly { code: string; says: string; field?: string }[];
  /** What sending it would cost, where the network takes money. */
  cost?: Cost;
}

/** A price is data with source and date, as a limit is. */
export interface Cost {
  /** In millionths of the currency: USD 0.0079 is 7900. */
  micros: number;
  currency: string;
  says: string;
  source: string;
  verifiedOn: string;
}

/**
 * Why a try failed, in the only classes the sender acts on. `refused`: a "no" for good. `later`: try
 * again, not before `retryAfterMs`. `expired`: the credential must be renewed by a person.
 * `unknown`: no answer came after bytes may have left: unconfirmed (core D3). `not-sent`: provably
 * no byte of the request reached the network (name not resolved, connection refused).
 */
export type SendErrorClass = "refused" | "later" | "expired" | "unknown" | "not-sent";

export class SendError extends Error {
  readonly class: SendErrorClass;
  readonly retryAfterMs: number | undefined;
  /** Of a `later`: some of many sendings are done and the rest follows; the try counts as the same. */
  readonly goesOn: boolean;
  /** The network's answer, cleaned of secrets, for the archive and the post's page. */
  readonly answer: unknown;

  constructor(
    errorClass: SendErrorClass,
    sentence: string,
    options: { retryAfterMs?: number; answer?: unknown; cause?: unknown; goesOn?: boolean } = {},
  ) {
    super(sentence, { cause: options.cause });
    this.name = "SendError";
    this.class = errorClass;
    this.retryAfterMs = options.retryAfterMs;
    this.goesOn = options.goesOn ?? false;
    this.answer = options.answer;
  }
}
