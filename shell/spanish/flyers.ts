/** Refusals of notices and their flyers, by their codes. */
export const flyerRefusals: Readonly<Record<string, string>> = {
  "flyer-refused": "No se puede hacer un volante con estas palabras. Acorte lo que está marcado.",
  "flyers-busy": "Se están haciendo demasiados volantes. Inténtelo de nuevo en un minuto.",
  "no-flyers-here":
    "En este tipo de máquina no se pueden hacer volantes: su compositor solo existe para Linux en x64.",
  "no-picture": "Una imagen de este aviso no está en la biblioteca. Añádala de nuevo.",
  "notice-edited":
    "Otra persona cambió este aviso mientras tanto. Su texto se conserva aquí; vuelva a cargar para ver el otro.",
  "notice-not-ready": "El aviso todavía no se puede publicar: falta lo que está marcado.",
  "notice-over": "Este aviso ha terminado. Empiece uno nuevo.",
  "notice-submitted": "Esta versión ya fue entregada.",
  "own-wording": "Usted escribió esta traducción. La certifica una segunda persona.",
  "photo-rights":
    "Se retiró el consentimiento para una imagen de este aviso, o sus derechos han terminado.",
  "wording-incomplete": "Traduzca todos los campos: media advertencia no es ninguna.",
};
