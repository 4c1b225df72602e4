/** Pages for the public, and openings with their links. */
export const outreachHappenings: Readonly<Record<string, string>> = {
  "outreach.page-drafted": "began a page | empezó una página",
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
};
