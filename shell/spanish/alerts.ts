/** Refusals of alerts, by their codes. */
export const alertRefusals: Readonly<Record<string, string>> = {
  "alert-differs":
    "Esta publicación ya no dice lo que dice su alerta. Cambie la alerta, no su publicación.",
  "alert-incomplete": "Falta algo en la alerta, o no se puede usar. Está señalado.",
  "approval-over":
    "Su aprobación ha vencido. Envíela otra vez a aprobación, o publíquela sin aprobación.",
  "cancel-not-armed":
    "Lo que termina esta alerta no está aprobado. Debe estar preparado antes de que la alerta salga.",
  "expires-late":
    "Una alerta vence en 24 horas como máximo. Si continúa, escriba una novedad antes.",
  "in-the-future": "Ese día aún no ha llegado. Anótelo cuando esté hecho.",
  "live-channel": "Esto es práctica: solo puede ir a la red de práctica.",
  "no-practice": "Conecte primero la red de práctica: la práctica solo va allí.",
  "own-phrase": "Usted trajo esta frase. La certifica otra persona.",
  "too-many-blocks": "El archivo tiene demasiadas manzanas. Tome las de su condado.",
  "population-column-unknown": "Diga qué columna dice cuántas personas viven allí.",
  "no-blocks": "El archivo no tiene ninguna manzana con un número de personas.",
  "phrases-full": "El léxico no tiene lugar para más frases. Retire algunas.",
  "not-active": "La alerta no está vigente.",
  "not-armed": "Esta publicación no está preparada.",
  "not-as-drawn": "No sale: el mensaje terminado no dice lo que se dibujó y se escribió.",
  "not-issued": "Este mensaje aún no ha salido; no hay archivo de él.",
  "nothing-to-edit": "Esta alerta ya salió. Escriba una novedad, o termínela.",
  "nothing-to-submit": "Nada de esta alerta espera ir a aprobación.",
  "practice-channel": "Una alerta no va a la red de práctica, ni adonde no bastan las palabras.",
  "update-begun": "Ya se está escribiendo una novedad.",
  "update-late": "La próxima información se promete para después de que venza la alerta.",
};
