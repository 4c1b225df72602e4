import { defineWords } from "#ui/words.ts";

export const speakingWords = defineWords("speaking", {
  en: {
    label: "Speaks for",
    all: "the whole agency",
    hint: "For one beat: its page lists this account, and its daily post of calls goes out here, if your rules have one. All else goes out as chosen, and what is approved as it was.",
    forBeat: "Speaks for beat {{beat}}.",
    bound: "{{name}} speaks for beat {{beat}} from now on",
    freed: "{{name}} speaks for the whole agency from now on",
  },
  es: {
    label: "Habla por",
    all: "toda la agencia",
    hint: "Por un sector: su página muestra esta cuenta, y la publicación diaria de llamadas del sector sale aquí, si sus reglas la tienen. Lo demás sigue como se elija, y lo aprobado sale como estaba.",
    forBeat: "Habla por el sector {{beat}}.",
    bound: "{{name}} habla desde ahora por el sector {{beat}}",
    freed: "{{name}} habla desde ahora por toda la agencia",
  },
});
