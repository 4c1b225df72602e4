import type { PictureName } from "./pictures.ts";

/** One message of the month: who wrote it, who approved it, what became of it. Times are the agency's. */
export interface Told {
  daysAgo: number;
  at: string;
  by: string;
  approvedBy: readonly string[];
  class: string;
  purpose: "inform" | "warn" | "ask-for-help" | "engage" | "recruit" | "recognise";
  title: string;
  /** `{day+3}` becomes the name of the weekday three days after it was told. */
  text: string;
  /** Other words for X, where the message is long. */
  short?: string;
  picture?: PictureName;
  /** Planned ahead: when it was written; it then goes out at `daysAgo` and `at`. */
  plannedDaysBefore?: number;
  /** Sent back once by its approver, with a reason; the words that stood there first. */
  returned?: { by: string; why: string; firstText: string };
  /** Changed in place after it was published, with a new approval. */
  edit?: { afterMinutes: number; text: string; approvedBy: string };
  recall?: { afterMinutes: number; reason: string };
  /** Published without approval, and what command found. */
  glass?: { reason: string; review?: { by: string; afterMinutes: number; note: string } };
  /** Facebook is out of order at first. */
  isFacebookBusy?: boolean;
  comments?: readonly Comment[];
}

/** On which practice account, how many minutes later, who, and what. */
export type Comment = readonly [
  channel: string,
  afterMinutes: number,
  author: string,
  text: string,
];
