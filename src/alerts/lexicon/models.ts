/** What a phrase says: what threatens, what to do, where to, or that it is over. */
export type PhraseKind = "hazard" | "action" | "place" | "over";

export interface ModelPhrase {
  model: string;
  kind: PhraseKind;
  en: string;
  es: string;
}

/**
 * What an agency may begin with: one fact a sentence, in plain words. The Spanish was read by no certified translator: it is
 * offered to writers once a person of the agency has certified it.
 */
export const modelPhrases: readonly ModelPhrase[] = [
  ...of("action", [
    ["leave-now", "Leave now.", "Salga ahora."],
    ["be-ready", "Be ready to leave.", "Prepárese para salir."],
    [
      "stay-inside",
      "Stay inside. Lock your doors and windows.",
      "Quédese adentro. Cierre con llave puertas y ventanas.",
    ],
    [
      "close-air",
      "Close windows and turn off fans and air conditioning.",
      "Cierre las ventanas y apague ventiladores y aire acondicionado.",
    ],
    ["keep-away", "Keep away from the area.", "Manténgase lejos de la zona."],
    [
      "no-water-driving",
      "Do not walk or drive through moving water.",
      "No camine ni maneje por agua en movimiento.",
    ],
    ["high-ground", "Move to higher ground.", "Vaya a un lugar más alto."],
    [
      "boil-water",
      "Boil water for one minute before you drink it.",
      "Hierva el agua un minuto antes de beberla.",
    ],
    [
      "take-with-you",
      "Take medicine, papers and pets with you.",
      "Lleve medicinas, documentos y mascotas.",
    ],
    [
      "help-others",
      "Tell neighbors who may not have heard.",
      "Avise a los vecinos que quizá no se han enterado.",
    ],
    [
      "do-not-approach",
      "Do not go near the person. Call 911.",
      "No se acerque a la persona. Llame al 911.",
    ],
    ["text-911", "If you cannot talk, text 911.", "Si no puede hablar, envíe un texto al 911."],
    ["no-911", "Call 911 only in an emergency.", "Llame al 911 solo en una emergencia."],
  ]),
  ...of("hazard", [
    [
      "grass-fire",
      "A grass fire is moving toward homes.",
      "Un incendio de pasto avanza hacia las casas.",
    ],
    ["flood", "The river is rising fast.", "El río sube rápido."],
    ["gas", "Gas is leaking.", "Hay una fuga de gas."],
    ["chemical", "A dangerous chemical is in the air.", "Hay un químico peligroso en el aire."],
    [
      "armed-person",
      "Police are looking for an armed person.",
      "La policía busca a una persona armada.",
    ],
    ["road-closed", "The road is closed.", "El camino está cerrado."],
  ]),
  ...of("place", [
    ["shelter-open", "A shelter is open.", "Hay un refugio abierto."],
    ["pets-welcome", "Pets are welcome there.", "Se aceptan mascotas."],
    ["transport", "If you need a ride, call us.", "Si necesita transporte, llámenos."],
  ]),
  ...of("over", [
    ["danger-over", "The danger is over.", "El peligro ha pasado."],
    ["may-return", "You may go home.", "Puede volver a su casa."],
    ["road-open", "The road is open again.", "El camino está abierto otra vez."],
    ["water-safe", "The water is safe to drink.", "El agua se puede beber."],
  ]),
];

function of(kind: PhraseKind, all: readonly (readonly [string, string, string])[]): ModelPhrase[] {
  return all.map(([model, en, es]) => ({ model, kind, en, es }));
}
