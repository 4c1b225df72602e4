import { defineWords } from "#ui/words.ts";

export const standingWords = defineWords("media-standing", {
  en: {
    free: "Rights recorded",
    unknown: "Source not recorded",
    expired: "Rights ended",
    withdrawn: "Consent withdrawn",
    staff: "Taken by our staff",
    family: "Given by the family",
    public: "Given by the public, with consent",
    licensed: "Licensed",
    "public-domain": "Public domain",
    "other-agency": "From another agency",
  },
  es: {
    free: "Derechos anotados",
    unknown: "Procedencia sin anotar",
    expired: "Derechos vencidos",
    withdrawn: "Consentimiento retirado",
    staff: "Hecha por nuestro personal",
    family: "Entregada por la familia",
    public: "Entregada por el público, con consentimiento",
    licensed: "Con licencia",
    "public-domain": "Dominio público",
    "other-agency": "De otra agencia",
  },
});

export const sources = [
  "staff",
  "family",
  "public",
  "licensed",
  "public-domain",
  "other-agency",
] as const;
export type Source = (typeof sources)[number];

export function isSource(text: string): text is Source {
  return sources.some((one) => one === text);
}
