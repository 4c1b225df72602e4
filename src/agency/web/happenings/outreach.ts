/** Pages, openings with their links, events, sign-ups, campaigns and kits. Of those who signed up: never who. */
export const outreachHappenings: Readonly<Record<string, string>> = {
  "outreach.page-drafted": "began a page | empezó una página",
  "outreach.page-file-added": "added a file for a page | agregó un archivo para una página",
  "outreach.page-edited": "changed a page | cambió una página",
  "outreach.page-submitted": "handed a page in | entregó una página",
  "outreach.page-returned": "returned a page | devolvió una página",
  "outreach.page-approved": "approved a page | aprobó una página",
  "outreach.page-certified": "certified the Spanish of a page | certificó el español de una página",
  "outreach.page-withdrawn": "took a page down | retiró una página",
  "outreach.opening-written": "wrote an opening | escribió una vacante",
  "outreach.opening-approved": "approved an opening | aprobó una vacante",
  "outreach.opening-closed": "closed an opening | cerró una vacante",
  "outreach.opening-feed-added": "had a list of jobs read | hizo leer una lista de empleos",
  "outreach.opening-feed-ended":
    "ended the reading of a list of jobs | terminó la lectura de una lista de empleos",
  "outreach.opening-feed-failed":
    "could not read a list of jobs | no se pudo leer una lista de empleos",
  "outreach.links-made": "made links to an opening | hizo enlaces a una vacante",
  "outreach.link-ended": "ended a link | terminó un enlace",
  "outreach.day-begun": "began a day in the life | empezó un día de trabajo",
  "outreach.event-drafted": "began an event | comenzó un evento",
  "outreach.event-edited": "changed an event | cambió un evento",
  "outreach.event-submitted": "handed an event in | entregó un evento",
  "outreach.event-activated": "made an event public | hizo público un evento",
  "outreach.event-worded": "made an event public in Spanish | hizo público un evento en español",
  "outreach.event-cancelled": "cancelled an event | canceló un evento",
  "outreach.event-discarded": "put an event away | apartó un evento",
  "outreach.event-past": "an event is over | pasó un evento",
  "outreach.event-signed-up": "somebody signed up for an event | alguien se inscribió en un evento",
  "outreach.event-gave-up": "somebody gave up a place | alguien cedió su lugar",
  "outreach.event-moved-up":
    "somebody moved up from the waiting list | alguien subió de la lista de espera",
  "outreach.event-filled": "an event has no place left | un evento ya no tiene lugares",
  "outreach.event-freed": "an event has places again | un evento tiene lugares de nuevo",
  "outreach.event-letters-made":
    "wrote to those who signed up for an event | escribió a quienes se inscribieron en un evento",
  "outreach.event-letter-settled":
    "settled a letter that may not have gone | resolvió una carta que quizá no salió",
  "outreach.event-sign-ups-erased":
    "erased who signed up for an event | borró quién se inscribió en un evento",
  "outreach.campaign-started": "began a campaign | comenzó una campaña",
  "outreach.campaign-ended": "ended a campaign | terminó una campaña",
  "outreach.kit-asked": "asked for a partner kit | pidió un material para aliados",
  "outreach.kit-opened": "opened a partner kit | abrió un material para aliados",
  "outreach.kit-closed": "closed a partner kit | cerró un material para aliados",
  "outreach.kit-changed": "a partner kit changed | cambió un material para aliados",
};
