import { defineWords } from "#ui/words.ts";

export const previewWords = defineWords("publish-preview", {
  en: {
    preview: "How it will look",
    choose: "Preview on",
    none: "Choose a channel to see how the post will look there.",
    subject: "Subject",
    from: "From",
    to: "To",
    subscribers: "everybody on the list",
    now: "now",
    website: "Official website of {{agency}}",
    emptyText: "Your words will stand here.",
    noAlt: "No text description yet",
    unsubscribe: "You get this because you signed up. Unsubscribe",
    tooLong: "Beyond the limit",
  },
  es: {
    preview: "Cómo se verá",
    choose: "Vista previa en",
    none: "Elija un canal para ver cómo se verá allí.",
    subject: "Asunto",
    from: "De",
    to: "Para",
    subscribers: "todas las personas de la lista",
    now: "ahora",
    website: "Sitio oficial de {{agency}}",
    emptyText: "Aquí estará su texto.",
    noAlt: "Aún sin descripción",
    unsubscribe: "Recibe esto porque se suscribió. Cancelar suscripción",
    tooLong: "Pasa del límite",
  },
});
