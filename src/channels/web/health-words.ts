import { defineWords } from "#ui/words.ts";

/** Apart from the rest of the channels' words: Today shows these alone. */
export const healthWords = defineWords("channels-health", {
  en: {
    empty:
      "A channel is an account of the agency on a network, its newsroom or its mailing list. Connect the first one.",
    healthy: "Healthy",
    degraded: "Degraded",
    broken: "Broken",
    unknown: "Not checked yet",
    card: "Channels",
    allHealthy: "All {{count}} channels are healthy.",
    some: "{{count}} of {{of}} need attention.",
    unchecked: "{{count}} of {{of}} have not been checked yet.",
    see: "See channels",
  },
  es: {
    empty:
      "Un canal es una cuenta de la agencia en una red, su sala de prensa o su lista de correo. Conecte el primero.",
    healthy: "Bien",
    degraded: "Con problemas",
    broken: "No funciona",
    unknown: "Aún sin comprobar",
    card: "Canales",
    allHealthy: "Los {{count}} canales están bien.",
    some: "{{count}} de {{of}} necesitan atención.",
    unchecked: "{{count}} de {{of}} aún sin comprobar.",
    see: "Ver canales",
  },
});
