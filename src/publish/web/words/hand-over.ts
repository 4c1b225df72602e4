import { defineWords } from "#ui/words.ts";

/** Posting by hand what a network takes from no program. */
export const handOverWords = defineWords("publish-hand-over", {
  en: {
    button: "Post it by hand…",
    title: "Post it by hand on {{channel}}",
    about:
      "The network takes this from no program. Post exactly what was approved in the network's own app, then say where it stands: from then on it is watched, corrected and recalled like every other post.",
    takeWords: "Take the words along.",
    takeMedia: "Take the pictures and videos along, with their descriptions.",
    headline: "title",
    words: "text",
    alt: "description",
    picture: "Download the picture",
    video: "Download the video",
    copy: "Copy the {{label}}",
    copied: "Copied: {{label}}",
    open: "Open {{channel}} and post it there",
    address: "Address of the post",
    addressHint: "Share, then Copy link, in most apps.",
    later: "Later",
    itStands: "It stands there",
    done: "Noted: posted by hand",
  },
  es: {
    button: "Publicar a mano…",
    title: "Publicar a mano en {{channel}}",
    about:
      "La red no acepta esto de ningún programa. Publique exactamente lo aprobado en la aplicación de la red y diga dónde está: desde entonces se vigila, se corrige y se retira como cualquier otra publicación.",
    takeWords: "Lleve el texto.",
    takeMedia: "Lleve las imágenes y los videos, con sus descripciones.",
    headline: "título",
    words: "texto",
    alt: "descripción",
    picture: "Descargar la imagen",
    video: "Descargar el video",
    copy: "Copiar: {{label}}",
    copied: "Copiado: {{label}}",
    open: "Abrir {{channel}} y publicarlo allí",
    address: "Dirección de la publicación",
    addressHint: "En casi todas: Compartir y luego Copiar enlace.",
    later: "Más tarde",
    itStands: "Ya está allí",
    done: "Anotado: publicado a mano",
  },
});
