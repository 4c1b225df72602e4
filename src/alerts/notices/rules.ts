import { Temporal } from "#platform/clock.ts";
import { bookingLawOf, bookingVerdict } from "./booking-law.ts";
import { picturesIn, type NoticeContent } from "./content.ts";
import { sentences, type FindingCode } from "./finding-sentences.ts";

/** What keeps a notice in. `field` is where to put it right. */
export interface NoticeFinding {
  code: FindingCode;
  field: string;
  says: { en: string; es: string };
  /** The law or the practice that asks for it. */
  cites?: string;
}

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
