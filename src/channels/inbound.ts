import type { Wish } from "./wishes.ts";

export interface Received {
  items: readonly InboundItem[];
  /** Telephones that asked to be left alone, or to be written to again; of one telephone the oldest first. */
  optOuts?: readonly Wish[];
  cursor: string | undefined;
  /** Counters the network gives, e.g. { posts: 120 }: for the completeness figure. */
  counters: Readonly<Record<string, number>>;
  /** True when more waits behind the cursor. */
  more: boolean;
  /** True where a part of what came since the last reading can be read no more: that is a gap. */
  isLost?: boolean;
}

export interface InboundItem {
  remoteId: string;
  /** Changes when the network's item changes (an edit time, a CID). */
  version: string;
  kind:
    | "post"
    | "comment"
    | "mention"
    | "message"
    | "deleted"
    | "bounce"
    | "receipt"
    /** What somebody else wrote, kept because an item answers it. */
    | "context";
  occurredAt: string;
  author: { remoteId: string; handle: string; displayName: string };
  text: string;
  url?: string;
  inReplyTo?: string;
  media: readonly { url: string; type: string; alt?: string }[];
  native: unknown;
}

/** The version of every deletion: whoever tells it, and however often, it is one. */
export const deletedVersion = "deleted";

/** A picture, film or file that came in with an item. */
export interface MediumAsked {
  remoteId: string;
  /** As the item told it: an address, or a name of the network's own. */
  url: string;
  /** How often its bytes were asked for in vain. */
  tries: number;
}

/** Where bytes lie now, and what must be shown there to get them. */
export interface MediumPlace {
  url: string;
  headers?: Readonly<Record<string, string>>;
}

/** An item that came in earlier and is asked about again. */
export interface Asked {
  remoteId: string;
  kind: InboundItem["kind"];
  /** What it stands under: some networks know a comment only there. */
  inReplyTo?: string;
}

/** What a network shows now of one item. */
export interface Looked {
  remoteId: string;
  /** `gone`: the network says that there is no such item; never a guess. */
  state: "there" | "gone";
  /** As `receive` would tell it now. */
  item?: InboundItem;
  isHidden?: boolean;
  /** Reactions by the network's own words for them. */
  counts?: Readonly<Record<string, number>>;
}
