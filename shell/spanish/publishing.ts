/** Why a delivery stands where it stands, as the sender and the settling write it. */
export const publishSentences: Readonly<Record<string, string>> = {
  "A newer version was published in its place.": "En su lugar se publicó una versión más nueva.",
  "Only its address is known and it was not found there: take it down by hand.":
    "Solo se conoce su dirección y allí no se encontró: retírela a mano.",
  "Not taken back yet: {{why}}": "Todavía no se retira: {{why}}",
  "Tried {{tries}} times: {{why}}.": "Se intentó {{tries}} veces: {{why}}.",
  "Recalled before it went out.": "Retirada antes de salir.",
  "Recalled before it went out: {{reason}}": "Retirada antes de salir: {{reason}}",
  "Its latest time has passed.": "Pasó su última hora.",
  "Its latest time passed while it was held.": "Su última hora pasó mientras estaba en pausa.",
  "A hold is in force. It needs a new approval.":
    "Hay una pausa vigente. Necesita otra aprobación.",
  "A hold was placed. It needs a new approval.": "Se ordenó una pausa. Necesita otra aprobación.",
  "The rights to a picture or video in it have ended. It needs another one.":
    "Vencieron los derechos de una imagen o un video que lleva. Necesita otro.",
  "It lacks an approval that its class demands.": "Le falta una aprobación que exige su clase.",
  "Its approval no longer holds.": "Su aprobación ya no vale.",
  "The program stopped while it was being sent.": "El programa se detuvo mientras se enviaba.",
  "The program stood still while it was to be sent.":
    "El programa estaba detenido cuando debía enviarse.",
  "It broke off: {{why}}": "Se interrumpió: {{why}}",
  "approved anew": "aprobada de nuevo",
  "tried again by a person": "una persona lo intentó de nuevo",
  "It was under way when the post was recalled.":
    "Estaba en camino cuando se retiró la publicación.",
  "Taken down at its time, {{at}}.": "Retirada a su hora, {{at}}.",
  "{{network}} cannot take a post back: it still stands there.":
    "{{network}} no permite retirar: sigue allí.",
  removed: "retirada",
  "Could not be taken back: {{why}}": "No se pudo retirar: {{why}}",
  "a person posted it by hand": "una persona la publicó a mano",
  "a person saw it on the network": "una persona la vio en la red",
  "a person saw that it did not appear": "una persona vio que no apareció",
  "a person said who got it; it goes on with the others":
    "una persona dijo quién lo recibió; sigue con los demás",
  "found on the network": "encontrada en la red",
  "the network was asked and does not have it": "se preguntó a la red y no la tiene",
  "the network takes the same key once only": "la red acepta la misma clave una sola vez",
  "Given up after {{tries}} tries: {{why}}": "Se desistió tras {{tries}} intentos: {{why}}",
  "{{why}} It may still arrive there: it is looked up in a minute.":
    "{{why}} Aún puede llegar: se busca en un minuto.",
  "The network's answer was lost.": "Se perdió la respuesta de la red.",
  "The network was not reached: {{why}}": "No se llegó a la red: {{why}}",
  "The network answered {{status}}: no reason given": "La red respondió {{status}}, sin dar razón",
  "The network answered {{status}}: {{why}}": "La red respondió {{status}}: {{why}}",
  "The network answered without an id.": "La red respondió sin dar un número.",
  "Who sees a published post cannot be changed. Recall it there and write a new one.":
    "No se puede cambiar quién ve lo ya publicado. Retírela allí y escriba otra.",
  "{{network}} cannot keep a post to some beats. Make a new version: leave this channel out, or send it to everybody there.":
    "{{network}} no puede limitar una publicación a unos sectores. Haga otra versión: quite este canal o envíela allí a todos.",
  "A beat of this post has no place on {{network}}. An administrator names it; then make a new version.":
    "Un sector de esta publicación no tiene lugar en {{network}}. Un administrador lo indica; después haga otra versión.",
  "A picture or video of this post is missing from this installation's store. Put it in again, or restore it from a backup.":
    "Falta una imagen o un video de esta publicación en el almacén de esta instalación. Vuelva a añadirlo o restáurelo de una copia de seguridad.",
  "This channel was ended.": "Este canal fue desconectado.",
  "{{network}} offers no look-up": "{{network}} no permite buscar",
  "{{network}} has no edits.": "{{network}} no permite editar.",
  "{{network}} cannot take a post back.": "{{network}} no permite retirar.",
  "The relay's answer was lost: {{counts}}.":
    "Se perdió la respuesta del servidor de correo: {{counts}}.",
  "The list goes on with who is left: {{counts}}.":
    "La lista sigue con quienes faltan: {{counts}}.",
  "The mail relay said no before any mail: {{why}}":
    "El servidor de correo dijo que no antes de cualquier carta: {{why}}",
  "{{accepted}} accepted, {{refused}} refused, {{unknown}} unknown, {{waiting}} waiting":
    "{{accepted}} aceptadas, {{refused}} rechazadas, {{unknown}} sin saberse, {{waiting}} en espera",
};
