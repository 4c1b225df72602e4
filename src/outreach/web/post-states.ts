import { defineWords } from "#ui/words.ts";
import type { Meaning } from "#ui/StateBadge.tsx";

/** Where a post or one of its deliveries stands, in the words of its own page. */
export const postStateWords = defineWords("outreach-posts", {
  en: {
    draft: "Draft",
    returned: "Returned",
    submitted: "Waits for approval",
    armed: "Armed",
    waiting: "Waits for its time",
    sending: "On its way",
    sent: "Out",
    approved: "Approved",
    "partly-sent": "Partly out",
    unconfirmed: "Unconfirmed",
    asked: "Needs a person",
    "needs-person": "Needs a person",
    held: "Held",
    refused: "Refused",
    expired: "Expired",
    recalling: "Being taken back",
    "partly-recalled": "Partly taken back",
    recalled: "Taken back",
    discarded: "Put away",
  },
  es: {
    draft: "Borrador",
    returned: "Devuelta",
    submitted: "Espera aprobación",
    armed: "Preparada",
    waiting: "Espera su hora",
    sending: "En camino",
    sent: "Publicada",
    approved: "Aprobada",
    "partly-sent": "Publicada en parte",
    unconfirmed: "Sin confirmar",
    asked: "Necesita a una persona",
    "needs-person": "Necesita a una persona",
    held: "Retenida",
    refused: "Rechazada",
    expired: "Vencida",
    recalling: "Retirándose",
    "partly-recalled": "Retirada en parte",
    recalled: "Retirada",
    discarded: "Apartada",
  },
});

const meaningsOf = {
  draft: "neutral",
  returned: "wait",
  submitted: "wait",
  armed: "info",
  waiting: "info",
  sending: "info",
  sent: "good",
  approved: "info",
  "partly-sent": "wait",
  unconfirmed: "wait",
  asked: "wait",
  "needs-person": "wait",
  held: "wait",
  refused: "bad",
  expired: "neutral",
  recalling: "info",
  "partly-recalled": "wait",
  recalled: "neutral",
  discarded: "neutral",
} as const satisfies Record<string, Meaning>;

export type PostState = keyof typeof meaningsOf;

export function postStateOf(state: string): PostState {
  const known = Object.keys(meaningsOf).find((one): one is PostState => one === state);
  return known ?? "waiting";
}

export function meaningOf(state: PostState): Meaning {
  return meaningsOf[state];
}
