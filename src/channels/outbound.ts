import type { Remote } from "./attempt.ts";
import type { TextUnit } from "./capabilities.ts";
import type { Place } from "./placing.ts";

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
  /** For people in those beats alone: without `places` it goes to nobody. */
  onlyBeats?: true;
  /** The network's own places in those beats, as they were when this version was approved. */
  places?: readonly Place[];
  poll?: { options: readonly string[]; minutes: number };
  /** It announces a live stream, which begins at this instant (RFC 3339). */
  live?: { startsAt: string };
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
