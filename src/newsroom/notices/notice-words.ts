import type { Language } from "../words.ts";

/** The words of the notices' pages; plain ones (reading grade 8 at most). */
export const noticeWords: Record<
  Language,
  {
    all: string;
    about: string;
    none: string;
    only: (language: string) => string;
    report: string;
    print: string;
    share: string;
    over: string;
    follow: string;
    noFaces: string;
    aged: string;
    companion: string;
    updated: string;
    unsolved: string;
  }
> = {
  en: {
    all: "Notices",
    about:
      "People who are missing, wanted or not known, and cases that are not solved. Each notice stands here as long as it is current. If it is not here, do not share it.",
    none: "There is no notice now.",
    only: (language) => `This notice is in ${language} only.`,
    report: "Call us",
    print: "Flyer to print (PDF)",
    share: "Share this address, not a copy: it says when the notice is over.",
    over: "Nothing more is said here, so that the person can go on with their life.",
    follow: "Follow notices (Atom)",
    noFaces: "We never search for faces by machine.",
    aged: "How this person may look today",
    companion: "May be with this person",
    updated: "Last change",
    unsolved: "Unsolved cases alone",
  },
  es: {
    all: "Avisos",
    about:
      "Personas desaparecidas, buscadas o desconocidas, y casos sin resolver. Cada aviso está aquí mientras sigue vigente. Si no está aquí, no lo comparta.",
    none: "No hay ningún aviso ahora.",
    only: (language) => `Este aviso solo está en: ${language}.`,
    report: "Llámenos",
    print: "Volante para imprimir (PDF)",
    share: "Comparta esta dirección, no una copia: dice cuándo termina el aviso.",
    over: "Aquí no se dice nada más, para que la persona pueda seguir con su vida.",
    follow: "Siga los avisos (Atom)",
    noFaces: "Nunca buscamos rostros con máquinas.",
    aged: "Así puede verse hoy esta persona",
    companion: "Puede estar con esta persona",
    updated: "Último cambio",
    unsolved: "Solo los casos sin resolver",
  },
};
