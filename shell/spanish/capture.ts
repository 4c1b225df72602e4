/** Refusals about what is captured from elsewhere, by their code. */
export const captureRefusals: Readonly<Record<string, string>> = {
  "captures-waiting": "Ya esperan demasiadas páginas. Pídala de nuevo cuando alguna esté lista.",
  "no-gateway": "Dé la cuenta del proveedor y su clave.",
  "sources-full": "La agencia ya tiene tantas fuentes como puede tener.",
  "batch-too-large": "Envíe menos mensajes de una vez.",
  "no-batch": "Envíe JSON con una lista de mensajes; una lista vacía es una señal de vida.",
  "places-full": "No se pueden capturar más páginas cada noche. Termine antes con una.",
};
