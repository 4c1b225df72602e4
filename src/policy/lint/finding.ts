import type { Role } from "#agency";

/** What a finding asks for: nothing goes on, somebody with a role must approve, or the writer has seen it. */
export const levels = ["block", "needs-role", "warn"] as const;
export type Level = (typeof levels)[number];

/** A sentence in the languages of the console. */
export interface Said {
  en: string;
  es: string;
}

/** Where a finding stands: a field, and UTF-16 offsets into its words where it has a place. */
export interface Place {
  field: "text" | "title" | "variant" | "alt" | "link" | "post";
  /** The channel of a variant, or the number of the picture, from 0. */
  of?: string | number;
}

export interface Finding extends Place {
  rule: string;
  title: Said;
  level: Level;
  /** With `needs-role`: any of these. */
  roles: readonly Role[];
  /** The agency's own paragraph. */
  paragraph: string;
  start: number | null;
  end: number | null;
  reason: Said;
  /** What could stand there instead; the empty string takes the words out. */
  fix: string | null;
}

/** What is looked at. Only words and what is known of the media: no network, no model. */
export interface LintDraft {
  text: string;
  title?: string | undefined;
  class: string;
  language?: string | undefined;
  media?: readonly LintMedia[] | undefined;
  /** By channel; only words that differ from the message are looked at. */
  variants?: Readonly<Record<string, { text?: string | undefined; title?: string | undefined }>>;
  link?: { url: string; title?: string; description?: string } | null | undefined;
}

export interface LintMedia {
  alt: string;
  kind?: "image" | "video" | "audio" | undefined;
  isBookingPhoto?: boolean | undefined;
  /** A captions track for video, a transcript for audio. */
  hasCaptions?: boolean | undefined;
}

/** What the agency keeps, opened for one look and then forgotten. */
export interface LintLists {
  unreleasedNames: readonly string[];
  officers: readonly { name: string; places: readonly string[] }[];
  publicPlaces: readonly string[];
  tipLines: readonly string[];
}

export const noLists: LintLists = {
  unreleasedNames: [],
  officers: [],
  publicPlaces: [],
  tipLines: [],
};

export interface LintContext {
  /** Two letters; law differs. Undefined where nobody said. */
  state: string | undefined;
  lists: LintLists;
}

/** One field's words, read once for all rules. */
export interface Part extends Place {
  text: string;
}

export interface Look {
  draft: LintDraft;
  context: LintContext;
  part: Part;
}

/** What a rule found; what it leaves out is the rule's own default. */
export interface Match {
  start: number | null;
  end: number | null;
  level?: Level;
  roles?: readonly Role[];
  paragraph?: string;
  reason?: Said;
  fix?: string;
  place?: Place;
}

export interface Rule {
  code: string;
  title: Said;
  level: Level;
  roles: readonly Role[];
  /** Of the model policy; an agency that numbers otherwise names its own. */
  paragraph: string;
  reason: Said;
  /** In which fields' words it looks; `post` is asked once for the whole draft. */
  fields: readonly Place["field"][];
  find: (look: Look) => Match[];
}

export const supervisors: readonly Role[] = ["supervisor", "command"];
export const counsel: readonly Role[] = ["legal"];
export const commanders: readonly Role[] = ["command"];
