import type { Temporal } from "#platform/clock.ts";
import type {
  Account,
  AccountFacts,
  Authorized,
  Health,
  Profile,
  SettingField,
} from "./account.ts";
import type { Attempt, Finding, Published, Remote, Shown } from "./attempt.ts";
import type { Capabilities } from "./capabilities.ts";
import type { ErrorRow } from "./error-table.ts";
import type { Heard, Hook } from "./hook.ts";
import type { Asked, Looked, MediumAsked, MediumPlace, Received } from "./inbound.ts";
import type { LiveStreams } from "./live.ts";
import type { Measure, OutboundMessage } from "./outbound.ts";
import type { Placing } from "./placing.ts";
import type { PushWay } from "./pushing.ts";

/**
 * The contract every network fulfils. A connector is one folder, one line in registry.ts and the
 * contract suite; it knows its network and nothing of posts, approvals or the database.
 */
export interface Connector {
  /** The word used in table, URL and screen: "bluesky", "mastodon", "email" … */
  network: string;
  title: string;
  capabilities: Capabilities;
  /** Where there is more than one way to the network, what each can do, by its name: an account takes one of them. */
  ways?: Readonly<Record<string, Capabilities>>;
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
  /** Present where the network can keep a post to some places (`placeTargeting`). */
  placing?: Placing;
  /** Present where live streams are announced (`capabilities.live`). */
  live?: LiveStreams;
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
  receive?(
    net: Net,
    account: Account,
    cursor: string | undefined,
    /** For a network that hands each message over once: it may be acknowledged when this has resolved. */
    keep?: (heard: Heard) => Promise<void>,
  ): Promise<Received>;
  /**
   * What the network shows now of items that came in earlier, our own or others': edits, deletions, hiding, reactions.
   * What it cannot tell of is left out.
   */
  look?(net: Net, account: Account, asked: readonly Asked[]): Promise<readonly Looked[]>;
  /**
   * Where the bytes of a medium lie that the network gives to the account alone, or at addresses that die; undefined where
   * anybody may fetch what the item told. A credential goes to the network's own hosts alone (`placeFor`).
   */
  mediumAt?(net: Net, account: Account, medium: MediumAsked): Promise<MediumPlace | undefined>;
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
  sleep(ms: number): Promise<void>;
  /** The way to a browser that asked for notices (RFC 8030), sealed for it alone; absent where there is none. */
  push?: PushWay;
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
