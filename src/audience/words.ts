/** What is sent to somebody who asked for news, beside the news: in the subscriber's own language. */
export const letterWords = {
  en: {
    confirmTitle: (agency: string) => `Confirm: news from ${agency}`,
    confirm: (agency: string, link: string) =>
      [
        `Somebody asked for news from ${agency} to be sent to this address.`,
        `If it was you, open this page and press the button:\n${link}`,
        "If it was not you, do nothing. You will get nothing more, and the address is deleted in two days.",
      ].join("\n\n"),
    linkTitle: (agency: string) => `Your news from ${agency}`,
    link: (agency: string, link: string) =>
      [
        `Somebody asked for news from ${agency} to be sent to this address. You get it already.`,
        `Here you change what you get, or end it:\n${link}`,
      ].join("\n\n"),
    confirmText: (agency: string, code: string) =>
      `${agency}: reply YES or type ${code} on the page to get our news by text. Msg & data rates may apply. HELP for help, STOP to end.`,
    linkText: (agency: string, link: string) =>
      `${agency}: you get our news already. Change or end it: ${link} STOP to end.`,
  },
  es: {
    confirmTitle: (agency: string) => `Confirme: noticias de ${agency}`,
    confirm: (agency: string, link: string) =>
      [
        `Alguien pidió que se envíen noticias de ${agency} a esta dirección.`,
        `Si fue usted, abra esta página y pulse el botón:\n${link}`,
        "Si no fue usted, no haga nada. No recibirá nada más y la dirección se borra en dos días.",
      ].join("\n\n"),
    linkTitle: (agency: string) => `Sus noticias de ${agency}`,
    link: (agency: string, link: string) =>
      [
        `Alguien pidió que se envíen noticias de ${agency} a esta dirección. Usted ya las recibe.`,
        `Aquí cambia lo que recibe, o lo cancela:\n${link}`,
      ].join("\n\n"),
    confirmText: (agency: string, code: string) =>
      `${agency}: responda YES o escriba ${code} en la página para recibir noticias por texto. Pueden aplicar cargos. HELP: ayuda, STOP: cancelar.`,
    linkText: (agency: string, link: string) =>
      `${agency}: ya recibe noticias. Cambie o cancele: ${link} STOP: cancelar.`,
  },
} as const;

export type LetterLanguage = keyof typeof letterWords;

export function letterLanguage(language: string): LetterLanguage {
  return language === "es" ? "es" : "en";
}
