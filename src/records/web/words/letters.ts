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

interface Charge {
  number: string;
  /** Money as it is written in the letter's language. */
  total: string;
  time: string;
  copies: string;
  /** Empty where none is asked for. */
  deposit: string;
}

/** How an estimate or an invoice reads, in the requester's language: its numbers stand in the letter. */
export const chargeTexts: Record<
  Language,
  Record<"estimate" | "invoice", (facts: Charge) => string>
> = {
  en: {
    estimate: ({ number, total, time, copies, deposit }) =>
      `We estimate that answering your records request ${number} will cost ${total}: ${time} for staff time and ${copies} for copies. ${deposit === "" ? "" : `We ask for a deposit of ${deposit} before we go on. `}Please tell us on your status page whether you agree. You may also narrow what you ask for.`,
    invoice: ({ number, total, time, copies }) =>
      `Your records request ${number} comes to ${total}: ${time} for staff time and ${copies} for copies. The invoice stands on your status page.`,
  },
  es: {
    estimate: ({ number, total, time, copies, deposit }) =>
      `Estimamos que responder a su solicitud de registros ${number} costará ${total}: ${time} por el tiempo del personal y ${copies} por las copias. ${deposit === "" ? "" : `Pedimos un depósito de ${deposit} antes de seguir. `}Díganos en su página de estado si está de acuerdo. También puede acotar lo que pide.`,
    invoice: ({ number, total, time, copies }) =>
      `Su solicitud de registros ${number} cuesta ${total}: ${time} por el tiempo del personal y ${copies} por las copias. La factura está en su página de estado.`,
  },
};
