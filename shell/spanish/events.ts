/** Refusals of events, sign-up, campaigns and kits, by their codes. */
export const communityRefusals: Readonly<Record<string, string>> = {
  "campaign-days": "Una campaña empieza hoy o después y dura como máximo 120 días.",
  "campaign-full": "Una campaña no tiene lugar para más publicaciones. Empiece otra.",
  "campaign-over": "Esta campaña ha terminado. Empiece una nueva.",
  "event-edited":
    "Otra persona cambió este evento mientras tanto. Su texto se conserva aquí; vuelva a cargar para ver el otro.",
  "event-not-ready": "El evento todavía no se puede publicar: falta lo que está marcado.",
  "event-over": "Este evento ha terminado. Empiece uno nuevo.",
  "event-picture": "Una imagen de este evento no está en la biblioteca. Añádala de nuevo.",
  "event-series":
    "Un evento público queda como es: una fecha, o uno que se repite. Cópielo para comenzar el otro.",
  "event-submitted": "Esta versión ya fue entregada.",
  "kit-changed": "Este material cambió mientras tanto. Mírelo de nuevo.",
  "letter-settled": "Esta carta ya no necesita respuesta.",
  "sign-up-over": "Este enlace ya no sirve.",
  "own-kit": "Usted pidió este material. Lo abre una segunda persona.",
  "piece-late": "Ese día no está en la campaña, o ya pasó.",
  "sign-up-address": "Esto no es una dirección de correo. Escríbala como nombre@example.com.",
  "sign-up-closed": "La inscripción para este evento está cerrada.",
  "sign-up-need": "Diga lo que necesita en una línea corta.",
  "sign-up-people": "Diga cuántas personas vienen: tantas como permite el formulario.",
};
