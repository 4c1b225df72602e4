/** The newsroom's words. English and Spanish; other languages are further catalogues. */
export const words = {
  en: {
    official: (agency: string) => `An official website of ${agency}`,
    emergency: "In an emergency, call or text 911.",
    notWatched: "This site and our accounts are not monitored around the clock.",
    news: "News",
    notices: "Notices",
    events: "Events",
    subscribe: "Get our news",
    allNews: "All news",
    noNews: "Nothing has been published yet.",
    channels: "Our channels",
    channelsIntro: "These are our only accounts. If it is not listed here, it is not us.",
    updated: "Updated",
    published: "Published",
    removedTitle: "This notice was withdrawn",
    removedText: "We took this notice back. It is no longer in force.",
    feeds: "Feeds",
    skip: "Skip to the content",
    records: "Public records",
    rules: "Our rules",
    rulesIntro: "This is the written policy we work under.",
    noPolicy: "Our policy will stand here once it is adopted.",
    proof: "Public log of our record",
    made: "This page was made",
    back: "Back to the news",
    notFound: "There is no page at this address",
    notFoundText: "It may have been moved or never existed. The news is here:",
    share: "Address of this notice",
    history: "Changes to this notice",
    changed: "The text was changed.",
    lost: "Not under our control now. Do not trust it.",
    verify: "Is this post ours?",
    signed: "Signed record of this notice",
    byKind: "By kind",
    byBeat: "By beat",
    beats: "Area",
    byMonth: "By month",
  },
  es: {
    official: (agency: string) => `Un sitio oficial de ${agency}`,
    emergency: "En una emergencia, llame o envíe un texto al 911.",
    notWatched: "Este sitio y nuestras cuentas no se vigilan las 24 horas.",
    news: "Noticias",
    notices: "Avisos",
    events: "Eventos",
    subscribe: "Reciba noticias",
    allNews: "Todas las noticias",
    noNews: "Todavía no se ha publicado nada.",
    channels: "Nuestros canales",
    channelsIntro:
      "Estas son nuestras únicas cuentas. Si no está en esta lista, no somos nosotros.",
    updated: "Actualizado",
    published: "Publicado",
    removedTitle: "Este aviso fue retirado",
    removedText: "Retiramos este aviso. Ya no está vigente.",
    feeds: "Canales de noticias (feeds)",
    skip: "Saltar al contenido",
    records: "Registros públicos",
    rules: "Nuestras reglas",
    rulesIntro: "Esta es la política escrita que seguimos.",
    noPolicy: "Nuestra política estará aquí cuando se adopte.",
    proof: "Registro público de nuestro archivo",
    made: "Esta página se hizo",
    back: "Volver a las noticias",
    notFound: "No hay ninguna página en esta dirección",
    notFoundText: "Puede haberse movido o nunca haber existido. Las noticias están aquí:",
    share: "Dirección de este aviso",
    history: "Cambios en este aviso",
    changed: "El texto fue cambiado.",
    lost: "Ahora no está bajo nuestro control. No confíe en ella.",
    verify: "¿Es nuestra esta publicación?",
    signed: "Registro firmado de este aviso",
    byKind: "Por tipo",
    byBeat: "Por sector",
    beats: "Zona",
    byMonth: "Por mes",
  },
} as const;

export type Language = keyof typeof words;
export type Words = (typeof words)[Language];
export const languages = Object.keys(words) as Language[];

/** What posts are for, in the public's words, by the post's purpose. */
export const kindTitles: Record<Language, Readonly<Record<string, string>>> = {
  en: {
    inform: "Information",
    warn: "Warnings",
    "ask-for-help": "Can you help?",
    engage: "Community",
    recruit: "Jobs",
    recognise: "Thanks",
  },
  es: {
    inform: "Información",
    warn: "Advertencias",
    "ask-for-help": "¿Puede ayudar?",
    engage: "Comunidad",
    recruit: "Empleo",
    recognise: "Reconocimientos",
  },
};

/** A language by its own name. */
export function ownName(language: string): string {
  return new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
}
