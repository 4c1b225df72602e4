import { defineWords } from "#ui/words.ts";

export const audienceWords = defineWords("publish-audience", {
  en: {
    only: "Only in these beats",
    onlyHint:
      "Nobody elsewhere is shown it. A channel that cannot do this keeps the post in until you decide.",
    onlyIn: "Only in: {{names}}",
    whoSees: "Who sees it",
    everybody: "Everybody",
    everybodyChosen: "Everybody, although it is for some beats alone",
    places: "Only {{places}}",
    nobody: "Nobody: it is kept in here",
    leaveOut: "Leave out {{channel}}",
    toEverybody: "Send to everybody there",
    backToBeats: "Only the beats",
    leaveOutAll: "Leave out {{count}} channels that cannot",
  },
  es: {
    only: "Solo en estos sectores",
    onlyHint:
      "No se muestra a nadie más. Un canal que no puede hacerlo retiene la publicación hasta que usted decida.",
    onlyIn: "Solo en: {{names}}",
    whoSees: "Quién la ve",
    everybody: "Todos",
    everybodyChosen: "Todos, aunque es solo para unos sectores",
    places: "Solo {{places}}",
    nobody: "Nadie: aquí queda retenida",
    leaveOut: "Quitar {{channel}}",
    toEverybody: "Enviar allí a todos",
    backToBeats: "Solo los sectores",
    leaveOutAll: "Quitar {{count}} canales que no pueden",
  },
});
