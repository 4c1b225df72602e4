import { defineWords } from "#ui/words.ts";

export const followerWords = defineWords("followers", {
  en: {
    address: "People follow at {{address}}",
    followers: "{{followers}} followers on {{servers}} servers",
    waiting: "{{waiting}} deliveries under way",
    newest: "How far the newest have come",
    progress: "{{sent}} servers have it, {{waiting}} wait, {{failed}} failed",
    Create: "Post",
    Update: "Correction",
    Delete: "Recall",
    open: "Open on the fediverse",
    opened: "{{connected}} actors connected",
    openHint:
      "Gives the agency and each beat an address of its own, such as @news@…, that anybody on Mastodon can follow. No account elsewhere is needed.",
  },
  es: {
    address: "La gente la sigue en {{address}}",
    followers: "{{followers}} seguidores en {{servers}} servidores",
    waiting: "{{waiting}} entregas en curso",
    newest: "Hasta dónde han llegado las más recientes",
    progress: "{{sent}} servidores la tienen, {{waiting}} esperan, {{failed}} fallaron",
    Create: "Publicación",
    Update: "Corrección",
    Delete: "Retiro",
    open: "Abrir en el fediverso",
    opened: "{{connected}} actores conectados",
    openHint:
      "Da a la agencia y a cada sector una dirección propia, como @news@…, que cualquiera puede seguir desde Mastodon. No hace falta cuenta en otro sitio.",
  },
});
