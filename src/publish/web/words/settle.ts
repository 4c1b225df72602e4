import { defineWords } from "#ui/words.ts";

/** What a person is asked when a network's answer was lost. */
export const settleWords = defineWords("publish-settle", {
  en: {
    settle: "Did it appear?",
    settleAbout:
      "The network's answer was lost. Look at {{channel}} and say what you see: nothing is sent twice by guess.",
    settleUrl: "Address of the post on the network",
    appeared: "Yes, it stands there",
    notAppeared: "No, send it again",
    arrived: "Yes, it arrived",
    notArrived: "No, send it again",
    byReader_one:
      "Others who have it: {{reached}}; still to follow: {{left}}. Nobody knows about this one: ask, or look at the relay's log, and tick it if it arrived. Otherwise it is written to again.",
    byReader_other:
      "Others who have it: {{reached}}; still to follow: {{left}}. Nobody knows about these {{count}}: ask them or look at the relay's log, and tick those who got it. The others are written to again.",
    allGot: "Tick all",
    nobodyAgain: "All of them got it",
    writeAgain: "Write to {{count}} again",
    settled: "Settled",
  },
  es: {
    settle: "¿Apareció?",
    settleAbout:
      "Se perdió la respuesta de la red. Mire {{channel}} y diga qué ve: nada se envía dos veces a ciegas.",
    settleUrl: "Dirección de la publicación en la red",
    appeared: "Sí, está allí",
    notAppeared: "No, enviarla de nuevo",
    arrived: "Sí, llegó",
    notArrived: "No, enviarlo de nuevo",
    byReader_one:
      "Otros que lo tienen: {{reached}}; faltan: {{left}}. De este nadie lo sabe: pregunte o mire el registro del servidor de correo y márquelo si llegó. Si no, se le escribe otra vez.",
    byReader_other:
      "Otros que lo tienen: {{reached}}; faltan: {{left}}. De estos {{count}} nadie lo sabe: pregúnteles o mire el registro del servidor de correo y marque a quienes lo recibieron. A los demás se les escribe otra vez.",
    allGot: "Marcar todos",
    nobodyAgain: "Todos lo recibieron",
    writeAgain: "Escribir otra vez a {{count}}",
    settled: "Resuelto",
  },
});
