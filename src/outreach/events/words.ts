import type { EventKind, EventLanguage } from "./content.ts";

/** What stands around an event's own words, in posts, letters, calendars and on pages. */
export const eventWords: Record<
  EventLanguage,
  {
    kinds: Record<EventKind, string>;
    when: string;
    where: string;
    access: string;
    help: string;
    signUp: (url: string) => string;
    details: (url: string) => string;
    cancelled: string;
    cancelledTitle: (title: string) => string;
    cancelledText: (when: string) => string;
    dates: string;
    more: (count: number, last: string) => string;
  }
> = {
  en: {
    kinds: {
      coffee: "Coffee with a cop",
      "town-hall": "Town hall",
      "safety-camp": "Safety camp",
      class: "Class",
      "open-house": "Open house",
      drive: "Collection drive",
      recruiting: "Recruiting",
      other: "Event",
    },
    when: "When",
    where: "Where",
    access: "Access",
    help: "Interpreter or other needs",
    signUp: (url) => `Sign up: ${url}`,
    details: (url) => `More: ${url}`,
    cancelled: "Cancelled",
    cancelledTitle: (title) => `Cancelled: ${title}`,
    cancelledText: (when) => `The event of ${when} does not take place.`,
    dates: "Dates",
    more: (count, last) =>
      count === 1 ? `and once more on ${last}` : `and ${count} more dates until ${last}`,
  },
  es: {
    kinds: {
      coffee: "Café con un policía",
      "town-hall": "Asamblea vecinal",
      "safety-camp": "Campamento de seguridad",
      class: "Clase",
      "open-house": "Puertas abiertas",
      drive: "Colecta",
      recruiting: "Reclutamiento",
      other: "Evento",
    },
    when: "Cuándo",
    where: "Dónde",
    access: "Accesibilidad",
    help: "Intérprete u otras necesidades",
    signUp: (url) => `Inscríbase: ${url}`,
    details: (url) => `Más información: ${url}`,
    cancelled: "Cancelado",
    cancelledTitle: (title) => `Cancelado: ${title}`,
    cancelledText: (when) => `El evento del ${when} no se realizará.`,
    dates: "Fechas",
    more: (count, last) =>
      count === 1 ? `y otra vez el ${last}` : `y ${count} fechas más hasta el ${last}`,
  },
};
