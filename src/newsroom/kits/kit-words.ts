import type { ShareLink } from "#outreach";
import type { Language } from "../words.ts";

/** The words of the kits' pages; plain ones (reading grade 8 at most). */
export const kitWords: Record<
  Language,
  {
    all: string;
    about: string;
    none: string;
    lead: string;
    empty: string;
    whole: string;
    copy: string;
    embed: string;
    share: string;
    picture: string;
    by: Record<ShareLink["key"], string>;
    current: string;
  }
> = {
  en: {
    all: "Material to share",
    about: "For schools, shops and neighbors: texts and pictures that you may share as they are.",
    none: "There is no material to share now.",
    lead: "You may share all of this as it is. We count how often the file is taken, and never by whom.",
    empty: "Nothing of this is current now. Please do not share earlier copies.",
    whole: "Take everything as one file (ZIP)",
    copy: "Text to copy",
    embed: "For your own website (HTML)",
    share: "Share",
    picture: "Picture",
    by: {
      mail: "E-mail",
      text: "Text message",
      facebook: "Facebook",
      x: "X",
      bluesky: "Bluesky",
      whatsapp: "WhatsApp",
    },
    current: "What we take back leaves this page at once.",
  },
  es: {
    all: "Material para compartir",
    about: "Para escuelas, tiendas y vecinos: textos e imágenes que puede compartir como están.",
    none: "Ahora no hay material para compartir.",
    lead: "Puede compartir todo esto como está. Contamos cuántas veces se descarga el archivo, y nunca quién.",
    empty: "Nada de esto está vigente ahora. Por favor no comparta copias anteriores.",
    whole: "Descargar todo en un archivo (ZIP)",
    copy: "Texto para copiar",
    embed: "Para su propio sitio web (HTML)",
    share: "Compartir",
    picture: "Imagen",
    by: {
      mail: "Correo",
      text: "Mensaje de texto",
      facebook: "Facebook",
      x: "X",
      bluesky: "Bluesky",
      whatsapp: "WhatsApp",
    },
    current: "Lo que retiramos sale de esta página de inmediato.",
  },
};
