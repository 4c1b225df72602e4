import type { Language } from "../words.ts";

/** The words of the pages where people subscribe; plain ones (reading grade 8 at most). */
const en = {
  title: "Get our news",
  lead: (agency: string) =>
    `News from ${agency}, sent to you. We keep your address, locked, and what you chose. We keep no name and no password, and we do not look at what you open.`,
  danger: "If lives are in danger, we write at any hour and whatever you choose here.",
  noWay: "You cannot subscribe here yet. These feeds work with any news reader:",
  how: "How should it come?",
  ways: { email: "By e-mail", text: "By text message", push: "As a notice in this browser" },
  email: "Your e-mail address",
  telephone: "Your mobile number",
  telephoneHint:
    "Message and data rates may apply. How often we write depends on what happens. Reply STOP to end, HELP for help.",
  areas: "What places?",
  areasHint: "Choose none to get news of all places.",
  whole: "News for the whole area we serve",
  calls: "Calls for police in the places you chose?",
  callsHint:
    "By e-mail as one letter for each place. By text and as a notice only what stands out, one by one. Choose a place above.",
  callsHow: { none: "No calls", daily: "Once a day", twice: "Twice a day" },
  kinds: "What news?",
  kindsHint: "Choose none to get all of it.",
  languages: "In what languages?",
  pace: "How often, by e-mail?",
  paceHint: "If lives are in danger, we write at once, whatever you choose.",
  paceAtOnce: "As it happens",
  paceDaily: (at: string) => `One letter a day, at ${at}`,
  paceWeekly: (at: string) => `One letter a week, on Mondays at ${at}`,
  quiet: "When?",
  quietAt: (from: string, until: string) => `Not at night: from ${from} to ${until} it waits`,
  send: "Subscribe",
  feeds: "Or read it in a news reader, without an address:",
  trap: "Leave this empty",
  errors: "Please look at this again",
  errorEmail: "Write an e-mail address, like name@example.com.",
  errorTelephone: "Write a mobile number, like (555) 010-0123.",
  errorOther: "This could not be taken. Please try again.",
  errorForeign: "This form came from another site. Please send it from here.",
  tooMany: "Too many tries from your network. Please wait a minute.",
  sentTitle: "One more step",
  sentEmail:
    "We wrote to that address. Open the letter within two days and press the button on the page that it leads to. If nothing comes, look among unwanted mail.",
  sentText: "We sent a text to that number. Reply YES to it, or type its code here.",
  code: "The code from the text",
  codeSend: "Confirm",
  errorCode: "This code is not right. Look at the newest text, or subscribe again.",
  confirmTitle: "Do you want our news?",
  confirmLead: "Press the button and you are in. You can end it at any time.",
  confirmSend: "Yes, send it to me",
  overTitle: "This link is no longer good",
  over: "It was used up or is too old. You can subscribe again.",
  ownTitle: "Your news",
  inNow: "You are in. Keep the address of this page: here you change what you get, or end it.",
  kept: "Kept.",
  suspended: "Your address refused our letters, so we stopped. Subscribe again to go on.",
  keep: "Keep this",
  leave: "End it",
  leaveLead: "One press, and your address is deleted.",
  leaveTitle: "End your news?",
  leftTitle: "You are out",
  left: "Your address is deleted. We send you nothing more.",
  pushLead:
    "Your browser asks you whether we may show notices. Nothing else is asked: no address, no name.",
  pushButton: "Show notices in this browser",
  pushNeeds: "This needs a browser that can show notices, with scripts switched on.",
  pushDenied: "Your browser does not let us show notices. Its settings can change that.",
  pushFault: "That did not work. Please try again.",
} as const;

export type SubscribeWords = { [Name in keyof typeof en]: Wide<(typeof en)[Name]> };
type Wide<Word> = Word extends string
  ? string
  : Word extends (...given: never[]) => string
    ? Word
    : Readonly<Record<keyof Word, string>>;

export const subscribeWords: Record<Language, SubscribeWords> = {
  en,
  es: {
    title: "Reciba nuestras noticias",
    lead: (agency) =>
      `Noticias de ${agency}, enviadas a usted. Guardamos su dirección, bajo llave, y lo que eligió. No guardamos nombre ni contraseña, ni miramos lo que abre.`,
    danger:
      "Si hay vidas en peligro, escribimos a cualquier hora y sin importar lo que elija aquí.",
    noWay: "Aún no puede suscribirse aquí. Estos canales sirven en cualquier lector de noticias:",
    how: "¿Cómo quiere recibirlas?",
    ways: {
      email: "Por correo electrónico",
      text: "Por mensaje de texto",
      push: "Como aviso en este navegador",
    },
    email: "Su correo electrónico",
    telephone: "Su número de celular",
    telephoneHint:
      "Pueden aplicar cargos por mensajes y datos. La frecuencia depende de lo que pase. Responda STOP para cancelar, HELP para ayuda.",
    areas: "¿De qué lugares?",
    areasHint: "No elija ninguno para recibir noticias de todos los lugares.",
    whole: "Noticias para toda la zona que atendemos",
    calls: "¿Llamadas a la policía en los lugares que eligió?",
    callsHint:
      "Por correo, una carta por cada lugar. Por mensaje de texto y como aviso, solo lo que destaca, una por una. Elija un lugar arriba.",
    callsHow: { none: "Sin llamadas", daily: "Una vez al día", twice: "Dos veces al día" },
    kinds: "¿Qué noticias?",
    kindsHint: "No elija ninguna para recibirlas todas.",
    languages: "¿En qué idiomas?",
    pace: "¿Con qué frecuencia, por correo?",
    paceHint: "Si hay vidas en peligro, escribimos de inmediato, elija lo que elija.",
    paceAtOnce: "Según sucede",
    paceDaily: (at) => `Una carta al día, ${hourOf(at)}`,
    paceWeekly: (at) => `Una carta a la semana, los lunes ${hourOf(at)}`,
    quiet: "¿Cuándo?",
    quietAt: (from, until) => `De noche no: de ${from} a ${until} esperan`,
    send: "Suscribirse",
    feeds: "O léalas en un lector de noticias, sin dirección:",
    trap: "Deje esto vacío",
    errors: "Por favor, mire esto otra vez",
    errorEmail: "Escriba un correo electrónico, como nombre@example.com.",
    errorTelephone: "Escriba un número de celular, como (555) 010-0123.",
    errorOther: "No se pudo recibir. Por favor, intente de nuevo.",
    errorForeign: "Este formulario vino de otro sitio. Envíelo desde aquí.",
    tooMany: "Demasiados intentos desde su red. Espere un minuto.",
    sentTitle: "Un paso más",
    sentEmail:
      "Escribimos a esa dirección. Abra la carta en dos días y pulse el botón de la página a la que lleva. Si no llega nada, mire en el correo no deseado.",
    sentText: "Enviamos un texto a ese número. Responda YES, o escriba aquí su código.",
    code: "El código del texto",
    codeSend: "Confirmar",
    errorCode: "Este código no es correcto. Mire el texto más nuevo o suscríbase otra vez.",
    confirmTitle: "¿Quiere nuestras noticias?",
    confirmLead: "Pulse el botón y queda inscrito. Puede cancelarlo cuando quiera.",
    confirmSend: "Sí, envíenmelas",
    overTitle: "Este enlace ya no sirve",
    over: "Ya se usó o es muy viejo. Puede suscribirse otra vez.",
    ownTitle: "Sus noticias",
    inNow:
      "Ya está inscrito. Guarde la dirección de esta página: aquí cambia lo que recibe, o lo cancela.",
    kept: "Guardado.",
    suspended:
      "Su dirección rechazó nuestras cartas y dejamos de escribir. Suscríbase otra vez para seguir.",
    keep: "Guardar esto",
    leave: "Cancelar",
    leaveLead: "Un solo toque y su dirección se borra.",
    leaveTitle: "¿Cancelar sus noticias?",
    leftTitle: "Ya no está inscrito",
    left: "Su dirección está borrada. No le enviamos nada más.",
    pushLead:
      "Su navegador le pregunta si podemos mostrar avisos. No se pide nada más: ni dirección ni nombre.",
    pushButton: "Mostrar avisos en este navegador",
    pushNeeds: "Hace falta un navegador que muestre avisos, con los scripts activados.",
    pushDenied: "Su navegador no nos deja mostrar avisos. Puede cambiarlo en sus ajustes.",
    pushFault: "No funcionó. Por favor, intente de nuevo.",
  },
};

/** One o'clock is one; all others are many. */
function hourOf(at: string): string {
  return at.startsWith("1:") ? `a la ${at}` : `a las ${at}`;
}
