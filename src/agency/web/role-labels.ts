import type { Label } from "#ui/words.ts";

/** The roles as the console names them. */
export const roleLabels: Record<string, Label> = {
  administrator: { en: "Administrator", es: "Administración" },
  command: { en: "Command", es: "Mando" },
  approver: { en: "Approver", es: "Aprobación" },
  supervisor: { en: "Supervisor", es: "Supervisión" },
  pio: { en: "Public information officer", es: "Información pública" },
  contributor: { en: "Contributor", es: "Colaboración" },
  clerk: { en: "Records clerk", es: "Archivo y registros" },
  legal: { en: "Legal reviewer", es: "Revisión legal" },
  investigator: { en: "Investigator", es: "Investigación" },
  hiring: { en: "Background investigator", es: "Investigación de antecedentes" },
  auditor: { en: "Auditor", es: "Auditoría" },
};
