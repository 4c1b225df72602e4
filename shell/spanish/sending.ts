/**
 * Why a sending came to nothing or is asked about, by the connectors' own word. Here stand wide patterns: what is known
 * whole is looked up before any of them.
 */
export const sendingSentences: Readonly<Record<string, string>> = {
  "This post is no longer there.": "Esta publicación ya no está.",
  "What this answers is no longer there.": "Aquello a lo que esto responde ya no está.",
  "The server of what this answers cannot be reached.":
    "No se puede llegar al servidor de aquello a lo que esto responde.",
  "The server of what this answers does not answer right now.":
    "El servidor de aquello a lo que esto responde no contesta en este momento.",
  "The key of this actor is gone: connect it again.":
    "La clave de este actor ya no está: conéctelo de nuevo.",
  "The network names a place for this file that is not its own.":
    "La red nombra para este archivo un lugar que no es suyo.",
  "Telegram names no place for this file.": "Telegram no dice dónde está este archivo.",
  "Telegram gives no file of this size to a bot.":
    "Telegram no da a un bot un archivo de este tamaño.",
  "The server's answer names no post.": "La respuesta del servidor no nombra ninguna publicación.",
  "The gateway's answer names no message.": "La respuesta de la pasarela no nombra ningún mensaje.",
  "{{network}}'s answer names no post.":
    "La respuesta de {{network}} no nombra ninguna publicación.",
  "{{network}}'s answer names no comment.":
    "La respuesta de {{network}} no nombra ningún comentario.",
  "{{network}}'s answer names no message.": "La respuesta de {{network}} no nombra ningún mensaje.",
  "{{network}}'s answer names no video.": "La respuesta de {{network}} no nombra ningún video.",
  "{{network}}'s answer names no sending.": "La respuesta de {{network}} no nombra ningún envío.",
  "The network": "la red",
  "{{network}} named no upload.": "La respuesta de {{network}} no nombra ninguna subida.",
  "{{network}} named no picture.": "La respuesta de {{network}} no nombra ninguna imagen.",
  "{{network}} named no container.": "La respuesta de {{network}} no nombra ningún contenedor.",
  "{{network}} gave no token.": "La respuesta de {{network}} no trae ninguna clave.",
  "{{network}} shows these words already.": "{{network}} ya muestra estas palabras.",
  "{{network}} says that it was published, and does not show it yet.":
    "{{network}} dice que se publicó y aún no lo muestra.",
  "{{network}} says that this was published already.": "Según {{network}}, esto ya se publicó.",
  "{{network}} still works on the media.": "La imagen o el video sigue en proceso ({{network}}).",
  "The network still works on the video.": "La red todavía procesa el video.",
  "{{network}} could not use the media: {{why}}":
    "No se pudo usar la imagen o el video ({{network}}): {{why}}",
  "no reason given": "sin dar razón",
  "The server could not use the picture or video.":
    "El servidor no pudo usar la imagen o el video.",
  "The server still works on the picture or video.":
    "El servidor todavía procesa la imagen o el video.",
  "The server has thrown the upload away; it is brought again.":
    "El servidor desechó la subida; se lleva de nuevo.",
  "The upload does not go on.": "La subida no avanza.",
  "The timeline was not read to its end.": "La cuenta no se leyó hasta el final.",
  "The timeline was not read back far enough.": "La cuenta no se leyó lo bastante atrás.",
  "The timeline does not reach back far enough.": "La cuenta no llega lo bastante atrás.",
  "The account was not read back far enough.": "La cuenta no se leyó lo bastante atrás.",
  "The page was not read back far enough.": "La página no se leyó lo bastante atrás.",
  "The channel was not read back far enough.": "El canal no se leyó lo bastante atrás.",
  "Another text stands under this delivery's key: a person must look.":
    "Con la clave de este envío hay otro texto: debe verlo una persona.",
  "Some have it and some do not.": "Unos lo tienen y otros no.",
  "More than fifty posts came since.": "Desde entonces hubo más de cincuenta publicaciones.",
  "WhatsApp tells nobody which messages it took.": "WhatsApp no dice a nadie qué mensajes aceptó.",
  "TikTok cannot be asked after pictures whose sending it did not name.":
    "A TikTok no se le puede preguntar por imágenes cuyo envío no nombró.",
  "TikTok still looks the post over.": "TikTok todavía revisa la publicación.",
  "TikTok forgot the sending; it is made anew.": "TikTok olvidó el envío; se hace de nuevo.",
  "TikTok gave the post up: {{why}}.": "TikTok desistió de la publicación: {{why}}.",
  "TikTok shows nothing without pictures or a video.":
    "TikTok no muestra nada sin imágenes o un video.",
  "Instagram shows nothing without a picture or a video.":
    "Instagram no muestra nada sin una imagen o un video.",
  "YouTube shows nothing without a video.": "YouTube no muestra nada sin un video.",
  "YouTube did not say that the video is whole.": "YouTube no confirmó que el video llegó entero.",
  "YouTube keeps it private: Google must audit the project before its videos are public.":
    "YouTube lo deja privado: Google debe auditar el proyecto antes de que sus videos sean públicos.",
  "{{network}}'s answer names no live stream.":
    "La respuesta de {{network}} no nombra ninguna transmisión.",
  "{{network}}'s answer names no stream.": "La respuesta de {{network}} no nombra ninguna señal.",
  "YouTube keeps the live stream private.": "YouTube deja privada la transmisión.",
  "The live stream's start has passed: choose a later one.":
    "El comienzo de la transmisión ya pasó: elija uno posterior.",
  "The live stream has begun, or is over: its start can be moved no more.":
    "La transmisión ya empezó o terminó: su comienzo ya no se puede mover.",
  "Facebook takes a live stream at most seven days ahead. Announce it nearer to its day.":
    "Facebook acepta una transmisión con siete días de antelación como máximo. Anúnciela más cerca de su día.",
  "Facebook's answer names no live stream.":
    "La respuesta de Facebook no nombra ninguna transmisión.",
  "The live stream is gone.": "La transmisión ya no está.",
  "A post and a live stream cannot become each other: take the post back and make a new one.":
    "Una publicación y una transmisión no se pueden convertir una en otra: retire la publicación y haga una nueva.",
  "This live stream is over, or taken back.": "Esta transmisión terminó o fue retirada.",
  "The live stream has no stream.": "La transmisión no tiene señal.",
  "A video and a live stream cannot become each other: take the post back and make a new one.":
    "Un video y una transmisión no se pueden convertir uno en otro: retire la publicación y haga una nueva.",
  "YouTube lets this account set no picture: confirm its telephone at youtube.com/verify, or leave the picture out.":
    "YouTube no deja a esta cuenta poner imagen: confirme su teléfono en youtube.com/verify, o quite la imagen.",
  "{{network}} lets nobody edit a poll: take it back and post it anew.":
    "{{network}} no permite editar una encuesta: retírela y publíquela de nuevo.",
  "Facebook did not say that the video is done.": "Facebook no confirmó que el video está listo.",
  "Facebook did not say that the edit is done.": "Facebook no confirmó el cambio.",
  "LinkedIn did not say what it took.": "LinkedIn no dijo qué recibió.",
  "LinkedIn did not take the captions.": "LinkedIn no aceptó los subtítulos.",
  "Nextdoor lists this post no more: change it or take it back by hand in Nextdoor.":
    "Nextdoor ya no lista esta publicación: cámbiela o retírela a mano en Nextdoor.",
  "Nextdoor lists the post no more.": "Nextdoor ya no lista la publicación.",
  "The text is longer than {{count}} segments.": "El texto tiene más de {{count}} segmentos.",
  "Only {{taken}} of {{all}} parts were taken: {{why}}":
    "Solo se aceptaron {{taken}} de {{all}} partes: {{why}}",
  "This channel has no template with a picture.": "Este canal no tiene plantilla con imagen.",
  "The caption track is no WebVTT file.": "Los subtítulos no son un archivo WebVTT.",
  "The caption track is larger than Bluesky takes (20,000 bytes).":
    "Los subtítulos pesan más de lo que admite Bluesky (20,000 bytes).",
  "The picture could not be written as a JPEG.": "La imagen no se pudo convertir a JPEG.",
  "This is not the address of a Bluesky post.":
    "Esta no es la dirección de una publicación de Bluesky.",
  "This page is no longer there.": "Esta página ya no existe.",
  "The account used {{used}} of {{of}} {{what}} that the network allows in {{span}}. The last {{kept}} are kept for life safety.":
    "La cuenta usó {{used}} de {{of}} {{what}} que la red permite en {{span}}. Las últimas {{kept}} se guardan para emergencias con vidas en juego.",
  "The account used {{used}} of {{of}} {{what}} that the network allows in {{span}}.":
    "La cuenta usó {{used}} de {{of}} {{what}} que la red permite en {{span}}.",
  posts: "publicaciones",
  replies: "respuestas",
  "live streams": "transmisiones en vivo",
  "{{count}} minutes": "{{count}} minutos",
  "{{count}} hours": "{{count}} horas",
  "The relay asks for patience.": "El servidor de correo pide paciencia.",
  "The relay refused every address.": "El servidor de correo rechazó todas las direcciones.",
  "Nobody is left to write to.": "No queda nadie a quien escribir.",
  "The time of one try was over: {{counts}}.": "Se acabó el tiempo de un intento: {{counts}}.",
  "{{why}} In all: {{counts}}.": "{{why}} En total: {{counts}}.",
  "{{says}} ({{why}})": "{{says}} ({{why}})",
};
