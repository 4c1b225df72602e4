/** What the networks of Meta answer, by their connectors' tables of errors. */
export const metaRows: Readonly<Record<string, string>> = {
  "The access token is no longer good.": "La clave de acceso ya no vale.",
  "The app was taken off the account.": "La aplicación fue quitada de la cuenta.",
  "The account must be confirmed at the network before apps may go on.":
    "La cuenta debe confirmarse en la red antes de que las aplicaciones sigan.",
  "The owner's password was changed, so the consent ended.":
    "Se cambió la contraseña del dueño y con ello terminó el permiso.",
  "The session at the network has ended.": "La sesión en la red terminó.",
  "The app lacks a permission, or it was withdrawn.":
    "A la aplicación le falta un permiso, o se le retiró.",
  "The app was not given this ability.": "La aplicación no recibió esta facultad.",
  "The network blocked the account for a while over its policies.":
    "La red bloqueó la cuenta por un tiempo a causa de sus políticas.",
  "The app made too many calls.": "La aplicación hizo demasiadas llamadas.",
  "The account made too many calls.": "La cuenta hizo demasiadas llamadas.",
  "The page made too many calls.": "La página hizo demasiadas llamadas.",
  "The network's limit for this kind of call is reached.":
    "Se alcanzó el límite de la red para este tipo de llamada.",
  "The app reached a limit for now.": "La aplicación alcanzó un límite por ahora.",
  "The network does not take a part of this.": "La red no acepta una parte de esto.",
  "This is gone, or the account may not see it.": "Esto ya no existe, o la cuenta no puede verlo.",
  "The network broke off.": "La red se interrumpió.",
  "The network broke off for a while.": "La red se interrumpió por un rato.",
  "The consent has expired.": "El permiso venció.",
  "The consent was ended.": "El permiso fue retirado.",
  "The account may not do this.": "La cuenta no puede hacer esto.",
  "Facebook shows these very words already and takes them no second time in a row.":
    "Facebook ya muestra estas mismas palabras y no las acepta dos veces seguidas.",
  "Facebook does not take this link.": "Facebook no acepta este enlace.",
  "Facebook could not read the picture.": "Facebook no pudo leer la imagen.",
  "The picture is too large or of a kind that Facebook does not take.":
    "La imagen es demasiado grande o de un tipo que Facebook no admite.",
  "Facebook does not take this video's format.": "Facebook no admite el formato de este video.",
  "The video did not arrive whole.": "El video no llegó entero.",
  "Instagram broke off.": "Instagram se interrumpió.",
  "Instagram took too long to fetch the media.":
    "Instagram tardó demasiado en recoger la imagen o el video.",
  "The container expired; it is made anew.": "El contenedor venció; se crea otro.",
  "Instagram holds the account for a spammer for now. Look at the account's status there.":
    "Instagram toma la cuenta por emisora de spam por ahora. Revise allí el estado de la cuenta.",
  "Instagram knows no such media, or not with this token.":
    "Instagram no conoce esa publicación, o no con esta clave.",
  "The container is gone; it is made anew.": "El contenedor ya no existe; se crea otro.",
  "The account is restricted or inactive. Sign in to the app and do what it asks.":
    "La cuenta está restringida o inactiva. Entre en la aplicación y haga lo que pide.",
  "Instagram knows no such kind of media.": "Instagram no conoce ese tipo de archivo.",
  "A carousel has 2 to 10 pictures.": "Un carrusel tiene de 2 a 10 imágenes.",
  "The caption is longer than 2,200 characters, or has too many tags.":
    "El texto tiene más de 2,200 caracteres o demasiadas etiquetas.",
  "Instagram does not take this video's format.": "Instagram no admite el formato de este video.",
  "Instagram could not fetch the media from this installation: it must be reachable from outside.":
    "Instagram no pudo recoger el archivo de esta instalación: debe ser accesible desde fuera.",
  "The media is not ready yet.": "El archivo aún no está listo.",
  "The picture is larger than 8 MiB.": "La imagen pesa más de 8 MiB.",
  "Instagram takes JPEG pictures only.": "Instagram solo admite imágenes JPEG.",
  "The picture must be between 4:5 and 1.91:1.": "La imagen debe estar entre 4:5 y 1.91:1.",
  "The account published as much in 24 hours as it may.":
    "La cuenta ya publicó en 24 horas todo lo que puede.",
  "Threads does not find the container yet.": "Threads aún no encuentra el contenedor.",
  "The container is not ready yet.": "El contenedor aún no está listo.",
  "The text is longer than 500 characters.": "El texto tiene más de 500 caracteres.",
  "Threads could not fetch the media from this installation: it must be reachable from outside.":
    "Threads no pudo recoger el archivo de esta instalación: debe ser accesible desde fuera.",
  "The account is restricted. Sign in to the app and do what it asks.":
    "La cuenta está restringida. Entre en la aplicación y haga lo que pide.",
  "The number sent too many messages a second.": "El número envió demasiados mensajes por segundo.",
  "WhatsApp slowed the number because of complaints.": "WhatsApp frenó el número por quejas.",
  "Too many messages to the same person.": "Demasiados mensajes a la misma persona.",
  "The business account made too many calls.": "La cuenta de empresa hizo demasiadas llamadas.",
  "The business account is being worked on.": "La cuenta de empresa está en mantenimiento.",
  "WhatsApp broke off.": "WhatsApp se interrumpió.",
  "WhatsApp broke off for a while.": "WhatsApp se interrumpió por un rato.",
  "WhatsApp does not take this token.": "WhatsApp no acepta esta clave.",
  "The token lacks a permission.": "A la clave le falta un permiso.",
  "WhatsApp locked the business account.": "WhatsApp bloqueó la cuenta de empresa.",
  "The number's shown name is not approved yet.":
    "El nombre que muestra el número aún no está aprobado.",
  "WhatsApp could not charge the business account: look at its payment.":
    "WhatsApp no pudo cobrar a la cuenta de empresa: revise su forma de pago.",
  "The number is not registered for sending.": "El número no está registrado para enviar.",
  "The number is not registered with WhatsApp.": "El número no está registrado en WhatsApp.",
  "The business may not write to this country.": "La empresa no puede escribir a este país.",
  "A part of the message is missing.": "Falta una parte del mensaje.",
  "WhatsApp does not take a part of this.": "WhatsApp no acepta una parte de esto.",
  "The number cannot write to itself.": "El número no puede escribirse a sí mismo.",
  "This telephone cannot be reached by WhatsApp.":
    "No se puede llegar a este teléfono por WhatsApp.",
  "This person wrote longer than 24 hours ago: only a template reaches them.":
    "Esta persona escribió hace más de 24 horas: solo le llega una plantilla.",
  "WhatsApp spares this person for now.": "WhatsApp no le entrega a esta persona por ahora.",
  "This person asked WhatsApp for no such messages.":
    "Esta persona pidió a WhatsApp no recibir estos mensajes.",
  "WhatsApp knows no such kind of message.": "WhatsApp no conoce ese tipo de mensaje.",
  "WhatsApp could not take the picture.": "WhatsApp no pudo recibir la imagen.",
  "The template wants another number of words to fill in.":
    "La plantilla pide otra cantidad de datos.",
  "There is no such template in this language, or it is not approved.":
    "No hay tal plantilla en este idioma, o no está aprobada.",
  "The text is too long for the template.": "El texto es demasiado largo para la plantilla.",
  "The template breaks WhatsApp's policies.": "La plantilla incumple las políticas de WhatsApp.",
  "The template takes no line breaks, tabs or rows of spaces.":
    "La plantilla no admite saltos de línea, tabulaciones ni espacios seguidos.",
  "WhatsApp paused the template because of complaints.":
    "WhatsApp puso la plantilla en pausa por quejas.",
  "WhatsApp took the template out of use.": "WhatsApp retiró la plantilla.",
};
