/** Refusals about what is captured from elsewhere, by their code. */
export const captureRefusals: Readonly<Record<string, string>> = {
  "captures-waiting": "Ya esperan demasiadas páginas. Pídala de nuevo cuando alguna esté lista.",
  "places-full": "No se pueden capturar más páginas cada noche. Termine antes con una.",
};
