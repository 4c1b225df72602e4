/** A flyer's words in one language: typed or certified by people, or out of a reviewed catalogue. Nothing else is set. */
export interface Sheet {
  language: string;
  /** The document's title. */
  title: string;
  agency: string;
  /** Says that nobody has approved it; null on what was. */
  draft: string | null;
  kind: string;
  /** Life is at stake: the one use of red. */
  urgent: boolean;
  name: string;
  facts: readonly SheetRow[];
  seen: readonly SheetRow[];
  /** What must not be overlooked: a danger, a risk, that somebody is innocent until proven guilty. */
  notes: readonly { key: string; text: string }[];
  /** Stands on the printed flyer alone. */
  details: string;
  photo: { alt: string; taken: string } | null;
  call: { label: string; phone: string };
  tip: string | null;
  case: string;
  until: string;
  /** Beside the code: it leads to what is true now. */
  status: string;
  url: string;
}

/** `key` is the field of the record that it came from. */
export interface SheetRow {
  key: string;
  label: string;
  value: string;
}

export const formats = ["print", "square", "story", "landscape"] as const;
export type Format = (typeof formats)[number];

/** How a format is laid out, in points of its page; a point of a picture is a pixel. */
export interface Look {
  form: "page" | "wide" | "tall";
  width: number;
  height: number;
  inset: number;
  /** Left free above and below: apps lay their own buttons over a story. */
  safe: number;
  /** Size of plain words before they are made smaller. */
  base: number;
  /** Sizes as a multiple of plain words. */
  kind: number;
  name: number;
  phone: number;
  qr: number;
  photo: number;
  high: number;
}

export const looks: Readonly<Record<Format, Look>> = {
  /** US Letter. */
  print: {
    form: "page",
    width: 612,
    height: 792,
    inset: 36,
    safe: 0,
    base: 15,
    kind: 1.8,
    name: 2.1,
    phone: 2,
    qr: 104,
    photo: 230,
    high: 270,
  },
  square: {
    form: "wide",
    width: 1080,
    height: 1080,
    inset: 48,
    safe: 0,
    base: 34,
    kind: 1.5,
    name: 1.7,
    phone: 1.6,
    qr: 190,
    photo: 430,
    high: 540,
  },
  story: {
    form: "tall",
    width: 1080,
    height: 1920,
    inset: 64,
    safe: 110,
    base: 42,
    kind: 1.25,
    name: 1.7,
    phone: 1.6,
    qr: 260,
    photo: 470,
    high: 620,
  },
  /** The size that link previews are shown in. */
  landscape: {
    form: "wide",
    width: 1200,
    height: 630,
    inset: 34,
    safe: 0,
    base: 23,
    kind: 1.5,
    name: 1.5,
    phone: 1.4,
    qr: 118,
    photo: 300,
    high: 310,
  },
};

/** Words are made smaller by these steps until all of them fit, and never smaller than the last. */
export const scales = [1.5, 1.3, 1.15, 1, 0.92, 0.85, 0.78, 0.72] as const;

/** Why a flyer is not made. `field` is the one to shorten or to change. */
export interface Unmade {
  why: "too-long" | "letters" | "qr" | "picture";
  field: string;
}

export interface Flyer {
  format: Format;
  type: "application/pdf" | "image/png";
  width: number;
  height: number;
  bytes: Uint8Array;
}

export type Made = { format: Format } & ({ flyer: Flyer } | { unmade: Unmade });
