import { wordwise } from "#platform/text/reading.ts";
import { counsel, supervisors, type Look, type Match, type Rule } from "../finding.ts";
import { sentenceAt, slice } from "../reading.ts";

/** States whose law on booking photographs was read, and when; elsewhere a supervisor answers for it. */
const bookingLaws: Readonly<Record<string, { law: string; read: string; days: number }>> = {
  /**
   * California Penal Code 13665 (AB 1475 of 2021, AB 994 of 2023): no booking photograph of a person arrested for a
   * nonviolent crime on social media, except an imminent threat, a judge's order or an urgent need; others come down
   * within 14 days.
   */
  CA: { law: "California Penal Code 13665", read: "2026-11", days: 14 },
};

/** Days that a booking photograph stands at most where no law was read: the shortest of those that were. */
const bookingDaysMax = 14;

/** How long a booking photograph stands at most, by the law of the agency's state. */
export function bookingDays(state: string | undefined): number {
  return bookingLaws[state ?? ""]?.days ?? bookingDaysMax;
}

export const bookingPhoto: Rule = {
  code: "booking-photo",
  title: { en: "A booking photo", es: "Una foto de ficha policial" },
  level: "needs-role",
  roles: supervisors,
  paragraph: "4.6",
  reason: {
    en: "A booking photo follows state law. A supervisor confirms that it may be shown, and until when.",
    es: "Una foto de ficha sigue la ley estatal. Un supervisor confirma que puede mostrarse, y hasta cuándo.",
  },
  fields: ["text", "title", "variant", "alt", "post"],
  find: (look) => bookings(look),
};

const words = wordwise(
  /\b(?:booking (?:photo(?:graph)?s?|picture|image)|mug ?shots?|arrest photo(?:graph)?s?|(?:foto(?:graf[ií]a)?s? (?:de (?:la )?(?:ficha|arresto|detenci[oó]n|registro)|policial(?:es)?)))\b/giu,
);
const denied = wordwise(
  /\b(?:no longer|not|never|don['’]t|doesn['’]t|won['’]t|will not|stop(?:ped)?|without|remov\w+|request\w*|policy|law|bill|fee|scam\w*|websites?|ya no|nunca|sin|no (?:se )?(?:publica|muestra)\w*)\b/iu,
);
/** Penal Code 667.5(c) and 13665(e) in everyday words: what California calls violent. */
const violent = wordwise(
  /\b(?:murder|homicide|manslaughter|mayhem|rape|sexual(?:ly)? assault|sodomy|lewd|robbery|robbed|arson|kidnap\w*|carjack\w*|assault with (?:a )?(?:deadly|firearm|intent)|attempted murder|extortion|shooting|shot|stabb\w+|armed|threats? (?:to|of)|human trafficking|homicidio|asesinat\w+|violaci[oó]n|robo a mano armada|secuestr\w+|incendio provocado)\b/iu,
);

const barred = {
  en: "California Penal Code 13665: no booking photo of somebody arrested for a nonviolent crime on social media. Counsel decides on exceptions outside this post.",
  es: "Código Penal de California 13665: ninguna foto de ficha de una persona detenida por un delito no violento en redes sociales. El asesor jurídico decide las excepciones.",
};
const fortnight = {
  en: "California Penal Code 13665: this photo comes down within 14 days of being posted. Counsel confirms that the crime is a violent one.",
  es: "Código Penal de California 13665: esta foto se retira en 14 días. El asesor jurídico confirma que el delito es violento.",
};

function bookings(look: Look): Match[] {
  const { draft, part } = look;
  if (part.field === "post")
    return (draft.media ?? []).flatMap((item, of) =>
      item.isBookingPhoto
        ? [{ start: null, end: null, place: { field: "alt" as const, of }, ...lawful(look) }]
        : [],
    );
  return [...part.text.matchAll(words)]
    .filter(({ index }) => !denied.test(slice(part.text, sentenceAt(part.text, index))))
    .slice(0, 1)
    .filter(() => !(part.field === "alt" && draft.media?.[Number(part.of)]?.isBookingPhoto))
    .map(({ 0: found, index }) => ({ start: index, end: index + found.length, ...lawful(look) }));
}

function lawful({ draft, context }: Look): Partial<Match> {
  if (bookingLaws[context.state ?? ""] === undefined) return {};
  return violent.test(`${draft.title ?? ""} ${draft.text}`)
    ? { level: "needs-role", roles: counsel, reason: fortnight }
    : { level: "block", reason: barred };
}

/** Law: 28 CFR 35.200, ADA Title II: WCAG 2.1 level AA, 1.1.1, for what a public entity posts. */
export const altText: Rule = {
  code: "alt-text",
  title: { en: "A picture without a description", es: "Una imagen sin descripción" },
  level: "block",
  roles: supervisors,
  paragraph: "5.3",
  reason: {
    en: "This picture has no text description.",
    es: "Esta imagen no tiene descripción.",
  },
  fields: ["post"],
  find: ({ draft }) =>
    (draft.media ?? []).flatMap(({ alt, kind }, of): Match[] => {
      if (kind === "audio") return [];
      const place = { start: null, end: null, place: { field: "alt" as const, of } };
      if (alt.trim() === "") return [place];
      return isPoor(alt) ? [{ ...place, level: "warn", reason: poor }] : [];
    }),
};

const poor = {
  en: "This description does not say what is to be seen. Say who, what and where.",
  es: "Esta descripción no dice qué se ve. Diga quién, qué y dónde.",
};

/** A file's name, or a word that says only that there is a picture. */
function isPoor(alt: string): boolean {
  const words = alt.trim();
  return (
    /\.(?:jpe?g|png|heic|gif|webp|mp4|mov)$/iu.test(words) ||
    /^(?:IMG|DSC|PXL|Screenshot)[-_ ]?\d*/u.test(words) ||
    /^(?:an? |the |una? |la )?(?:image|picture|photo|pic|graphic|flyer|logo|video|foto|imagen|alt text|description|n\/a|none|untitled)(?: \d+)?\.?$/iu.test(
      words,
    ) ||
    words.length < 5
  );
}

/** Law: 28 CFR 35.200; WCAG 2.1, 1.2.1 and 1.2.2. */
export const captions: Rule = {
  code: "captions",
  title: { en: "A video without captions", es: "Un video sin subtítulos" },
  level: "block",
  roles: supervisors,
  paragraph: "5.4",
  reason: {
    en: "This video has no captions, or this recording no transcript.",
    es: "Este video no tiene subtítulos, o esta grabación no tiene transcripción.",
  },
  fields: ["post"],
  find: ({ draft }) =>
    (draft.media ?? []).flatMap(({ kind, hasCaptions }, of): Match[] =>
      (kind === "video" || kind === "audio") && hasCaptions !== true
        ? [{ start: null, end: null, place: { field: "alt", of } }]
        : [],
    ),
};
