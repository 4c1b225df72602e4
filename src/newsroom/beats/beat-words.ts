import type { Language } from "../words.ts";

/** The words of a beat's page and feeds; plain ones (reading grade 8 at most). */
export const beatWords: Record<
  Language,
  {
    title: (code: string, name: string) => string;
    all: string;
    intro: (hours: string) => string;
    none: string;
    withheld: (count: number) => string;
    why: string;
    when: string;
    what: string;
    where: string;
    somewhere: string;
    map: (count: number, name: string) => string;
    follow: string;
    counts: string;
  }
> = {
  en: {
    title: (code, name) => `Beat ${code}: ${name}`,
    all: "All beats",
    intro: (days) =>
      `Calls for police in the last ${days} days. A call is shown an hour after it came in at the soonest, and once it is closed. What is reported is not always what happened.`,
    none: "No calls to show.",
    withheld: (count) => `${count} calls are not shown.`,
    why: "We never show calls about violence at home, sexual offenses, children, health, crises or deaths, and never a house number.",
    when: "When",
    what: "What was reported",
    where: "Where",
    somewhere: "in this beat",
    map: (count, name) =>
      `Map of ${name}. Places of calls: ${count}. The list says the same in words.`,
    follow: "Follow this beat",
    counts: "By kind",
  },
  es: {
    title: (code, name) => `Zona ${code}: ${name}`,
    all: "Todas las zonas",
    intro: (days) =>
      `Llamadas a la policía en los últimos ${days} días. Una llamada se muestra una hora después de llegar, como pronto, y cuando está cerrada. Lo que se informa no es siempre lo que pasó.`,
    none: "No hay llamadas que mostrar.",
    withheld: (count) => `${count} llamadas no se muestran.`,
    why: "Nunca mostramos llamadas sobre violencia en el hogar, delitos sexuales, menores, salud, crisis o muertes, ni números de casa.",
    when: "Cuándo",
    what: "Qué se informó",
    where: "Dónde",
    somewhere: "en esta zona",
    map: (count, name) =>
      `Mapa de ${name}. Lugares de llamadas: ${count}. La lista dice lo mismo con palabras.`,
    follow: "Siga esta zona",
    counts: "Por tipo",
  },
};
