import { defineWords } from "#ui/words.ts";

/** Why one may not write or approve yet: read on Today too, so it stands apart from the policy's pages. */
export const readinessWords = defineWords("policy.readiness", {
  en: {
    notReady: "You may not post yet",
    whyNoPolicy:
      "No policy is in force yet. An administrator drafts it and command adopts it; then everybody acknowledges it.",
    whyNotRead:
      "Read version {{version}} of the policy and acknowledge it: until then you can neither write nor approve.",
    whyLapsed:
      "Your training “{{training}}” is not current. Take it; a supervisor records it, and then you can write and approve.",
    goAcknowledge: "Read and acknowledge",
    goPolicy: "See the policy",
  },
  es: {
    notReady: "Todavía no puede publicar",
    whyNoPolicy:
      "Todavía no hay normas en vigor. Un administrador las redacta y el mando las adopta; luego todos confirman haberlas leído.",
    whyNotRead:
      "Lea la versión {{version}} de las normas y confírmela: hasta entonces no puede escribir ni aprobar.",
    whyLapsed:
      "Su capacitación “{{training}}” no está vigente. Hágala; un supervisor la registra y entonces puede escribir y aprobar.",
    goAcknowledge: "Leer y confirmar",
    goPolicy: "Ver las normas",
  },
});
