/** The fields of a connection, and how an account is by its network's own word. */
export const networkSentences: Readonly<Record<string, string>> = {
  Server: "Servidor",
  Handle: "Nombre de la cuenta",
  "App password": "Contraseña de aplicación",
  "Leave empty for bsky.social.": "Déjelo vacío para bsky.social.",
  "The account's handle, such as riversidepd.bsky.social.":
    "El nombre de la cuenta, como riversidepd.bsky.social.",
  "Bluesky makes it under Settings, Privacy and security, App passwords. Tick “Allow access to your direct messages” there: otherwise they are not captured. It is used once and not kept.":
    "Bluesky la crea en Ajustes, Privacidad y seguridad, Contraseñas de aplicación. Marque allí el permiso de acceso a los mensajes directos («Allow access to your direct messages»): si no, no se capturan. Se usa una vez y no se guarda.",
  "Bot token": "Clave del bot",
  "Channel id": "Número del canal",
  "From the developer portal, under Bot. Invite the bot to the server first.":
    "Del portal de desarrollo, en Bot. Invite antes el bot al servidor.",
  "With developer mode on: right click on the channel, Copy channel id.":
    "Con el modo de desarrollo: clic derecho en el canal, Copiar ID del canal.",
  "Mail relay": "Servidor de correo",
  Port: "Puerto",
  Security: "Seguridad",
  User: "Usuario",
  Password: "Contraseña",
  "Sender address": "Dirección del remitente",
  "Sender name": "Nombre del remitente",
  "List name": "Nombre de la lista",
  "Unsubscribe address": "Dirección para darse de baja",
  Recipients: "Destinatarios",
  "The server that takes the agency's outgoing mail.":
    "El servidor que recibe el correo saliente de la agencia.",
  "587 (usual), 465 with TLS from the start, or 25.":
    "587 (lo habitual), 465 con TLS desde el inicio, o 25.",
  "starttls (usual), tls, or none for a relay in the agency's own network.":
    "starttls (lo habitual), tls, o none para un servidor en la red de la agencia.",
  "Leave empty if the relay knows this machine.":
    "Déjelo vacío si el servidor conoce esta máquina.",
  "Of that user.": "De ese usuario.",
  "The address that letters come from.": "La dirección de la que vienen las cartas.",
  "What readers see as the sender.": "Lo que los lectores ven como remitente.",
  "For the List-Id header, such as news.agency.gov.":
    "Para la cabecera List-Id, como news.agency.gov.",
  "An https address that ends a subscription with one POST; {recipient} stands for the reader's address.":
    "Una dirección https que da de baja con un solo POST; {recipient} es la dirección del lector.",
  "One address a line, at most {{count}}; the address of a list at the relay counts as one.":
    "Una dirección por línea, hasta {{count}}; la dirección de una lista del servidor cuenta como una.",
  "App id": "Número de la aplicación",
  "App secret": "Secreto de la aplicación",
  Page: "Página",
  Account: "Cuenta",
  "System user's token": "Clave del usuario del sistema",
  "Verify token": "Palabra de verificación",
  "Of the agency's own app at developers.facebook.com, under Basic settings.":
    "De la aplicación propia de la agencia en developers.facebook.com, en Configuración básica.",
  "Beside the app id. It proves our calls and checks what {{network}} tells us.":
    "Junto al número de la aplicación. Prueba nuestras llamadas y comprueba lo que {{network}} avisa.",
  "Its name or id, when the account manages several.":
    "Su nombre o número, si la cuenta administra varias.",
  "Instead of a consent: from the business settings, for a system user of the page.":
    "En lugar del permiso: de la configuración del negocio, para un usuario del sistema de la página.",
  "Any long word; the same is entered with the webhook's address at the app.":
    "Cualquier palabra larga; la misma se escribe con la dirección del webhook en la aplicación.",
  "The professional account's handle, when several belong to your pages.":
    "El nombre de la cuenta profesional, si varias pertenecen a sus páginas.",
  "Instead of a consent: from the business settings.":
    "En lugar del permiso: de la configuración del negocio.",
  "Client id": "Número de cliente",
  "Client secret": "Secreto de cliente",
  "Of the agency's own app at LinkedIn's developer site, under Auth.":
    "De la aplicación propia de la agencia en el sitio de desarrollo de LinkedIn, en Auth.",
  "Beside the client id.": "Junto al número de cliente.",
  "Its number, when the account administers several.": "Su número, si la cuenta administra varias.",
  "From Nextdoor, when it accepted the agency's application for the Publish API.":
    "De Nextdoor, cuando aceptó la solicitud de la agencia para la Publish API.",
  Areas: "Zonas",
  "Names of neighborhoods or districts of your service area, one a line. Empty for all of it.":
    "Nombres de barrios o distritos de su zona de servicio, uno por línea. Vacío para toda ella.",
  "Client key": "Clave de cliente",
  "Of the agency's own app at developers.tiktok.com, with the Content Posting API and Direct Post.":
    "De la aplicación propia de la agencia en developers.tiktok.com, con la Content Posting API y Direct Post.",
  "Beside the client key.": "Junto a la clave de cliente.",
  "everyone, followers, friends or me. Before TikTok's audit only: me.":
    "everyone (todos), followers (seguidores), friends (amigos) o me (solo la cuenta). Antes de la auditoría de TikTok, solo: me.",
  Comments: "Comentarios",
  "yes to let people comment. No app can read comments: look after them in TikTok.":
    "yes para dejar comentar. Ninguna aplicación puede leer los comentarios: atiéndalos en TikTok.",
  "Access token": "Clave de acceso",
  Visibility: "Visibilidad",
  "The server the account lives on.": "El servidor donde está la cuenta.",
  "Under Preferences, Development, New application; scopes read and write.":
    "En Preferencias, Desarrollo, Nueva aplicación; permisos read y write.",
  "public (default), unlisted or private.": "public (por omisión), unlisted o private.",
  Address: "Dirección",
  "Idempotency keys": "Claves de idempotencia",
  "Where the practice network runs.": "Donde funciona la red de práctica.",
  "Shown when the practice account was made.": "Se mostró al crear la cuenta de práctica.",
  'Write "no" to practise with a network that knows no keys.':
    "Escriba “no” para practicar con una red que no conoce claves.",
  "Account SID": "SID de la cuenta",
  "Auth token": "Clave de autenticación",
  Sender: "Remitente",
  Telephones: "Teléfonos",
  "Price of a segment": "Precio de un segmento",
  Currency: "Moneda",
  Gateway: "Pasarela",
  "From the gateway's console.": "De la consola de la pasarela.",
  "From the gateway's console. It also signs what the gateway tells us.":
    "De la consola de la pasarela. También firma lo que la pasarela avisa.",
  "The agency's number as +15551234567, or a messaging service (MG…).":
    "El número de la agencia como +15551234567, o un servicio de mensajería (MG…).",
  "One a line as +15551234567, at most {{count}}; only those who agreed.":
    "Uno por línea como +15551234567, hasta {{count}}; solo quienes aceptaron.",
  "By the gateway's price list, such as 0.0083: the composer shows what a text would cost.":
    "Según la lista de precios de la pasarela, como 0.0083: el editor muestra lo que costaría un mensaje.",
  "Three letters; USD when empty.": "Tres letras; USD si está vacío.",
  "Leave empty for Twilio; the https address of another gateway with the same interface.":
    "Déjelo vacío para Twilio; la dirección https de otra pasarela con la misma interfaz.",
  Channel: "Canal",
  "From @BotFather. The bot must be an administrator of the channel who may post.":
    "De @BotFather. El bot debe administrar el canal y poder publicar.",
  "The channel's public name, such as @riversidepd, or its number.":
    "El nombre público del canal, como @riversidepd, o su número.",
  "Threads app id": "Número de la aplicación de Threads",
  "Threads app secret": "Secreto de la aplicación de Threads",
  "Of the agency's own app, under Use cases, Threads: it is not the app's own id.":
    "De la aplicación propia de la agencia, en Casos de uso, Threads: no es el número de la aplicación.",
  "Beside the Threads app id.": "Junto al número de la aplicación de Threads.",
  "Instead of a consent: a long-lived token made with the app's own tool.":
    "En lugar del permiso: una clave de larga duración hecha con la herramienta de la aplicación.",
  "Phone number id": "Identificador del número",
  Template: "Plantilla",
  "Template with a picture": "Plantilla con imagen",
  "Template's language": "Idioma de la plantilla",
  "Price of a message": "Precio de un mensaje",
  "Of the agency's number, in the app's WhatsApp settings: it is not the number itself.":
    "Del número de la agencia, en la configuración de WhatsApp de la aplicación: no es el número mismo.",
  "From the business settings, with whatsapp_business_messaging.":
    "De la configuración del negocio, con whatsapp_business_messaging.",
  "Under Basic settings. It proves our calls and checks what WhatsApp tells us.":
    "En Configuración básica. Prueba nuestras llamadas y comprueba lo que WhatsApp avisa.",
  "The name of an approved template whose body has one gap: the post goes there.":
    "El nombre de una plantilla aprobada cuyo texto tiene un hueco: allí va la publicación.",
  "The same with a picture on top.": "La misma con una imagen arriba.",
  "As WhatsApp writes it, such as en_US or es.": "Como lo escribe WhatsApp: en_US o es.",
  "By WhatsApp's price list for the template's category and country.":
    "Según la lista de precios de WhatsApp para la categoría de la plantilla y el país.",
  "API key secret": "Secreto de la clave de API",
  "Of the agency's own app in X's developer console, with OAuth 2.0 switched on.":
    "De la aplicación propia de la agencia en la consola de desarrollo de X, con OAuth 2.0 activado.",
  "Beside the client id, for a confidential client.":
    "Junto al número de cliente, si el cliente es confidencial.",
  "Only for the webhook: X signs what it tells with it.":
    "Solo para el webhook: X firma con él lo que avisa.",
  "Of the agency's own project in Google's cloud console, an OAuth client for the web.":
    "Del proyecto propio de la agencia en la consola de Google Cloud, un cliente OAuth para la web.",
  "The practice network knows this account.": "La red de práctica conoce esta cuenta.",
  "Signed in as {{name}}.": "Conectada como {{name}}.",
  "Posts as {{name}} to {{count}} of its areas.":
    "Publica como {{name}} en {{count}} de sus zonas.",
  "Posts as {{name}}, for the account's own eyes alone.":
    "Publica como {{name}}, solo a la vista de la propia cuenta.",
  "Posts as {{name}}, to followers.": "Publica como {{name}}, para sus seguidores.",
  "Posts as {{name}}, to friends.": "Publica como {{name}}, para sus amigos.",
  "When TikTok has audited the app, connect the account again for everyone.":
    "Cuando TikTok haya auditado la aplicación, conecte la cuenta de nuevo para todos.",
  "Posts as {{name}}. Direct messages are not read: the consent does not cover them.":
    "Publica como {{name}}. Los mensajes directos no se leen: el permiso no los incluye.",
  "Posts as {{name}}. Direct messages cannot be read now: {{why}}":
    "Publica como {{name}}. Los mensajes directos no se pueden leer ahora: {{why}}",
  "Connect the account again: it then asks for direct messages too. If that does not help, look at the app's permissions in X's console.":
    "Conecte la cuenta de nuevo: así pide también los mensajes directos. Si no ayuda, revise los permisos de la aplicación en la consola de X.",
  "Posts as {{name}}.{{end}}": "Publica como {{name}}.{{end}}",
  "Posts as {{name}}.": "Publica como {{name}}.",
  "The practice network does not answer.": "La red de práctica no responde.",
  "The token is not valid.": "La clave de acceso no vale.",
  "The gateway's account is {{state}}.": "La cuenta de la pasarela está en estado {{state}}.",
  "The gateway's account is active.": "La cuenta de la pasarela está activa.",
  "The relay lets this sender in.": "El servidor de correo acepta a este remitente.",
  "Served by this installation.": "La sirve esta instalación.",
  "Served by this installation, without https: other servers will not follow it.":
    "La sirve esta instalación, sin https: otros servidores no la seguirán.",
  "The key of this actor is not the one that it shows.":
    "La clave de este actor no es la que muestra.",
  "End this channel and connect the actor again.":
    "Termine este canal y conecte de nuevo el actor.",
  Actor: "Actor",
  "news for the agency itself; for a beat its code, as in beat-3.":
    "news para la agencia misma; para un sector su código, como beat-3.",
  "The account is not active on its server.": "La cuenta no está activa en su servidor.",
  "The account could not be checked.": "No se pudo comprobar la cuenta.",
  "The relay could not be checked.": "No se pudo comprobar el servidor de correo.",
  "Start it.": "Iníciela.",
  "Connect the account again.": "Conecte la cuenta de nuevo.",
  "Connect the account again with a new access token.":
    "Conecte la cuenta de nuevo con otra clave de acceso.",
  "Connect the account again with a new app password.":
    "Conecte la cuenta de nuevo con otra contraseña de aplicación.",
  "Check the user and password with the relay's operator.":
    "Revise el usuario y la contraseña con quien opera el servidor de correo.",
  "Posts are read. Direct messages are not: the network's chat does not answer.":
    "Las publicaciones se leen. Los mensajes directos no: el chat de la red no responde.",
  "Posts are read. Direct messages are not: the app password does not allow it.":
    "Las publicaciones se leen. Los mensajes directos no: la contraseña de aplicación no lo permite.",
  "Make an app password with “Allow access to your direct messages” ticked, and connect the account again with it.":
    "Cree una contraseña de aplicación marcando «Allow access to your direct messages» y conecte la cuenta de nuevo con ella.",
  "Ask the server's operator why, then connect again.":
    "Pregunte la razón a quien opera el servidor y conecte de nuevo.",
  "Ask the gateway why.": "Pregunte la razón a la pasarela.",
  "People complain about the messages: send fewer.":
    "La gente se queja de los mensajes: envíe menos.",
  "Wait: it is checked again by itself.": "Espere: se comprueba otra vez por sí sola.",
};
