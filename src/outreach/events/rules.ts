import { Temporal } from "#platform/clock.ts";
import type { EventContent } from "./content.ts";
import { datesOf, spanOf } from "./series.ts";
import { timesOf } from "./times.ts";

export interface EventFinding {
  code: EventFindingCode;
  field: string;
  says: { en: string; es: string };
  cites?: string;
}

const sentences = {
  "no-title": { en: "Give it a name.", es: "Póngale un nombre." },
  "no-about": {
    en: "Say what it is, in a sentence or two.",
    es: "Diga qué es, en una o dos frases.",
  },
  "no-start": { en: "Say when it begins.", es: "Diga cuándo empieza." },
  "no-end": { en: "Say when it ends.", es: "Diga cuándo termina." },
  "ends-first": { en: "It ends before it begins.", es: "Termina antes de empezar." },
  "starts-past": { en: "It begins in the past.", es: "Empieza en el pasado." },
  "too-long": {
    en: "It lasts longer than two weeks. Write one event for each date.",
    es: "Dura más de dos semanas. Escriba un evento por cada fecha.",
  },
  "no-place": {
    en: "Say where it is: a public place with its address.",
    es: "Diga dónde es: un lugar público con su dirección.",
  },
  "no-access": {
    en: "Say how people with a disability can take part: steps, doors, seats, hearing.",
    es: "Diga cómo pueden participar las personas con discapacidad: escalones, puertas, asientos, audición.",
  },
  "no-help": {
    en: "Say whom to ask for an interpreter or another need.",
    es: "Diga a quién pedir un intérprete u otra necesidad.",
  },
  "no-alt": {
    en: "Describe the picture for people who cannot see it.",
    es: "Describa la imagen para quienes no la ven.",
  },
  "es-incomplete": {
    en: "Write all of it in Spanish too, or take the Spanish out: half an invitation is none.",
    es: "Escriba todo también en español, o quite el español: media invitación no es invitación.",
  },
  "closes-late": {
    en: "Sign-up closes after the event begins.",
    es: "La inscripción cierra después de que empieza el evento.",
  },
  "no-letters": {
    en: "Sign-up needs the agency's e-mail channel: places are confirmed by letter.",
    es: "La inscripción necesita el canal de correo de la agencia: los lugares se confirman por carta.",
  },
  "no-dates": {
    en: "Say on which days it comes again and when that ends: at most 60 dates.",
    es: "Diga qué días se repite y cuándo termina: a lo más 60 fechas.",
  },
  "no-channel": {
    en: "None of the chosen channels is open any more. Choose others, or none for all.",
    es: "Ninguno de los canales elegidos está abierto. Elija otros, o ninguno para todos.",
  },
} as const;
export type EventFindingCode = keyof typeof sentences;

export interface EventPlace {
  now: Temporal.Instant;
  /** Whether letters can go out. */
  hasMail: boolean;
  /** The accounts that stand open. */
  channels: readonly string[];
}

/** Everything that stands between this event and the public: pure, the same on screen and at the gate. */
export function eventFindings(content: EventContent, place: EventPlace): EventFinding[] {
  return [...words(content), ...times(content, place), ...around(content, place)];
}

function say(code: EventFindingCode, field: string, cites?: string): EventFinding {
  return { code, field, says: sentences[code], ...(cites ? { cites } : {}) };
}

const ada = "28 CFR 35.106, 35.160";

function words(content: EventContent): EventFinding[] {
  const found: EventFinding[] = [];
  const { title, about, access, help, place, es } = content;
  if (!title.trim()) found.push(say("no-title", "title"));
  if (!about.trim()) found.push(say("no-about", "about"));
  if (!place.name.trim() || !place.address.trim()) found.push(say("no-place", "place.address"));
  if (!access.trim()) found.push(say("no-access", "access", ada));
  if (!help.trim()) found.push(say("no-help", "help", ada));
  if (content.photo && content.photo.alt.trim().length < 5)
    found.push(say("no-alt", "photo.alt", "28 CFR 35.200; WCAG 2.1, 1.1.1"));
  if (es) {
    const all = [es.title, es.about, es.access, es.help, content.photo ? es.photoAlt : "-"];
    if (all.some((one) => !one.trim())) found.push(say("es-incomplete", "es.title"));
  }
  return found;
}

function times(content: EventContent, { now }: EventPlace): EventFinding[] {
  const span = spanOf(content);
  const { starts, ends } = timesOf(span.first);
  const found: EventFinding[] = [];
  if (content.again && datesOf(content).length === 0) found.push(say("no-dates", "again"));
  if (!starts) found.push(say("no-start", "starts"));
  if (!ends) found.push(say("no-end", "ends"));
  if (!starts || !ends) return found;
  const order = Temporal.ZonedDateTime.compare;
  if (order(ends, starts) <= 0) found.push(say("ends-first", "ends"));
  if (order(ends, starts.add({ days: 14 })) > 0) found.push(say("too-long", "ends"));
  // One that comes again may have begun, as long as a date is ahead.
  const last = timesOf(span.last).starts ?? starts;
  if (Temporal.Instant.compare(last.toInstant(), now) <= 0)
    found.push(say("starts-past", "starts"));
  return found;
}

function around(content: EventContent, { hasMail, channels }: EventPlace): EventFinding[] {
  const { signUp } = content;
  const found: EventFinding[] = [];
  if (content.channels.length > 0 && !content.channels.some((id) => channels.includes(id)))
    found.push(say("no-channel", "channels"));
  if (!signUp) return found;
  const { starts, closes } = timesOf(content);
  if (starts && closes && Temporal.ZonedDateTime.compare(closes, starts) > 0)
    found.push(say("closes-late", "signUp.closes"));
  if (!hasMail) found.push(say("no-letters", "signUp"));
  return found;
}
