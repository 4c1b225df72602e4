import { defineWords } from "#ui/words.ts";

export const commentWords = defineWords("publish-comments", {
  en: {
    title: "Comments",
    about: "For colleagues only. They stay with the record and never go out.",
    none: "Nobody has said anything yet.",
    say: "Comment",
    hint: "Name somebody with @ and the name: they get a letter.",
    send: "Add comment",
    resolve: "Mark as dealt with",
    reopen: "Open again",
    resolved: "Dealt with by {{name}}",
    onVersion: "on version {{number}}",
    shown_one: "Show one that is dealt with",
    shown_other: "Show {{count}} that are dealt with",
    saveFirst: "Save the draft first, then comment on it.",
  },
  es: {
    title: "Comentarios",
    about: "Solo para colegas. Quedan en el registro y nunca salen.",
    none: "Nadie ha dicho nada aún.",
    say: "Comentario",
    hint: "Nombre a alguien con @ y el nombre: recibe una carta.",
    send: "Añadir comentario",
    resolve: "Marcar como atendido",
    reopen: "Abrir de nuevo",
    resolved: "Atendido por {{name}}",
    onVersion: "en la versión {{number}}",
    shown_one: "Ver uno ya atendido",
    shown_other: "Ver {{count}} ya atendidos",
    saveFirst: "Guarde primero el borrador, luego coméntelo.",
  },
});
