/** Refusals about records requests, by their code. */
export const requestRefusals: Readonly<Record<string, string>> = {
  "assigned-meanwhile":
    "Alguien asignó esta solicitud después de que usted la abrió. Mírela otra vez.",
  "cannot-handle": "Esa persona no puede trabajar en solicitudes de registros.",
  "stage-done": "Alguien ya escribió la carta de este paso.",
  "promised-earlier": "El día que promete ya pasó.",
  "no-number":
    "La ley no da un número de días para este paso. Escriba una estimación con el día que promete.",
  "extended-already": "Este paso ya se prorrogó.",
  "paused-already": "El plazo de esta solicitud ya está detenido.",
  "not-paused": "El plazo de esta solicitud está corriendo.",
  "no-exemption": "Diga qué exención le permite reservar algo.",
  "not-closed": "Esta solicitud no está cerrada.",
  "request-closed": "Esta solicitud está cerrada. Reábrala o haga registrar otra.",
  "received-later": "Una solicitud no puede llegar después de hoy.",
  "no-such-stage": "Su ley no tiene ese paso. Vuelva a cargar la página.",
  "half-verified": "Dé ambas cosas: quién verificó la ley y en qué día.",
  "verified-later": "El día de la verificación no puede ser posterior a hoy.",
  "empty-search": "Diga qué buscar: palabras, un canal o un tiempo.",
  "too-many-sets": "No se pueden congelar más búsquedas para esta solicitud.",
  "set-too-large":
    "Esta búsqueda encuentra demasiados registros. Acótela por tiempo o canal y congele varias.",
  "unknown-exemption": "Su lista no tiene esa exención.",
  "no-request-number": "Eso no es un número de solicitud, como 2026-0042.",
  "folder-taken": "Esa carpeta no está vacía o es de otra producción. Elija una vacía.",
  "production-going-on": "Otra producción de esta solicitud aún no ha terminado.",
  "too-many-productions": "Esta solicitud ya no admite más producciones.",
  "no-files": "Esta producción no tiene archivos aquí.",
  "not-decided": "Nadie ha decidido todavía sobre este registro.",
  "own-review": "Usted mismo lo decidió. Otra persona lo mira.",
  "marks-left":
    "Algunos de estos registros tienen marcas. Decida tacharlos o quite antes las marcas.",
  "no-marks":
    "En este registro aún no hay nada marcado: marque lo que debe quitarse o resérvelo entero.",
  "marked-meanwhile": "Otra persona marcó esto después de que usted lo abrió. Mírelo otra vez.",
  "mark-outside": "Una marca no está dentro del texto. Vuelva a cargar la página.",
  "too-many-marks": "Este texto tiene demasiadas marcas. Resérvelo entero.",
  "cannot-rebuild":
    "Este adjunto no se puede reconstruir sin una de sus partes. Resérvelo entero o entréguelo entero.",
  "box-outside": "Un recuadro se sale de la imagen.",
  "boxes-and-whole": "Dibuje recuadros o resérvelo entero: no las dos cosas.",
  "no-picture": "Este adjunto no es una imagen que se pueda mostrar aquí.",
  "sought-short": "Busque al menos tres letras o cifras.",
  "nothing-to-mark": "No aparece en ningún lugar que no esté ya marcado.",
  "decided-meanwhile":
    "La decisión o las marcas cambiaron después de que usted las vio. Mire otra vez.",
  "deposit-over-total": "El depósito es mayor que todo el costo estimado.",
  "no-estimate": "No se estimó ningún costo para esta solicitud.",
  "accepted-already": "El costo estimado ya se aceptó.",
  "more-than-due": "Eso es más de lo que queda por pagar[: {{open}} dólares].",
  "too-many-publications": "Esta solicitud tiene demasiadas publicaciones.",
  "published-already": "Esta entrega ya está publicada o propuesta.",
  "own-publication": "Usted mismo lo propuso. Otra persona da el visto bueno.",
  "no-set": "Todavía no se congeló ninguna búsqueda para esta solicitud.",
  "review-open":
    "Hay registros sin decidir[: {{undecided}}] o sin una segunda persona[: {{unseconded}}].",
  "too-many-answers": "Por favor, llámenos: esta página no acepta más respuestas.",
};
