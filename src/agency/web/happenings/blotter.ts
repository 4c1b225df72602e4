/** Calls for service. */
export const blotterHappenings: Readonly<Record<string, string>> = {
  "blotter.policy-adopted":
    "adopted what of calls the public is shown | adoptó qué llamadas se muestran al público",
  "blotter.call-shown": "showed a call to the public | mostró una llamada al público",
  "blotter.call-corrected": "corrected a call that is shown | corrigió una llamada visible",
  "blotter.call-recalled": "took a call back from the public | retiró una llamada del público",
  "blotter.call-past": "let a call pass from sight | dejó pasar una llamada",
  "blotter.call-kept-back": "kept a call back | reservó una llamada",
  "blotter.call-let-go": "let a call go | liberó una llamada",
  "blotter.policy-proposed":
    "proposed other rules for calls | propuso otras reglas para las llamadas",
  "blotter.proposal-declined": "declined rules for calls | rechazó reglas para las llamadas",
  "blotter.source-added": "added a source of calls | agregó una fuente de llamadas",
  "blotter.source-changed": "changed a source of calls | cambió una fuente de llamadas",
  "blotter.source-rotated":
    "made a new secret for a source of calls | creó un secreto nuevo para una fuente de llamadas",
  "blotter.source-ended": "ended a source of calls | terminó una fuente de llamadas",
  "blotter.source-failed": "could not read a source of calls | no pudo leer una fuente de llamadas",
  "blotter.source-silent":
    "noticed that no calls come from a source | notó que no llegan llamadas de una fuente",
  "blotter.source-heard-again":
    "heard a source of calls again | volvió a oír una fuente de llamadas",
  "blotter.source-answered":
    "answered for a silent source of calls | respondió por una fuente de llamadas callada",
  "blotter.file-refused": "refused a file of calls | rechazó un archivo de llamadas",
};
