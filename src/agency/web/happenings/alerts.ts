/** Alerts and notices. */
export const alertHappenings: Readonly<Record<string, string>> = {
  "alerts.alert-drafted": "began an alert | comenzó una alerta",
  "alerts.alert-edited": "changed an alert that is not out | cambió una alerta que no ha salido",
  "alerts.update-drafted": "began an update of an alert | comenzó una novedad de una alerta",
  "alerts.alert-submitted": "sent an alert to its approvers | envió una alerta a quienes aprueban",
  "alerts.alert-approved": "approved an alert | aprobó una alerta",
  "alerts.alert-returned": "returned an alert | devolvió una alerta",
  "alerts.glass-broken": "sent an alert out without an approval | envió una alerta sin aprobación",
  "alerts.alert-dropped": "put an alert away | apartó una alerta",
  "alerts.cancel-armed":
    "approved the words that end an alert | aprobó las palabras que terminan una alerta",
  "alerts.message-issued": "let an alert go out | dejó salir una alerta",
  "alerts.alert-expired": "an alert expired | venció una alerta",
  "alerts.phrase-adopted": "took in model phrases | tomó las frases modelo",
  "alerts.phrase-certified": "certified a phrase | certificó una frase",
  "alerts.phrase-ended": "took a phrase out | retiró una frase",
  "alerts.population-taken":
    "took in how many people live where | registró cuántas personas viven dónde",
  "alerts.phrase-written": "wrote a phrase for alerts | escribió una frase para alertas",
  "alerts.drill-recorded":
    "wrote down a demonstration with the IPAWS tool | anotó una demostración con la herramienta de IPAWS",
  "alerts.update-overdue": "a promised update is late | se retrasa una información prometida",
  "alerts.notice-drafted": "began a notice | empezó un aviso",
  "alerts.notice-edited": "changed a notice | cambió un aviso",
  "alerts.notice-worded": "translated a notice | tradujo un aviso",
  "alerts.notice-wording-certified":
    "certified a notice's translation | certificó la traducción de un aviso",
  "alerts.notice-submitted": "handed a notice in | entregó un aviso",
  "alerts.notice-activated": "made a notice public | hizo público un aviso",
  "alerts.notice-located":
    "said that a notice's person was located | dijo que la persona de un aviso fue localizada",
  "alerts.notice-withdrawn": "withdrew a notice | retiró un aviso",
  "alerts.notice-cleared": "took a notice out of the newsroom | sacó un aviso de la sala de prensa",
  "alerts.notice-expired": "let a notice end by its time | dejó terminar un aviso por su plazo",
};
