import { keptDays } from "#outreach";
import type { Language } from "../words.ts";

/** The words around signing up; plain ones (reading grade 8 at most). */
export const signUpWords: Record<
  Language,
  {
    title: (event: string) => string;
    kept: string;
    places: (free: number) => string;
    full: string;
    email: string;
    people: string;
    peopleHint: string;
    need: string;
    needHint: string;
    trap: string;
    send: string;
    errors: string;
    errorEmail: string;
    errorPeople: string;
    errorNeed: string;
    errorOther: string;
    errorForeign: string;
    tooMany: string;
    closed: string;
    sentTitle: string;
    sent: string;
    giveUpTitle: string;
    giveUpLead: (people: number) => string;
    giveUp: string;
    gaveUpTitle: string;
    gaveUp: string;
    overTitle: string;
    over: string;
    back: string;
  }
> = {
  en: {
    title: (event) => `Sign up: ${event}`,
    kept: `We ask for an e-mail address and how many come, and for nothing else you do not want to say: no name, no telephone. We use it for this event alone and delete it ${keptDays} days after it.`,
    places: (free) => (free === 1 ? "One place is free." : `${free} places are free.`),
    full: "All places are taken. You can join the waiting list: we write to you when a place is free.",
    email: "Your e-mail address",
    people: "How many people come, with you?",
    peopleHint: "Children count too.",
    need: "Do you need something to take part? (optional)",
    needHint:
      "An interpreter, a place for a wheelchair, large print. Do not write about your health.",
    trap: "Leave this empty",
    send: "Sign up",
    errors: "Please look at this again",
    errorEmail: "This is no e-mail address. Write it like name@example.com.",
    errorPeople: "Choose how many people come.",
    errorNeed: "Say what you need in one short line.",
    errorOther: "This did not work. Try again in some minutes.",
    errorForeign: "This form came from another site. Please fill it in here.",
    tooMany: "There were too many forms from your network. Try again in a minute.",
    closed: "Sign-up for this event is closed.",
    sentTitle: "Look at your mail",
    sent: "We sent you a letter. It says whether you have a place or are on the waiting list. With its link you can give the place up.",
    giveUpTitle: "Give up your place?",
    giveUpLead: (people) =>
      people === 1
        ? "Your place goes to somebody else. We delete your address."
        : `Your ${people} places go to somebody else. We delete your address.`,
    giveUp: "Give it up",
    gaveUpTitle: "Thank you for telling us",
    gaveUp: "Your place is free for others. Your address is deleted.",
    overTitle: "This link is no longer good",
    over: "The place was given up already, or the event is over.",
    back: "All events",
  },
  es: {
    title: (event) => `Inscripción: ${event}`,
    kept: `Pedimos una dirección de correo y cuántas personas vienen, y nada más que no quiera decir: ni nombre ni teléfono. La usamos solo para este evento y la borramos ${keptDays} días después.`,
    places: (free) => (free === 1 ? "Hay un lugar libre." : `Hay ${free} lugares libres.`),
    full: "Todos los lugares están ocupados. Puede entrar en la lista de espera: le escribimos cuando haya un lugar.",
    email: "Su dirección de correo",
    people: "¿Cuántas personas vienen, con usted?",
    peopleHint: "Los niños también cuentan.",
    need: "¿Necesita algo para participar? (opcional)",
    needHint:
      "Un intérprete, un lugar para silla de ruedas, letra grande. No escriba sobre su salud.",
    trap: "Deje esto vacío",
    send: "Inscribirse",
    errors: "Por favor revise esto",
    errorEmail: "Esto no es una dirección de correo. Escríbala como nombre@example.com.",
    errorPeople: "Elija cuántas personas vienen.",
    errorNeed: "Diga lo que necesita en una línea corta.",
    errorOther: "No funcionó. Inténtelo de nuevo en unos minutos.",
    errorForeign: "Este formulario vino de otro sitio. Por favor llénelo aquí.",
    tooMany: "Hubo demasiados formularios desde su red. Inténtelo de nuevo en un minuto.",
    closed: "La inscripción para este evento está cerrada.",
    sentTitle: "Revise su correo",
    sent: "Le enviamos una carta. Dice si tiene un lugar o si está en la lista de espera. Con su enlace puede ceder el lugar.",
    giveUpTitle: "¿Cede su lugar?",
    giveUpLead: (people) =>
      people === 1
        ? "Su lugar será para otra persona. Borramos su dirección."
        : `Sus ${people} lugares serán para otras personas. Borramos su dirección.`,
    giveUp: "Ceder el lugar",
    gaveUpTitle: "Gracias por avisarnos",
    gaveUp: "Su lugar está libre para otros. Su dirección fue borrada.",
    overTitle: "Este enlace ya no sirve",
    over: "El lugar ya fue cedido, o el evento ya pasó.",
    back: "Todos los eventos",
  },
};
