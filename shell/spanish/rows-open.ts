/** What Bluesky, Mastodon, Telegram and Discord answer, by their connectors' tables of errors. */
export const openRows: Readonly<Record<string, string>> = {
  "The session has ended.": "La sesión terminó.",
  "The session is not good here.": "La sesión no vale aquí.",
  "The server wants the account to sign in again.":
    "El servidor pide que la cuenta entre de nuevo.",
  "The server does not take this app password.":
    "El servidor no acepta esta contraseña de aplicación.",
  "The server asks for a second factor: use an app password.":
    "El servidor pide un segundo factor: use una contraseña de aplicación.",
  "The account was taken down by the server's moderators.":
    "Los moderadores del servidor retiraron la cuenta.",
  "The account was switched off by its owner.": "El dueño de la cuenta la desactivó.",
  "The account's repository is switched off.": "El repositorio de la cuenta está desactivado.",
  "The account's repository was taken down.": "El repositorio de la cuenta fue retirado.",
  "A picture is larger than the server takes.": "Una imagen es mayor de lo que admite el servidor.",
  "The server does not take files of this kind.": "El servidor no admite archivos de este tipo.",
  "The post is larger than the server takes.":
    "La publicación es mayor de lo que admite el servidor.",
  "The post was changed by somebody else meanwhile.":
    "Mientras tanto, otra persona cambió la publicación.",
  "A server behind this one did not answer.": "Un servidor detrás de este no respondió.",
  "The server has too much to do.": "El servidor tiene demasiado trabajo.",
  "The network does not take videos of this kind.": "La red no admite videos de este tipo.",
  "The video is larger than the network takes.": "El video es mayor de lo que admite la red.",
  "The video is longer than the network takes.": "El video dura más de lo que admite la red.",
  "The video's picture is too wide or too high for the network.":
    "La imagen del video es demasiado ancha o alta para la red.",
  "The account has used up its videos for today.": "La cuenta ya agotó sus videos de hoy.",
  "Other videos of this account are still on their way.":
    "Otros videos de esta cuenta todavía están en camino.",
  "The network takes no video from this account.": "La red no admite videos de esta cuenta.",
  "The network's video service has too much to do.":
    "El servicio de video de la red tiene demasiado trabajo.",
  "The network still puts the video together.": "La red todavía reúne las partes del video.",
  "The video was lost on its way and is brought again.":
    "El video se perdió en el camino y se lleva de nuevo.",
  "The network cannot use the video.": "La red no puede usar el video.",
  "The network could not convert the video.": "La red no pudo convertir el video.",
  "The account's server takes no video of this size.":
    "El servidor de la cuenta no admite videos de este tamaño.",
  "The account's server did not take the video from the network.":
    "El servidor de la cuenta no recibió el video de la red.",
  "The network broke off with the video.": "La red se interrumpió con el video.",
  "The server does not take a part of this.": "El servidor no acepta una parte de esto.",
  "The server asks to wait.": "El servidor pide esperar.",
  "The server broke off.": "El servidor se interrumpió.",
  "The server does not know this access token.": "El servidor no conoce esta clave de acceso.",
  "The access token was taken back.": "La clave de acceso fue retirada.",
  "The access token has expired.": "La clave de acceso venció.",
  "The access token belongs to an app and to no account.":
    "La clave de acceso es de una aplicación y de ninguna cuenta.",
  "The access token lacks a scope: make one with read and write.":
    "A la clave de acceso le falta un permiso: haga una con lectura y escritura.",
  "The server's moderators froze the account.":
    "Los moderadores del servidor congelaron la cuenta.",
  "The account's e-mail address was never confirmed.": "Nunca se confirmó el correo de la cuenta.",
  "The server's moderators have not let the account in yet.":
    "Los moderadores del servidor aún no admitieron la cuenta.",
  "The account may not do this on its server.": "La cuenta no puede hacer esto en su servidor.",
  "What this answers is gone.": "Ya no existe aquello a lo que esto responde.",
  "The text is longer than this server takes.":
    "El texto es más largo de lo que admite este servidor.",
  "There is nothing in the post.": "La publicación está vacía.",
  "The server takes fewer pictures with one post.":
    "El servidor admite menos imágenes por publicación.",
  "The server takes nothing beside a video.": "El servidor no admite nada más junto a un video.",
  "The server still works on a picture or video.":
    "El servidor todavía procesa una imagen o un video.",
  "The server has a problem that passes.": "El servidor tiene un problema pasajero.",
  "The server could not reach another one.": "El servidor no pudo llegar a otro.",
  "Telegram does not know this bot token any more.": "Telegram ya no conoce esta clave del bot.",
  "Telegram knows no such bot.": "Telegram no conoce ese bot.",
  "The bot was taken out of the channel. Make it an administrator again.":
    "El bot fue sacado del canal. Hágalo administrador de nuevo.",
  "The bot is not in the channel. Make it an administrator there.":
    "El bot no está en el canal. Hágalo administrador allí.",
  "The bot may not post here. Make it an administrator who may post.":
    "El bot no puede publicar aquí. Hágalo administrador con permiso de publicar.",
  "The bot may not do this here. Give it the right in the channel's administrators.":
    "El bot no puede hacer esto aquí. Dele el permiso en los administradores del canal.",
  "Telegram knows no such channel.": "Telegram no conoce ese canal.",
  "The group got a new id. Connect it again.": "El grupo tiene otro número. Conéctelo de nuevo.",
  "The text is too long.": "El texto es demasiado largo.",
  "The caption is too long.": "El texto de la imagen es demasiado largo.",
  "The picture's sides are too long or too unlike.":
    "Los lados de la imagen son demasiado largos o demasiado distintos.",
  "Telegram could not read the picture.": "Telegram no pudo leer la imagen.",
  "The message that this answers is gone.": "Ya no existe el mensaje al que esto responde.",
  "Telegram no longer lets this message be edited.": "Telegram ya no permite editar este mensaje.",
  "Telegram no longer lets this message be taken back.":
    "Telegram ya no permite retirar este mensaje.",
  "The file is larger than Telegram takes from a bot.":
    "El archivo es mayor de lo que Telegram admite de un bot.",
  "Telegram asks the bot to wait.": "Telegram pide al bot que espere.",
  "Telegram broke off.": "Telegram se interrumpió.",
  "Discord does not take this bot token.": "Discord no acepta esta clave del bot.",
  "The bot cannot see the channel. Give it access there.":
    "El bot no ve el canal. Dele acceso allí.",
  "The bot may not do this in the channel. Give it the permission.":
    "El bot no puede hacer esto en el canal. Dele el permiso.",
  "The bot may not read the channel's history, so it cannot answer there.":
    "El bot no puede leer el historial del canal y por eso no puede responder allí.",
  "Discord took the bot's account out of use.": "Discord desactivó la cuenta del bot.",
  "The channel is gone.": "El canal ya no existe.",
  "The message is gone.": "El mensaje ya no existe.",
  "Nobody can write in this channel.": "Nadie puede escribir en este canal.",
  "Discord does not take a part of this.": "Discord no acepta una parte de esto.",
  "The message was written by somebody else.": "El mensaje lo escribió otra persona.",
  "The server's filter stopped this.": "El filtro del servidor lo detuvo.",
  "The files are too large.": "Los archivos son demasiado grandes.",
  "The channel is in slow mode.": "El canal está en modo lento.",
  "The channel takes no more for now.": "El canal no admite más por ahora.",
  "Old messages of the channel were edited too often.":
    "Se editaron demasiadas veces mensajes antiguos del canal.",
  "Discord asks the bot to wait.": "Discord pide al bot que espere.",
  "Discord has too much to do.": "Discord tiene demasiado trabajo.",
  "Discord's door keeper turned the request away.":
    "El filtro de entrada de Discord rechazó la petición.",
  "Discord broke off.": "Discord se interrumpió.",
  "There is nothing in the message.": "El mensaje está vacío.",
};
