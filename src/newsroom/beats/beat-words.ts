import type { BlotterPromise } from "#blotter";
import type { Language } from "../words.ts";

/** The words of a beat's page and feeds; plain ones (reading grade 8 at most). */
export const beatWords: Record<
  Language,
  {
    title: (code: string, name: string) => string;
    all: string;
    intro: (promise: BlotterPromise) => string;
    notYet: string;
    none: string;
    withheld: (count: number) => string;
    never: (what: string) => string;
    protects: Record<BlotterPromise["protections"][number], string>;
    when: string;
    what: string;
    where: string;
    somewhere: string;
    map: (count: number, name: string) => string;
    follow: string;
    accounts: string;
    news: string;
    allNews: string;
    calendar: string;
  }
> = {
  en: {
    title: (code, name) => `Beat ${code}: ${name}`,
    all: "All beats",
    intro: ({ shownHours, holdMinutes, onlyClosed }) =>
      `Calls for police in the last ${span("en", shownHours * 60)}. A call is shown ${span("en", holdMinutes)} after it came in at the soonest${onlyClosed ? ", and once it is closed" : ""}. What is reported is not always what happened.`,
    notYet: "The agency has not decided yet which calls it shows.",
    none: "No calls to show.",
    withheld: (count) => (count === 1 ? "1 call is not shown." : `${count} calls are not shown.`),
    never: (what) => `We do not show calls about ${what}, and never a house number.`,
    protects: {
      "domestic-violence": "violence at home",
      sexual: "sexual offenses",
      juvenile: "children",
      medical: "health",
      crisis: "people in a crisis",
      suicide: "suicide",
      death: "deaths",
      harassment: "threats",
      "officer-safety": "what would endanger officers",
      "unknown-type": "what nobody has looked at yet",
    },
    when: "When",
    what: "What was reported",
    where: "Where",
    somewhere: "in this beat",
    map: (count, name) =>
      `Map of ${name}. Places of calls: ${count}. The list says the same in words.`,
    follow: "Follow this beat",
    accounts: "Our accounts for this beat",
    news: "News about this beat",
    allNews: "All news about this beat",
    calendar: "Calendar of events",
  },
  es: {
    title: (code, name) => `Zona ${code}: ${name}`,
    all: "Todas las zonas",
    intro: ({ shownHours, holdMinutes, onlyClosed }) =>
      `Llamadas a la policía desde hace ${span("es", shownHours * 60)}. Una llamada se muestra ${span("es", holdMinutes)} después de llegar, como pronto${onlyClosed ? ", y cuando está cerrada" : ""}. Lo que se informa no es siempre lo que pasó.`,
    notYet: "La agencia aún no ha decidido qué llamadas muestra.",
    none: "No hay llamadas que mostrar.",
    withheld: (count) =>
      count === 1 ? "1 llamada no se muestra." : `${count} llamadas no se muestran.`,
    never: (what) => `No mostramos llamadas sobre ${what}, ni nunca números de casa.`,
    protects: {
      "domestic-violence": "violencia en el hogar",
      sexual: "delitos sexuales",
      juvenile: "menores",
      medical: "salud",
      crisis: "personas en crisis",
      suicide: "suicidio",
      death: "muertes",
      harassment: "amenazas",
      "officer-safety": "lo que pondría en peligro a agentes",
      "unknown-type": "lo que nadie ha revisado aún",
    },
    when: "Cuándo",
    what: "Qué se informó",
    where: "Dónde",
    somewhere: "en esta zona",
    map: (count, name) =>
      `Mapa de ${name}. Lugares de llamadas: ${count}. La lista dice lo mismo con palabras.`,
    follow: "Siga esta zona",
    accounts: "Nuestras cuentas de esta zona",
    news: "Noticias de esta zona",
    allNews: "Todas las noticias de esta zona",
    calendar: "Calendario de eventos",
  },
};

/** Minutes in the largest unit that tells them whole: "7 days", "1 hour", "90 minutes". */
function span(language: Language, minutes: number): string {
  const [unit, size] =
    spanUnits.find(([, size]) => minutes >= size && minutes % size === 0) ??
    (["minute", 1] as const);
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(
    minutes / size,
  );
}

const spanUnits = [
  ["day", 24 * 60],
  ["hour", 60],
] as const;
