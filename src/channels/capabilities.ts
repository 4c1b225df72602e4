import type { Budget } from "./budget.ts";
import type { PlaceTargeting } from "./placing.ts";

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
  /** What is learnt of an item after it came in; the completeness page names what is not. */
  changes?: Changes;
  /**
   * Of direct messages what a program like this one is never told: all of them, or the encrypted ones. `none`: the network
   * has no direct messages, or they are posts that only those named in them see.
   */
  messages?: "untold" | "encrypted" | "none";
  /** How often items are looked at again, where reading costs money or quota. */
  looks?: LookLimits;
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
  /** Where a live stream can be announced and begun. */
  live?: LiveLimits;
  /** Where the network can keep a post to some places; elsewhere every post goes to everybody. */
  placeTargeting?: PlaceTargeting;
}

export type Change = "edits" | "deletions" | "hidden" | "counts";

/** By poll, webhook or a second look; a kind of item that is not read here is left out. */
export interface Changes {
  posts?: readonly Change[];
  comments?: readonly Change[];
  messages?: readonly ("edits" | "deletions")[];
}

export interface LookLimits {
  /** Between two looks at one item, and before the first. */
  minutesMin: number;
  /** Items that are looked at in 24 hours. */
  perDayMax: number;
}

export interface PollLimits {
  optionsMax: number;
  /** Characters of one answer. */
  optionMax: number;
  minutesMin: number;
  minutesMax: number;
}

export interface LiveLimits {
  /** Of the picture that stands for the stream until it begins. */
  pictures: MediaLimits;
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
