/** Notices. */
export const alertsHappenings: Readonly<Record<string, string>> = {
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
