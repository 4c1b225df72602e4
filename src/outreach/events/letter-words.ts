import type { EventLanguage } from "./content.ts";
import type { LetterKind } from "./sign-up-tables.ts";

interface LetterFacts {
  agency: string;
  title: string;
  when: string;
  where: string;
  people: number;
  page: string;
  giveUp: string;
}

type Letter = (facts: LetterFacts) => { title: string; says: string };

const en: Record<LetterKind, Letter> = {
  placed: ({ title, people }) => ({
    title: `Your place: ${title}`,
    says: `You have a place for ${people === 1 ? "one person" : `${people} people`}.`,
  }),
  waiting: ({ title }) => ({
    title: `Waiting list: ${title}`,
    says: "All places are taken. You are on the waiting list. We write to you when a place is free.",
  }),
  "moved-up": ({ title, people }) => ({
    title: `You have a place now: ${title}`,
    says: `A place became free. You have a place for ${people === 1 ? "one person" : `${people} people`} now.`,
  }),
  changed: ({ title }) => ({
    title: `Changed: ${title}`,
    says: "The time or the place of this event was changed. It is now as written here. If you cannot come, please give up your place.",
  }),
  cancelled: ({ title }) => ({
    title: `Cancelled: ${title}`,
    says: "This event is cancelled. We are sorry. You need to do nothing.",
  }),
  reminder: ({ title, people }) => ({
    title: `Tomorrow: ${title}`,
    says: `This is soon. You have a place for ${people === 1 ? "one person" : `${people} people`}.`,
  }),
};

const es: Record<LetterKind, Letter> = {
  placed: ({ title, people }) => ({
    title: `Su lugar: ${title}`,
    says: `Tiene un lugar para ${people === 1 ? "una persona" : `${people} personas`}.`,
  }),
  waiting: ({ title }) => ({
    title: `Lista de espera: ${title}`,
    says: "Todos los lugares están ocupados. Está en la lista de espera. Le escribimos cuando haya un lugar libre.",
  }),
  "moved-up": ({ title, people }) => ({
    title: `Ahora tiene un lugar: ${title}`,
    says: `Quedó un lugar libre. Ahora tiene un lugar para ${people === 1 ? "una persona" : `${people} personas`}.`,
  }),
  changed: ({ title }) => ({
    title: `Cambio: ${title}`,
    says: "La hora o el lugar de este evento cambió. Ahora es como se indica aquí. Si no puede venir, por favor ceda su lugar.",
  }),
  cancelled: ({ title }) => ({
    title: `Cancelado: ${title}`,
    says: "Este evento se canceló. Lo sentimos. No tiene que hacer nada.",
  }),
  reminder: ({ title, people }) => ({
    title: `Mañana: ${title}`,
    says: `Es pronto. Tiene un lugar para ${people === 1 ? "una persona" : `${people} personas`}.`,
  }),
};

const around = {
  en: {
    when: "When",
    where: "Where",
    page: "The event's page",
    giveUp: "You cannot come? Give up your place here, so that others can:",
    kept: "We keep your address for this event alone and delete it some days after it.",
    stranger:
      "You did not sign up? Somebody typed your address. Give the place up with the same link.",
  },
  es: {
    when: "Cuándo",
    where: "Dónde",
    page: "La página del evento",
    giveUp: "¿No puede venir? Ceda su lugar aquí, para que otros puedan:",
    kept: "Guardamos su dirección solo para este evento y la borramos unos días después.",
    stranger: "¿No se inscribió? Alguien escribió su dirección. Ceda el lugar con el mismo enlace.",
  },
} as const;

/** A letter in the language of the form. */
export function letterOf(kind: LetterKind, language: EventLanguage, facts: LetterFacts) {
  const { title, says } = (language === "es" ? es : en)[kind](facts);
  const say = around[language];
  const isOver = kind === "cancelled";
  const parts = [
    says,
    `${facts.title}\n${say.when}: ${facts.when}\n${say.where}: ${facts.where}`,
    `${say.page}: ${facts.page}`,
    isOver ? "" : `${say.giveUp}\n${facts.giveUp}`,
    kind === "placed" || kind === "waiting" ? say.stranger : "",
    `${say.kept}\n${facts.agency}`,
  ];
  return { title, text: parts.filter(Boolean).join("\n\n") };
}
