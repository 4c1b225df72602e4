import type { Language } from "../words.ts";

/** The words of the events' pages; plain ones (reading grade 8 at most). */
export const eventPageWords: Record<
  Language,
  {
    all: string;
    about: string;
    none: string;
    past: string;
    next: string;
    allEvents: string;
    when: string;
    where: string;
    access: string;
    help: string;
    calendar: string;
    subscribe: string;
    feeds: string;
    cancelled: string;
    cancelledText: string;
    changed: string;
    over: string;
    signUp: string;
    signUpText: (until: string) => string;
    full: string;
    noSignUp: string;
    only: string;
    share: string;
    updated: string;
    map: string;
    mapOf: (place: string) => string;
    dates: string;
    earlierDates: string;
    furtherDates: (count: number) => string;
    datesBefore: (count: number) => string;
    allInCalendar: string;
    otherDates: string;
    isFull: string;
  }
> = {
  en: {
    all: "Events",
    about: "Where you can meet us. Everybody is welcome.",
    none: "There is no event planned now. Look again soon, or add our calendar to yours.",
    past: "Past events",
    next: "Next events",
    allEvents: "All events",
    when: "When",
    where: "Where",
    access: "Access",
    help: "Interpreter or other needs",
    calendar: "Add to your calendar",
    subscribe: "Follow our calendar (iCalendar)",
    feeds: "Feeds",
    cancelled: "Cancelled",
    cancelledText: "This event is cancelled.",
    changed: "This event was changed. The time and place here are the new ones.",
    over: "This event is over.",
    signUp: "Sign up",
    signUpText: (until) => `Please sign up before ${until}. We ask for no name.`,
    full: "All places are taken. You can join the waiting list.",
    noSignUp: "You need not sign up. Just come.",
    only: "This event is told in English only.",
    share: "Share this address: it says when something changes.",
    updated: "Last change",
    map: "Show on a map",
    mapOf: (place) => `Map of our beats with a dot at ${place}. The address says the same.`,
    dates: "Dates",
    earlierDates: "Earlier dates",
    furtherDates: (count) => (count === 1 ? "and 1 further date" : `and ${count} further dates`),
    datesBefore: (count) => (count === 1 ? "and 1 earlier date" : `and ${count} earlier dates`),
    allInCalendar: "Add all dates to your calendar",
    otherDates: "All dates of this event",
    isFull: "All places are taken.",
  },
  es: {
    all: "Eventos",
    about: "Dónde puede conocernos. Todas las personas son bienvenidas.",
    none: "No hay ningún evento planeado ahora. Vuelva pronto, o añada nuestro calendario al suyo.",
    past: "Eventos pasados",
    next: "Próximos eventos",
    allEvents: "Todos los eventos",
    when: "Cuándo",
    where: "Dónde",
    access: "Accesibilidad",
    help: "Intérprete u otras necesidades",
    calendar: "Añadir a su calendario",
    subscribe: "Siga nuestro calendario (iCalendar)",
    feeds: "Canales (feeds)",
    cancelled: "Cancelado",
    cancelledText: "Este evento se canceló.",
    changed: "Este evento cambió. La hora y el lugar que ve aquí son los nuevos.",
    over: "Este evento ya pasó.",
    signUp: "Inscribirse",
    signUpText: (until) => `Inscríbase antes de: ${until}. No pedimos su nombre.`,
    full: "Todos los lugares están ocupados. Puede entrar en la lista de espera.",
    noSignUp: "No hace falta inscribirse. Solo venga.",
    only: "Este evento solo está en inglés.",
    share: "Comparta esta dirección: dice si algo cambia.",
    updated: "Último cambio",
    map: "Ver en un mapa",
    mapOf: (place) =>
      `Mapa de nuestros sectores con un punto en ${place}. La dirección dice lo mismo.`,
    dates: "Fechas",
    earlierDates: "Fechas anteriores",
    furtherDates: (count) => (count === 1 ? "y 1 fecha más" : `y ${count} fechas más`),
    datesBefore: (count) => (count === 1 ? "y 1 fecha anterior" : `y ${count} fechas anteriores`),
    allInCalendar: "Añadir todas las fechas a su calendario",
    otherDates: "Todas las fechas de este evento",
    isFull: "Todos los lugares están ocupados.",
  },
};
