import { Temporal } from "#platform/clock.ts";
import { bookingLawOf, bookingVerdict } from "./booking-law.ts";
import { picturesIn, type NoticeContent } from "./content.ts";

/** What keeps a notice in. `field` is where to put it right. */
export interface NoticeFinding {
  code: FindingCode;
  field: string;
  says: string;
  /** The law or the practice that asks for it. */
  cites?: string;
}

const sentences = {
  "no-case": "Give the case number.",
  "no-phone": "Give the agency's phone number.",
  "no-name": "Give the name, or choose a kind of notice for people whose name is not known.",
  "no-photo": "Add a picture: nobody can be known again without one.",
  "no-photo-date": "Say when the photo was taken.",
  "photo-old":
    "The photo is more than ten years old. Add a newer one or a picture of how the person may look today.",
  "no-alt": "Describe what is to be seen on the picture.",
  "no-consent": "Say who agreed that the photo is shown, how, and where the paper is kept.",
  "no-expiry": "Say when the notice comes down.",
  "expiry-past": "The notice would come down before it is out. Choose a later time.",
  "expiry-far": "Choose a time within a year: it can be extended.",
  "no-ncic": "Enter the day on which the entry in NCIC was confirmed.",
  "no-form": "Say who signed the report form, and where it is kept.",
  "no-approval": "Name the officer who approved that it is made public.",
  "no-custody": "A parent's abduction needs the custody order.",
  "parent-photo":
    "A parent's photo may be shown only with an active felony warrant. Give its number or take the photo out.",
  diagnosis: "Never name an illness. The risk flag says that care may be needed, and no more.",
  "no-warrant": "Give the number of the warrant and the court that issued it.",
  "no-charge": "Say what the person is suspected of.",
  "guilty-words": "Say suspected or alleged: nobody is guilty before a court says so.",
  "booking-unclassed": "Say whether the charge is a violent crime by the law of the state.",
  "booking-nonviolent":
    "This state's law bars the booking photo of somebody arrested for a nonviolent crime. Take it out, or name the exception and its reason.",
  "booking-reason":
    "Write down the reason for the exception, in a sentence that a court could check.",
  "booking-days": "The law has a booking photo come down sooner. Choose an earlier time.",
  "no-retention": "Name the retention series that it is filed under.",
  "home-address": "Leave the house number out: a block or a landmark is enough.",
} as const;
export type FindingCode = keyof typeof sentences;

/** The agency's state, its clock and its zone. */
export interface NoticePlace {
  state: string;
  timeZone: string;
  now: Temporal.Instant;
}

/** Everything that stands between this record and the public: pure, the same on screen and at the gate. */
export function noticeFindings(content: NoticeContent, place: NoticePlace): NoticeFinding[] {
  return [
    ...always(content, place),
    ...pictures(content, place),
    ...missing(content),
    ...wanted(content),
    ...booking(content, place),
    ...words(content),
  ];
}

function say(code: FindingCode, field: string, cites?: string): NoticeFinding {
  return { code, field, says: sentences[code], ...(cites ? { cites } : {}) };
}

function always(content: NoticeContent, { timeZone, now }: NoticePlace): NoticeFinding[] {
  const found: NoticeFinding[] = [];
  if (!content.caseNumber.trim()) found.push(say("no-case", "caseNumber"));
  if (!/\d{3}.*\d{4}/.test(content.phone)) found.push(say("no-phone", "phone"));
  if (!content.retention.trim()) found.push(say("no-retention", "retention"));
  const isUnknown = content.kind === "identify" || content.kind === "found";
  if (!isUnknown && !content.name.trim()) found.push(say("no-name", "name"));
  const expiry = expiryOf(content, timeZone);
  if (!expiry) found.push(say("no-expiry", "expires"));
  else if (Temporal.Instant.compare(expiry, now) <= 0) found.push(say("expiry-past", "expires"));
  else if (Temporal.Instant.compare(expiry, now.add({ hours: 366 * 24 })) > 0)
    found.push(say("expiry-far", "expires"));
  return found;
}

/** When it comes down; undefined where nobody has said. */
export function expiryOf(content: NoticeContent, timeZone: string): Temporal.Instant | undefined {
  if (!content.expires) return undefined;
  return Temporal.PlainDateTime.from(content.expires).toZonedDateTime(timeZone).toInstant();
}

function pictures(content: NoticeContent, { now, timeZone }: NoticePlace): NoticeFinding[] {
  const found: NoticeFinding[] = [];
  const { photo, kind } = content;
  if (!photo && kind !== "unsolved" && kind !== "found") found.push(say("no-photo", "photo"));
  if (photo && (photo.consentBy === "" || photo.consentNote.trim().length < 3))
    found.push(say("no-consent", "photo.consentNote"));
  if (picturesIn(content).some(({ alt }) => alt.trim().length < 5))
    found.push(say("no-alt", "photo.alt", "28 CFR 35.200; WCAG 2.1, 1.1.1"));
  if (picturesIn(content).some(({ takenOn }) => takenOn === ""))
    found.push(say("no-photo-date", "photo.takenOn", "NCMEC, NamUs"));
  if (photo?.takenOn && !content.agedPicture && (kind === "missing" || kind === "endangered")) {
    const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
    const age = Temporal.PlainDate.from(photo.takenOn).until(today, { largestUnit: "years" });
    if (age.years >= 10) found.push(say("photo-old", "photo.takenOn", "NCMEC"));
  }
  return found;
}

const clearinghouse = "clearinghouses of Utah and Texas: entry confirmed, form signed, approved";

function missing(content: NoticeContent): NoticeFinding[] {
  if (content.kind !== "missing" && content.kind !== "endangered") return [];
  const { authority, circumstance, companionPhoto } = content;
  const found: NoticeFinding[] = [];
  if (!authority.ncicConfirmedOn)
    found.push(say("no-ncic", "authority.ncicConfirmedOn", clearinghouse));
  if (!authority.formSignedBy.trim() || !authority.formKeptAt.trim())
    found.push(say("no-form", "authority.formSignedBy", clearinghouse));
  if (!authority.agencyApproval.trim())
    found.push(say("no-approval", "authority.agencyApproval", clearinghouse));
  if (circumstance === "family-abduction") {
    if (!content.custodyOrder.trim()) found.push(say("no-custody", "custodyOrder", "NCMEC"));
    if (companionPhoto && !content.companionWarrant.trim())
      found.push(say("parent-photo", "companionPhoto", "NCMEC"));
  }
  return found;
}

function wanted({ kind, warrant }: NoticeContent): NoticeFinding[] {
  if (kind !== "wanted") return [];
  const found: NoticeFinding[] = [];
  if (!warrant?.number.trim() || !warrant.court.trim())
    found.push(say("no-warrant", "warrant.number"));
  if (!warrant?.charge.trim()) found.push(say("no-charge", "warrant.charge"));
  return found;
}

function booking(content: NoticeContent, { state, timeZone, now }: NoticePlace): NoticeFinding[] {
  const law = bookingLawOf(state);
  const verdict = bookingVerdict(state, content);
  if (!verdict.may) return [say(verdict.code, "photo.isBookingPhoto", law?.law)];
  const expiry = expiryOf(content, timeZone);
  if (verdict.days === undefined || !expiry) return [];
  const latest = now.toZonedDateTimeISO(timeZone).add({ days: verdict.days }).toInstant();
  return Temporal.Instant.compare(expiry, latest) > 0
    ? [say("booking-days", "expires", law?.law)]
    : [];
}

/** Illnesses that are named most often on flyers, in both languages. */
const illness =
  /\b(?:dementia|alzheimer\w*|autis\w+|bipolar|schizo\w+|depress(?:ed|ion)|suicid\w+|diabet\w+|epilep\w+|psychos\w+|demencia|autis\w+|esquizo\w+|depresi[oó]n|suicida\w*|diagnos\w+|diagn[oó]stic\w+|disorder|PTSD|ADHD)\b/iu;
/** What says that somebody did it. */
const guilty =
  /\b(?:(?:is|was|are) guilty|murdered|raped|robbed|stole|killed|assaulted|the (?:killer|murderer|rapist|robber|thief)|es culpable|asesin[oó]|rob[oó]|viol[oó]|mat[oó])\b/iu;
const cautious = /\b(?:alleged\w*|suspected|accused|presunt\w+|sospech\w+|acusad\w+)\b/iu;
/** "4321 Falls Pkwy", but not "the 4300 block of Falls Pkwy". */
const door =
  /\b\d{1,5}\s+(?!block\b|cuadra\b)(?:[NSEW]\.?\s+)?\p{L}[\p{L}.]*(?:\s+\p{L}+)?\s+(?:st|street|ave|avenue|rd|road|blvd|dr|drive|ln|lane|way|pkwy|ct|court|pl)\b/iu;

function words(content: NoticeContent): NoticeFinding[] {
  const found: NoticeFinding[] = [];
  for (const field of ["details", "marks", "clothing", "danger", "direction"] as const)
    if (illness.test(content[field]))
      found.push(say("diagnosis", field, "HIPAA practice; model policy"));
  const accuses = content.kind === "wanted" || content.kind === "identify";
  for (const field of ["details", "danger"] as const)
    if (accuses && guilty.test(content[field]) && !cautious.test(content[field]))
      found.push(say("guilty-words", field, "U.S. Const. amend. V, XIV"));
  if (door.test(content.seenPlace)) found.push(say("home-address", "seenPlace"));
  return found;
}
