import type { MessageBody } from "./api.ts";
import type { Label } from "#ui/words.ts";

export interface Situation {
  id: string;
  label: Label;
  facts: Pick<
    MessageBody,
    "event" | "category" | "response" | "urgency" | "severity" | "certainty"
  >;
}

const now = { urgency: "Immediate", severity: "Extreme", certainty: "Observed" } as const;
const soon = { urgency: "Expected", severity: "Severe", certainty: "Likely" } as const;

/** What a police agency warns of, by the event codes of 47 CFR §11.31(e); each can be changed afterwards. */
export const situations: readonly Situation[] = [
  {
    id: "evacuate",
    label: { en: "Leave the area now", es: "Salir de la zona ahora" },
    facts: { event: "EVI", category: ["Safety"], response: ["Evacuate"], ...now },
  },
  {
    id: "shelter",
    label: { en: "Shelter in place", es: "Refugiarse en el lugar" },
    facts: { event: "SPW", category: ["Safety"], response: ["Shelter"], ...now },
  },
  {
    id: "danger",
    label: { en: "Armed and dangerous person", es: "Persona armada y peligrosa" },
    facts: { event: "LEW", category: ["Security"], response: ["Avoid"], ...now },
  },
  {
    id: "missing",
    label: { en: "Missing and endangered person", es: "Persona desaparecida en peligro" },
    facts: { event: "MEP", category: ["Rescue"], response: ["Monitor"], ...soon },
  },
  {
    id: "child",
    label: { en: "Child abduction", es: "Secuestro de menor" },
    facts: { event: "CAE", category: ["Rescue"], response: ["Monitor"], ...now },
  },
  {
    id: "hazmat",
    label: { en: "Dangerous chemicals", es: "Sustancias peligrosas" },
    facts: { event: "HMW", category: ["CBRNE"], response: ["Shelter"], ...now },
  },
  {
    id: "fire",
    label: { en: "Fire", es: "Incendio" },
    facts: { event: "FRW", category: ["Fire"], response: ["Prepare"], ...soon },
  },
  {
    id: "no-911",
    label: { en: "911 does not work", es: "El 911 no funciona" },
    facts: { event: "TOE", category: ["Infra"], response: ["Execute"], ...soon },
  },
  {
    id: "local",
    label: { en: "Other local emergency", es: "Otra emergencia local" },
    facts: { event: "LAE", category: ["Safety"], response: ["Avoid"], ...soon },
  },
];
