/** Refusals about what is captured from elsewhere, by their code. */
export const captureRefusals: Readonly<Record<string, string>> = {
  "live-early": "Pruebe el codificador desde dos horas antes del comienzo.",
  "live-name":
    "Nombre las piezas y las listas con letras, cifras, - y _, y con una terminación como .m3u8, .ts o .m4s.",
  "live-name-taken":
    "Ya hay otro archivo con ese nombre. Haga que el codificador numere sus piezas.",
  "live-playlist": "Esta lista de reproducción no se puede aceptar.",
  "captures-waiting": "Ya esperan demasiadas páginas. Pídala de nuevo cuando alguna esté lista.",
  "no-gateway": "Dé la cuenta del proveedor y su clave.",
  "sources-full": "La agencia ya tiene tantas fuentes como puede tener.",
  "batch-too-large": "Envíe menos mensajes de una vez.",
  "no-batch": "Envíe JSON con una lista de mensajes; una lista vacía es una señal de vida.",
  "places-full": "No se pueden capturar más páginas cada noche. Termine antes con una.",
};
