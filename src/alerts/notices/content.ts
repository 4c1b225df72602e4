import { z } from "zod";
import { canonicalize, sha256 } from "#platform/crypto/canonical.ts";
import { limit } from "#platform/limits.ts";
import {
  circumstances,
  colours,
  consents,
  eyes,
  hair,
  kinds,
  languages,
  races,
  sexes,
} from "./choices.ts";

const textMax = limit("notices.details", 1_000, "characters", "more cannot be set on one page");
const channelsMax = limit("notices.channels", 60, "channels", "all that an agency may have");

/** A line as paper can show it: no sign that turns words around, and none that is no letter. */
const line = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !/[\u202a-\u202e\u2066-\u2069]|(?![\n\t])\p{Cc}/u.test(text), {
      message: "a sign in it cannot be printed",
    })
    .default("");
const choice = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.union([z.enum(values), z.literal("")]).default("");
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const date = z.union([z.iso.date(), z.literal("")]).default("");
const local = z
  .union([z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/), z.literal("")])
  .default("");

const picture = z.strictObject({
  sha256: hash,
  alt: line(500),
  /** The day on which it was taken, or drawn. */
  takenOn: date,
  credit: line(120),
});

/** One record of a person, or of a case: the union of what NCMEC, NamUs and the states' clearinghouses ask for. */
export const noticeContent = z.strictObject({
  kind: z.enum(kinds),
  /** Of a case that is not solved: what it is called. Unknown people have none. */
  name: line(300),
  nickname: line(80),
  ageYears: z.int().min(0).max(130).nullable().default(null),
  sex: choice(sexes),
  race: choice(races),
  heightInches: z.int().min(1).max(120).nullable().default(null),
  weightPounds: z.int().min(1).max(999).nullable().default(null),
  hair: choice(hair),
  eyes: choice(eyes),
  marks: line(200),
  clothing: line(300),
  /** By the agency's wall clock. */
  seenAt: local,
  /** Coarse: a block, a landmark, a neighbourhood. */
  seenPlace: line(160),
  direction: line(120),
  vehicle: z
    .strictObject({
      year: line(4),
      make: line(40),
      model: line(40),
      colour: choice(colours),
      plate: line(12),
      plateState: line(20),
    })
    .nullable()
    .default(null),
  /** Who may be with this person, or is suspected. */
  companion: line(160),
  circumstance: choice(circumstances),
  /** That there is one, never which: no diagnosis is kept or shown. */
  medicalRisk: z.boolean().default(false),
  danger: line(200),
  details: line(textMax),
  photo: picture
    .extend({
      isBookingPhoto: z.boolean().default(false),
      consentBy: choice(consents),
      /** Who said yes, how, and where the paper lies. */
      consentNote: line(300),
    })
    .nullable()
    .default(null),
  /** How the person may look today. */
  agedPicture: picture.nullable().default(null),
  companionPhoto: picture.nullable().default(null),
  caseNumber: line(40),
  phone: line(30),
  tipUrl: z.union([z.url({ protocol: /^https$/ }).max(120), z.literal("")]).default(""),
  /** What states such as Utah and Texas ask for before anything is published. */
  authority: z
    .strictObject({
      ncicConfirmedOn: date,
      formSignedBy: line(120),
      formKeptAt: line(160),
      agencyApproval: line(120),
    })
    .prefault({}),
  custodyOrder: line(160),
  /** An active felony warrant against a parent who took the child. */
  companionWarrant: line(60),
  warrant: z
    .strictObject({
      number: line(60),
      court: line(120),
      charge: line(200),
      /** As the agency's counsel reads the law of its state; null: nobody has said. */
      isViolent: z.boolean().nullable().default(null),
    })
    .nullable()
    .default(null),
  bookingException: z
    .strictObject({ ground: z.enum(["threat", "order", "urgent"]), reason: line(400) })
    .nullable()
    .default(null),
  /** By the agency's wall clock; it comes down everywhere then. */
  expires: local,
  /** Flyers and posts are made in each. */
  languages: z.array(z.enum(languages)).min(1).max(languages.length).default(["en"]),
  /** None: every open channel. */
  channels: z.array(z.uuid()).max(channelsMax).default([]),
  /** The series of the retention schedule that it is filed under. */
  retention: line(160),
});

export type NoticeContent = z.infer<typeof noticeContent>;
export type NoticeDraft = z.input<typeof noticeContent>;
export type NoticeLanguage = NoticeContent["languages"][number];

/** Under this hash a version is approved: it stands in the posts that tell of it. */
export function noticeHash(content: NoticeContent): string {
  return sha256(canonicalize({ form: 1, content })).toString("hex");
}

/** Free text: in another language only as a person wrote it and a second one certified it. */
const freeFields = [
  "marks",
  "clothing",
  "seenPlace",
  "direction",
  "companion",
  "danger",
  "details",
] as const;
type FreeField = (typeof freeFields)[number];
export type Wording = Partial<Record<FreeField | "photoAlt" | "charge" | "title", string>>;

/** What of a notice has to be said in words of its own in every language. */
export function freeTextOf(content: NoticeContent): Wording {
  const said: Wording = {};
  for (const field of freeFields) if (content[field].trim()) said[field] = content[field].trim();
  if (content.photo?.alt.trim()) said.photoAlt = content.photo.alt.trim();
  if (content.warrant?.charge.trim()) said.charge = content.warrant.charge.trim();
  // A person's name is the same in every language; a case's is a sentence.
  if (content.kind === "unsolved" && content.name.trim()) said.title = content.name.trim();
  return said;
}

export function wordingHash(wording: Wording): string {
  return sha256(canonicalize(wording)).toString("hex");
}

/** Every picture that a notice shows. */
export function picturesIn(content: NoticeContent) {
  return [content.photo, content.agedPicture, content.companionPhoto].filter((one) => one !== null);
}
