/** What keeps a notice in, one sentence a finding, in both languages: the screen shows them as they come. */
export const sentences = {
  "no-case": { en: "Give the case number.", es: "Dé el número de caso." },
  "no-phone": { en: "Give the agency's phone number.", es: "Dé el teléfono de la agencia." },
  "no-name": {
    en: "Give the name, or choose a kind of notice for people whose name is not known.",
    es: "Dé el nombre, o elija un tipo de aviso para personas cuyo nombre no se sabe.",
  },
  "no-photo": {
    en: "Add a picture: nobody can be known again without one.",
    es: "Añada una imagen: sin ella nadie puede reconocer a la persona.",
  },
  "no-photo-date": { en: "Say when the photo was taken.", es: "Diga cuándo se tomó la foto." },
  "photo-old": {
    en: "The photo is more than ten years old. Add a newer one or a picture of how the person may look today.",
    es: "La foto tiene más de diez años. Añada una más nueva o una imagen de cómo puede verse hoy.",
  },
  "no-alt": {
    en: "Describe what is to be seen on the picture.",
    es: "Describa lo que se ve en la imagen.",
  },
  "no-consent": {
    en: "Say who agreed that the photo is shown, how, and where the paper is kept.",
    es: "Diga quién aceptó que se muestre la foto, cómo, y dónde está el papel.",
  },
  "no-expiry": { en: "Say when the notice comes down.", es: "Diga cuándo se retira el aviso." },
  "expiry-past": {
    en: "The notice would come down before it is out. Choose a later time.",
    es: "El aviso se retiraría antes de salir. Elija una hora posterior.",
  },
  "expiry-far": {
    en: "Choose a time within a year: it can be extended.",
    es: "Elija una hora dentro de un año: se puede prolongar.",
  },
  "no-ncic": {
    en: "Enter the day on which the entry in NCIC was confirmed.",
    es: "Indique el día en que se confirmó el registro en NCIC.",
  },
  "no-form": {
    en: "Say who signed the report form, and where it is kept.",
    es: "Diga quién firmó el formulario y dónde se guarda.",
  },
  "no-approval": {
    en: "Name the officer who approved that it is made public.",
    es: "Nombre al agente que aprobó que se haga público.",
  },
  "no-custody": {
    en: "A parent's abduction needs the custody order.",
    es: "El secuestro por un progenitor necesita la orden de custodia.",
  },
  "parent-photo": {
    en: "A parent's photo may be shown only with an active felony warrant. Give its number or take the photo out.",
    es: "La foto de un progenitor solo se muestra con una orden activa por delito grave. Dé su número o quite la foto.",
  },
  diagnosis: {
    en: "Never name an illness. The risk flag says that care may be needed, and no more.",
    es: "Nunca nombre una enfermedad. La señal dice que puede necesitar atención, y nada más.",
  },
  "no-warrant": {
    en: "Give the number of the warrant and the court that issued it.",
    es: "Dé el número de la orden y el tribunal que la emitió.",
  },
  "no-charge": {
    en: "Say what the person is suspected of.",
    es: "Diga de qué se sospecha a la persona.",
  },
  "guilty-words": {
    en: "Say suspected or alleged: nobody is guilty before a court says so.",
    es: "Diga sospechoso o presunto: nadie es culpable antes de que lo diga un tribunal.",
  },
  "booking-unclassed": {
    en: "Say whether the charge is a violent crime by the law of the state.",
    es: "Diga si el cargo es un delito violento según la ley del estado.",
  },
  "booking-nonviolent": {
    en: "This state's law bars the booking photo of somebody arrested for a nonviolent crime. Take it out, or name the exception and its reason.",
    es: "La ley de este estado prohíbe la foto de ficha de un detenido por un delito no violento. Quítela, o nombre la excepción y su motivo.",
  },
  "booking-reason": {
    en: "Write down the reason for the exception, in a sentence that a court could check.",
    es: "Escriba el motivo de la excepción en una frase que un tribunal pueda comprobar.",
  },
  "booking-days": {
    en: "The law has a booking photo come down sooner. Choose an earlier time.",
    es: "La ley hace retirar antes una foto de ficha. Elija una hora anterior.",
  },
  "no-retention": {
    en: "Name the retention series that it is filed under.",
    es: "Nombre la serie de retención en la que se archiva.",
  },
  "home-address": {
    en: "Leave the house number out: a block or a landmark is enough.",
    es: "Quite el número de la casa: basta una cuadra o un lugar conocido.",
  },
} as const;

export type FindingCode = keyof typeof sentences;
