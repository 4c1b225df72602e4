import type { Language } from "../words.ts";

interface VerifyWords {
  title: string;
  about: string;
  label: string;
  hint: string;
  check: string;
  ours: string;
  withdrawn: string;
  notFound: string;
  notFoundAbout: string;
  whatToDo: readonly string[];
  channels: string;
  published: string;
  corrected: string;
  correctedAbout: string;
  recalled: string;
  recalledAbout: string;
  alsoAt: string;
  record: string;
}

export const verifyWords: Record<Language, VerifyWords> = {
  en: {
    title: "Is this post ours?",
    about: "Check whether a post or message that you saw really came from us.",
    label: "Paste the link or the words of the post",
    hint: "From a screenshot, copy or type the words. More words give a surer answer. We do not keep what you paste.",
    check: "Check",
    ours: "Yes, this is ours",
    withdrawn: "It was ours. We took it back",
    notFound: "Not found among our posts",
    notFoundAbout:
      "We could not match this to anything we published. It may be false, changed, or too short to tell. Until you know, treat it as not from us.",
    whatToDo: [
      "Paste more of the text, or the link itself.",
      "Do not share it, pay, or call a number that it gives.",
      "In an emergency, call or text 911.",
    ],
    channels: "See the list of our only accounts",
    published: "Published",
    corrected: "Corrected since:",
    correctedAbout: "What you saw may be an older version. Read the newest one here.",
    recalled: "Taken back:",
    recalledAbout: "It is no longer in force. Please do not share it.",
    alsoAt: "It stands here:",
    record: "Signed record of this post",
  },
  es: {
    title: "¿Es nuestra esta publicación?",
    about: "Compruebe si una publicación o un mensaje que vio viene de verdad de nosotros.",
    label: "Pegue el enlace o las palabras de la publicación",
    hint: "De una captura de pantalla, copie o escriba las palabras. Con más palabras la respuesta es más segura. No guardamos lo que pegue.",
    check: "Comprobar",
    ours: "Sí, es nuestra",
    withdrawn: "Era nuestra. La retiramos",
    notFound: "No está entre nuestras publicaciones",
    notFoundAbout:
      "No pudimos relacionar esto con nada que hayamos publicado. Puede ser falso, estar cambiado o ser demasiado corto. Hasta saberlo, piense que no es nuestro.",
    whatToDo: [
      "Pegue más texto, o el enlace mismo.",
      "No lo comparta, no pague y no llame a los números que dé.",
      "En una emergencia, llame o envíe un texto al 911.",
    ],
    channels: "Vea la lista de nuestras únicas cuentas",
    published: "Publicado",
    corrected: "Corregido desde entonces:",
    correctedAbout: "Lo que vio puede ser una versión anterior. Lea aquí la más nueva.",
    recalled: "Retirado:",
    recalledAbout: "Ya no está vigente. Por favor, no lo comparta.",
    alsoAt: "Está aquí:",
    record: "Registro firmado de esta publicación",
  },
};
