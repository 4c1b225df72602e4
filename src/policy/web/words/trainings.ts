import { defineWords } from "#ui/words.ts";

export const trainingWords = defineWords("policy.trainings", {
  en: {
    title: "Trainings",
    about:
      "What people must have learned, and how long it lasts. A supervisor records it on the person's page.",
    none: "No training is defined. Nobody is kept from posting for want of one.",
    valid_one: "good for {{count}} day",
    valid_other: "good for {{count}} days",
    required: "needed to post",
    optional: "not needed to post",
    add: "Define a training",
    change: "Change {{name}}",
    name: "Name",
    paragraph: "Paragraph that asks for it",
    days: "Good for, days",
    isRequired: "Nobody writes or approves without it",
    requiredHint: "It binds at once: whoever does not hold it waits until it is recorded.",
    save: "Save",
    cancel: "Cancel",
    saved: "{{name}} saved",
  },
  es: {
    title: "Capacitaciones",
    about:
      "Qué debe haber aprendido cada persona y cuánto dura. Un supervisor la registra en la página de la persona.",
    none: "No hay capacitaciones definidas. A nadie se le impide publicar por falta de una.",
    valid_one: "vale {{count}} día",
    valid_other: "vale {{count}} días",
    required: "necesaria para publicar",
    optional: "no necesaria para publicar",
    add: "Definir una capacitación",
    change: "Cambiar {{name}}",
    name: "Nombre",
    paragraph: "Párrafo que la pide",
    days: "Vale, días",
    isRequired: "Nadie escribe ni aprueba sin ella",
    requiredHint: "Rige de inmediato: quien no la tenga espera hasta que se registre.",
    save: "Guardar",
    cancel: "Cancelar",
    saved: "{{name}}: guardada",
  },
});
