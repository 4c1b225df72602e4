import { Temporal } from "#platform/clock.ts";
import type { Sheet, SheetRow } from "../flyers/sheet.ts";
import { freeTextOf, type NoticeContent, type NoticeLanguage, type Wording } from "./content.ts";
import { catalogues, type Catalogue } from "./words/catalogue.ts";

/** What a notice says in one language: flyers, posts and pages all say exactly this. */
export interface Told {
  language: NoticeLanguage;
  kind: string;
  /** Life is at stake. */
  urgent: boolean;
  name: string;
  facts: SheetRow[];
  seen: SheetRow[];
  notes: { key: string; text: string }[];
  details: string;
  photo: { alt: string; taken: string } | null;
  agedPicture: { alt: string; taken: string } | null;
  companionPhoto: { alt: string; taken: string } | null;
  call: { label: string; phone: string };
  tip: string | null;
  case: string;
  until: string;
  check: string;
  status: string;
}

export interface Telling {
  content: NoticeContent;
  language: NoticeLanguage;
  /** The free text in this language; undefined where it is the writer's own. */
  wording: Wording | undefined;
  timeZone: string;
  url: string;
  /** The day on which it was made public. */
  issued: Temporal.Instant | undefined;
}

/** Says a notice in a language. Pure: the words come from its fields, its catalogue and a certified wording. */
export function tell({ content, language, wording, timeZone, url, issued }: Telling): Told {
  const say = catalogues[language];
  const free = wording ?? freeTextOf(content);
  const day = (at: Temporal.PlainDate) => at.toLocaleString(language, { dateStyle: "medium" });
  const dayOf = (date: string) => (date ? day(Temporal.PlainDate.from(date)) : "");
  const pictureOf = (
    picture: { alt: string; takenOn: string; credit: string } | null,
    taken: Catalogue["taken"],
    alt = picture?.alt ?? "",
  ) => picture && { alt, taken: taken(dayOf(picture.takenOn), picture.credit) };
  const issuedOn = issued ? day(issued.toZonedDateTimeISO(timeZone).toPlainDate()) : "";
  return {
    language,
    kind: say.kinds[content.kind],
    urgent: content.kind === "endangered" || (content.kind === "missing" && isChild(content)),
    name: nameOf(content, free, say),
    facts: factsOf(content, say),
    seen: seenOf(content, free, say, language),
    notes: notesOf(content, free, say),
    details: free.details ?? "",
    photo: pictureOf(content.photo, say.taken, free.photoAlt),
    agedPicture: pictureOf(content.agedPicture, (date) => say.aged(date)),
    companionPhoto: pictureOf(content.companionPhoto, say.taken),
    call: { label: callOf(content, say), phone: content.phone },
    tip: content.tipUrl ? content.tipUrl.replace(/^https:\/\//, "") : null,
    case: say.caseOf(content.caseNumber),
    until: say.until(issuedOn, dayOf(content.expires.slice(0, 10))),
    check: say.check(url),
    status: say.status,
  };
}

function isChild({ ageYears }: NoticeContent): boolean {
  return ageYears !== null && ageYears < 18;
}

function nameOf(content: NoticeContent, free: Wording, say: Catalogue): string {
  const own = content.kind === "unsolved" ? (free.title ?? content.name) : content.name;
  if (own.trim()) return own.trim();
  return content.kind === "found" ? say.unnamed.found : say.unnamed.identify;
}

function callOf({ kind }: NoticeContent, say: Catalogue): string {
  if (kind === "wanted") return say.call.noApproach;
  return kind === "missing" || kind === "endangered" ? say.call.missing : say.call.other;
}

function row(key: string, label: string, value: string | null | undefined): SheetRow[] {
  return value ? [{ key, label, value }] : [];
}

function factsOf(content: NoticeContent, say: Catalogue): SheetRow[] {
  const { labels } = say;
  return [
    ...row("nickname", labels.nickname, content.nickname),
    ...row("ageYears", labels.age, content.ageYears === null ? "" : String(content.ageYears)),
    ...row("sex", labels.sex, content.sex && say.sexes[content.sex]),
    ...row("race", labels.race, content.race && say.races[content.race]),
    ...row("heightInches", labels.height, heightOf(content.heightInches)),
    ...row("weightPounds", labels.weight, weightOf(content.weightPounds)),
    ...row("hair", labels.hair, content.hair && say.hair[content.hair]),
    ...row("eyes", labels.eyes, content.eyes && say.eyes[content.eyes]),
  ];
}

/** "5 ft 4 in (163 cm)": signs that every language here reads alike. */
function heightOf(inches: number | null): string {
  if (inches === null) return "";
  return `${Math.floor(inches / 12)} ft ${inches % 12} in (${Math.round(inches * 2.54)} cm)`;
}

function weightOf(pounds: number | null): string {
  return pounds === null ? "" : `${pounds} lb (${Math.round(pounds * 0.4536)} kg)`;
}

function seenOf(
  content: NoticeContent,
  free: Wording,
  say: Catalogue,
  language: string,
): SheetRow[] {
  const { labels } = say;
  const { vehicle, circumstance, warrant } = content;
  const time = content.seenAt
    ? Temporal.PlainDateTime.from(content.seenAt).toLocaleString(language, {
        dateStyle: "medium",
        timeStyle: "short",
      })
    : "";
  const where =
    content.kind === "unsolved" || content.kind === "found" || content.kind === "identify";
  return [
    ...row("charge", labels.charge, free.charge && say.charged(free.charge)),
    ...row(
      "warrant",
      labels.warrant,
      warrant && [warrant.number, warrant.court].filter(Boolean).join(", "),
    ),
    ...row(
      "seenPlace",
      where ? labels.happened : labels.lastSeen,
      say.near(time, free.seenPlace ?? ""),
    ),
    ...row("direction", labels.direction, free.direction),
    ...row("clothing", labels.clothing, free.clothing),
    ...row("marks", labels.marks, free.marks),
    ...row("vehicle", labels.vehicle, vehicle && vehicleOf(vehicle, say)),
    ...row("companion", labels.companion, free.companion),
    ...row(
      "circumstance",
      labels.circumstance,
      circumstance && circumstance !== "unknown" ? say.circumstances[circumstance] : "",
    ),
  ];
}

function vehicleOf(vehicle: NonNullable<NoticeContent["vehicle"]>, say: Catalogue): string {
  const { colour, year, make, model, plate, plateState } = vehicle;
  const what = [year, make, model].filter(Boolean).join(" ");
  return [what, colour && say.colours[colour], plate && say.plate(plate, plateState)]
    .filter(Boolean)
    .join(", ");
}

function notesOf(content: NoticeContent, free: Wording, say: Catalogue) {
  const accused = content.kind === "wanted" || (content.kind === "identify" && free.charge);
  return [
    ...(content.medicalRisk ? [{ key: "medicalRisk", text: say.medicalRisk }] : []),
    ...(free.danger ? [{ key: "danger", text: say.danger(free.danger) }] : []),
    // No page, post or flyer names a suspect without it.
    ...(accused ? [{ key: "innocent", text: say.innocent }] : []),
  ];
}

export function sheetOf(
  told: Told,
  { agency, url, isApproved }: { agency: string; url: string; isApproved: boolean },
): Sheet {
  const { language, kind, urgent, name, facts, seen, notes, details, photo, call, tip } = told;
  return {
    language,
    title: `${kind}: ${name}`,
    agency,
    draft: isApproved ? null : catalogues[language].draft,
    kind,
    urgent,
    name,
    facts,
    seen,
    notes,
    details,
    photo,
    call,
    tip,
    case: told.case,
    until: told.until,
    status: told.status,
    url,
  };
}

/** The words of its post: everything that the flyer says, so that whoever approves has read it all. */
export function postWords(told: Told): { title: string; text: string; short: string; alt: string } {
  const facts = told.facts.map(({ label, value }) => `${label}: ${value}`).join(" · ");
  const seen = told.seen.map(({ label, value }) => `${label}: ${value}`);
  const call = `${told.call.label} ${told.call.phone}.`;
  const lines = [
    `${told.kind}: ${told.name}`,
    facts,
    ...seen,
    ...told.notes.map(({ text }) => text),
    told.details,
    call,
    told.tip ?? "",
    `${told.case}. ${told.until}`,
    told.check,
  ].filter(Boolean);
  const lastSeen = told.seen.find(({ key }) => key === "seenPlace");
  const brief = [
    `${told.kind}: ${told.name}.`,
    lastSeen ? `${lastSeen.label}: ${lastSeen.value}.` : "",
    told.notes.find(({ key }) => key === "innocent")?.text ?? "",
    call,
    told.check.split(": ").at(-1) ?? "",
  ];
  return {
    title: `${told.kind}: ${told.name}`.slice(0, 200),
    text: lines.join("\n"),
    short: brief.filter(Boolean).join(" "),
    // The flyer is a picture of words: all of them are its description.
    alt: [...lines, told.photo?.alt ?? ""].filter(Boolean).join(". ").slice(0, 2_000),
  };
}
