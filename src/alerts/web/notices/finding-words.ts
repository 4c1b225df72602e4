import { defineWords } from "#ui/words.ts";

/** What keeps a notice in: one sentence a finding. */
export const findingWords = defineWords("notice-findings", {
  en: {
    "no-case": "Give the case number.",
    "no-phone": "Give the agency's phone number.",
    "no-name": "Give the name, or choose a kind of notice for people whose name is not known.",
    "no-photo": "Add a picture: nobody can be known again without one.",
    "no-photo-date": "Say when the photo was taken.",
    "photo-old":
      "The photo is more than ten years old. Add a newer one or a picture of how the person may look today.",
    "no-alt": "Describe what is to be seen on the picture.",
    "no-consent": "Say who agreed that the photo is shown, how, and where the paper is kept.",
    "no-expiry": "Say when the notice comes down.",
    "expiry-past": "The notice would come down before it is out. Choose a later time.",
    "expiry-far": "Choose a time within a year: it can be extended.",
    "no-ncic": "Enter the day on which the entry in NCIC was confirmed.",
    "no-form": "Say who signed the report form, and where it is kept.",
    "no-approval": "Name the officer who approved that it is made public.",
    "no-custody": "A parent's abduction needs the custody order.",
    "parent-photo":
      "A parent's photo may be shown only with an active felony warrant. Give its number or take the photo out.",
    diagnosis: "Never name an illness. The risk flag says that care may be needed, and no more.",
    "no-warrant": "Give the number of the warrant and the court that issued it.",
    "no-charge": "Say what the person is suspected of.",
    "guilty-words": "Say suspected or alleged: nobody is guilty before a court says so.",
    "booking-unclassed": "Say whether the charge is a violent crime by the law of the state.",
    "booking-nonviolent":
      "This state's law bars the booking photo of somebody arrested for a nonviolent crime. Take it out, or name the exception and its reason.",
    "booking-reason":
      "Write down the reason for the exception, in a sentence that a court could check.",
    "booking-days": "The law has a booking photo come down sooner. Choose an earlier time.",
    "no-retention": "Name the retention series that it is filed under.",
    "home-address": "Leave the house number out: a block or a landmark is enough.",
  },
  es: {
    "no-case": "Dé el número de caso.",
    "no-phone": "Dé el teléfono de la agencia.",
    "no-name": "Dé el nombre, o elija un tipo de aviso para personas cuyo nombre no se sabe.",
    "no-photo": "Añada una imagen: sin ella nadie puede reconocer a la persona.",
    "no-photo-date": "Diga cuándo se tomó la foto.",
    "photo-old":
      "La foto tiene más de diez años. Añada una más nueva o una imagen de cómo puede verse hoy.",
    "no-alt": "Describa lo que se ve en la imagen.",
    "no-consent": "Diga quién aceptó que se muestre la foto, cómo, y dónde está el papel.",
    "no-expiry": "Diga cuándo se retira el aviso.",
    "expiry-past": "El aviso se retiraría antes de salir. Elija una hora posterior.",
    "expiry-far": "Elija una hora dentro de un año: se puede prolongar.",
    "no-ncic": "Indique el día en que se confirmó el registro en NCIC.",
    "no-form": "Diga quién firmó el formulario y dónde se guarda.",
    "no-approval": "Nombre al agente que aprobó que se haga público.",
    "no-custody": "El secuestro por un progenitor necesita la orden de custodia.",
    "parent-photo":
      "La foto de un progenitor solo se muestra con una orden activa por delito grave. Dé su número o quite la foto.",
    diagnosis:
      "Nunca nombre una enfermedad. La señal dice que puede necesitar atención, y nada más.",
    "no-warrant": "Dé el número de la orden y el tribunal que la emitió.",
    "no-charge": "Diga de qué se sospecha a la persona.",
    "guilty-words":
      "Diga sospechoso o presunto: nadie es culpable antes de que lo diga un tribunal.",
    "booking-unclassed": "Diga si el cargo es un delito violento según la ley del estado.",
    "booking-nonviolent":
      "La ley de este estado prohíbe la foto de ficha de un detenido por un delito no violento. Quítela, o nombre la excepción y su motivo.",
    "booking-reason":
      "Escriba el motivo de la excepción en una frase que un tribunal pueda comprobar.",
    "booking-days": "La ley hace retirar antes una foto de ficha. Elija una hora anterior.",
    "no-retention": "Nombre la serie de retención en la que se archiva.",
    "home-address": "Quite el número de la casa: basta una cuadra o un lugar conocido.",
  },
});
