import type { Language } from "#ui/words.ts";

export type LetterKind = "acknowledgement" | "clarification" | "extension" | "estimate" | "other";

interface Facts {
  number: string;
  agency: string;
  due: string;
}

type Texts = Record<LetterKind, (facts: Facts) => string>;

/** How a letter begins, in the requester's language, not in the reader's. The clerk finishes it. */
export const letterTexts: Record<Language, Texts> = {
  en: {
    acknowledgement: ({ number, due }) =>
      `We have your request for public records. Its number is ${number}.${due === "" ? "" : `\n\nBy law we answer by ${due}. If it takes longer, we tell you why and when.`}`,
    clarification: ({ number }) =>
      `About your request ${number}: to find what you want, please tell us more.\n\nWhich dates, places or people do you mean?`,
    extension: ({ number }) =>
      `About your request ${number}: we need more time than the law usually gives.\n\nThe reason is:`,
    estimate: ({ number }) =>
      `About your request ${number}: we are looking for the records. We expect to answer by the day named here.`,
    other: ({ number }) => `About your request ${number}:\n\n`,
  },
  es: {
    acknowledgement: ({ number, due }) =>
      `Tenemos su solicitud de registros públicos. Su número es ${number}.${due === "" ? "" : `\n\nPor ley respondemos a más tardar el ${due}. Si tarda más, le decimos por qué y cuándo.`}`,
    clarification: ({ number }) =>
      `Sobre su solicitud ${number}: para encontrar lo que quiere, díganos algo más.\n\n¿A qué fechas, lugares o personas se refiere?`,
    extension: ({ number }) =>
      `Sobre su solicitud ${number}: necesitamos más tiempo del que la ley suele dar.\n\nEl motivo es:`,
    estimate: ({ number }) =>
      `Sobre su solicitud ${number}: estamos buscando los registros. Esperamos responder a más tardar el día que aquí se nombra.`,
    other: ({ number }) => `Sobre su solicitud ${number}:\n\n`,
  },
};

/** How a closing letter begins, by how the request ends. */
export const closingTexts: Record<Language, Record<string, string>> = {
  en: {
    produced: "Here are the records you asked for.",
    partly:
      "Here is the part of the records that we may give out. The rest is exempt by law; the exemptions are named below.",
    denied: "We may not give out the records you asked for. The exemptions are named below.",
    "no-records":
      "We looked and have no records like those you asked for. This is where we looked:",
    withdrawn: "As you wished, your request is closed.",
    transferred: "We do not hold these records. This office does:",
  },
  es: {
    produced: "Aquí están los registros que pidió.",
    partly:
      "Aquí está la parte de los registros que podemos entregar. Lo demás está exento por ley; las exenciones se nombran abajo.",
    denied: "No podemos entregar los registros que pidió. Las exenciones se nombran abajo.",
    "no-records": "Buscamos y no tenemos registros como los que pidió. Buscamos aquí:",
    withdrawn: "Como lo pidió, su solicitud está cerrada.",
    transferred: "No tenemos estos registros. Los tiene esta oficina:",
  },
};
