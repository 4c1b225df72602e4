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
};
