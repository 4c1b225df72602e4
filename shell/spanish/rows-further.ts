/** What X, LinkedIn, Nextdoor, TikTok and YouTube answer, by their connectors' tables of errors. */
export const furtherRows: Readonly<Record<string, string>> = {
  "LinkedIn does not take this token.": "LinkedIn no acepta esta clave.",
  "The account may not do this for the page, or the app was not given this product.":
    "La cuenta no puede hacer esto por la página, o la aplicación no recibió este producto.",
  "LinkedIn ended this version of its interface: update this program.":
    "LinkedIn retiró esta versión de su interfaz: actualice este programa.",
  "LinkedIn shows these very words already and takes them no second time.":
    "LinkedIn ya muestra estas mismas palabras y no las acepta otra vez.",
  "LinkedIn does not take a part of this.": "LinkedIn no acepta una parte de esto.",
  "The text is longer than 3,000 characters.": "El texto tiene más de 3,000 caracteres.",
  "LinkedIn could not use the media.": "LinkedIn no pudo usar la imagen o el video.",
  "The media did not arrive whole.": "La imagen o el video no llegó entero.",
  "The app or the account made too many calls today.":
    "La aplicación o la cuenta hizo hoy demasiadas llamadas.",
  "LinkedIn is out of order.": "LinkedIn no funciona.",
  "LinkedIn broke off.": "LinkedIn se interrumpió.",
  "LinkedIn took too long.": "LinkedIn tardó demasiado.",
  "This is gone.": "Esto ya no existe.",
  "Nextdoor does not take a part of this.": "Nextdoor no acepta una parte de esto.",
  "Nextdoor misses a part of this.": "A Nextdoor le falta una parte de esto.",
  "Nextdoor does not take this token.": "Nextdoor no acepta esta clave.",
  "The consent does not reach this far: connect the account again and allow everything asked.":
    "El permiso no llega a tanto: conecte la cuenta de nuevo y permita todo lo que se pide.",
  "This is gone from Nextdoor.": "Esto ya no está en Nextdoor.",
  "Nextdoor asks to wait.": "Nextdoor pide esperar.",
  "Nextdoor is out of order.": "Nextdoor no funciona.",
  "Nextdoor broke off.": "Nextdoor se interrumpió.",
  "TikTok does not take a part of this.": "TikTok no acepta una parte de esto.",
  "TikTok does not take this file.": "TikTok no acepta este archivo.",
  "TikTok knows no such sending.": "TikTok no conoce ese envío.",
  "TikTok does not take this token.": "TikTok no acepta esta clave.",
  "The consent does not cover posting.": "El permiso no incluye publicar.",
  "The consent does not reach this far.": "El permiso no llega a tanto.",
  "TikTok has not audited the agency's app: it may post for the account's own eyes alone, while the account is private.":
    "TikTok no ha auditado la aplicación de la agencia: solo puede publicar para la propia cuenta, mientras sea privada.",
  "TikTok fetches pictures only from addresses that the app has proved to be its own: add this installation's there.":
    "TikTok solo recoge imágenes de direcciones que la aplicación probó como suyas: añada allí la de esta instalación.",
  "The account does not offer this visibility any more: connect it again.":
    "La cuenta ya no ofrece esta visibilidad: conéctela de nuevo.",
  "The account posted as much through apps today as it may. TikTok's own app still takes posts.":
    "La cuenta ya publicó hoy por aplicaciones todo lo que puede. La aplicación de TikTok todavía admite publicaciones.",
  "The app let as many accounts post today as TikTok allows it.":
    "La aplicación ya dejó publicar hoy a todas las cuentas que TikTok le permite.",
  "TikTok bars the account from posting. Sign in to the app and look why.":
    "TikTok impide a la cuenta publicar. Entre en la aplicación y vea por qué.",
  "TikTok holds the words for spam.": "TikTok toma las palabras por spam.",
  "TikTok holds this for spam.": "TikTok toma esto por spam.",
  "TikTok asks to wait a minute.": "TikTok pide esperar un minuto.",
  "TikTok is out of order.": "TikTok no funciona.",
  "TikTok broke off.": "TikTok se interrumpió.",
  "X shows these very words already and takes them no second time.":
    "X ya muestra estas mismas palabras y no las acepta otra vez.",
  "X lets an app answer only who mentioned or quoted the account. Answer in X's own app.":
    "X permite a una aplicación responder solo a quien mencionó o citó la cuenta. Responda en la aplicación de X.",
  "The post that this answers is gone.": "Ya no existe la publicación a la que esto responde.",
  "The app's credit at X is used up. Buy credit, or ask for Public Utility access.":
    "Se agotó el crédito de la aplicación en X. Compre crédito o pida el acceso de servicio público (Public Utility).",
  "The app's spending cap at X is reached. Raise it in the developer console.":
    "Se alcanzó el tope de gasto de la aplicación en X. Súbalo en la consola de desarrollo.",
  "The app may not do this: look at its access in the developer console.":
    "La aplicación no puede hacer esto: revise su acceso en la consola de desarrollo.",
  "X suspended the account.": "X suspendió la cuenta.",
  "The consent at X has ended.": "El permiso en X terminó.",
  "X does not take a part of this.": "X no acepta una parte de esto.",
  "X asks to wait.": "X pide esperar.",
  "X has too much to do.": "X tiene demasiado trabajo.",
  "X broke off.": "X se interrumpió.",
  "The consent at Google has ended.": "El permiso en Google terminó.",
  "This Google account has no channel.": "Esta cuenta de Google no tiene canal.",
  "The consent does not cover this.": "El permiso no incluye esto.",
  "The YouTube Data API is not switched on in the Google project.":
    "La YouTube Data API no está activada en el proyecto de Google.",
  "The Google project used up its quota of the day.":
    "El proyecto de Google agotó su cuota del día.",
  "Too many calls.": "Demasiadas llamadas.",
  "The channel brought as many videos as it may today.":
    "El canal ya subió hoy todos los videos que puede.",
  "The video takes no comments.": "El video no admite comentarios.",
  "YouTube does not take this title: at most 100 characters, without < and >.":
    "YouTube no acepta este título: hasta 100 caracteres, sin < ni >.",
  "YouTube does not take this description: at most 5,000 bytes, without < and >.":
    "YouTube no acepta esta descripción: hasta 5,000 bytes, sin < ni >.",
  "There is no such category.": "No existe esa categoría.",
  "The video is gone.": "El video ya no existe.",
  "The comment is gone.": "El comentario ya no existe.",
  "Live streaming is not switched on for this channel: switch it on in YouTube Studio, which takes up to a day.":
    "Este canal no tiene activadas las transmisiones en vivo: actívelas en YouTube Studio; tarda hasta un día.",
  "YouTube lets this channel stream nothing for now: youtube.com/features says why.":
    "YouTube no deja transmitir a este canal por ahora: youtube.com/features dice por qué.",
  "The consent does not cover live streams.": "El permiso no incluye transmisiones en vivo.",
  "The channel has as many live streams announced as YouTube allows: end or delete some in YouTube Studio.":
    "El canal tiene anunciadas todas las transmisiones que YouTube permite: termine o borre algunas en YouTube Studio.",
  "Too many calls about live streams.": "Demasiadas llamadas sobre transmisiones en vivo.",
  "As it stands, the live stream can be given no stream any more.":
    "Tal como está, a la transmisión ya no se le puede asignar una señal.",
  "YouTube deletes no live stream that is on the air: end it at the encoder, then take it back.":
    "YouTube no borra una transmisión que está al aire: termínela en el codificador y luego retírela.",
  "YouTube does not take this start: it must lie ahead, and not too far.":
    "YouTube no acepta este comienzo: debe ser futuro y no demasiado lejano.",
  "YouTube was told no start.": "A YouTube no se le dijo ningún comienzo.",
  "A live stream needs a title.": "Una transmisión en vivo necesita título.",
  "YouTube does not take who may see it.": "YouTube no acepta quién puede verla.",
  "YouTube does not let this live stream begin by itself.":
    "YouTube no deja que esta transmisión empiece sola.",
  "YouTube does not let this live stream end by itself.":
    "YouTube no deja que esta transmisión termine sola.",
  "The live stream is gone.": "La transmisión en vivo ya no existe.",
  "The stream is gone.": "La señal ya no existe.",
  "YouTube does not take this picture: at most 2 MB, JPEG or PNG.":
    "YouTube no acepta esta imagen: hasta 2 MB, JPEG o PNG.",
  "The channel was given as many pictures as it may be for now.":
    "Al canal ya se le pusieron todas las imágenes que admite por ahora.",
  "YouTube broke off.": "YouTube se interrumpió.",
  "YouTube is out of order.": "YouTube no funciona.",
};
