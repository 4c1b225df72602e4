/** Of accounts and what watches them: see `happenings.ts`. */
export const channelsHappenings: Readonly<Record<string, string>> = {
  "channels.capture-gap-answered":
    "answered for a gap in the capture | respondió por un hueco en la captura",
  "channels.capture-gap-closed":
    "saw the gap in the capture end | vio terminar el hueco en la captura",
  "channels.capture-gap-opened":
    "saw a gap in the capture of an account | vio un hueco en la captura de una cuenta",
  "channels.channel-connected": "connected a channel | conectó un canal",
  "channels.channel-ended": "disconnected a channel | desconectó un canal",
  "channels.channel-reconnected": "connected a channel again | volvió a conectar un canal",
  "channels.comment-received": "received a comment | recibió un comentario",
  "channels.context-received": "kept what a message answers | guardó lo que un mensaje responde",
  "channels.deleted-received": "saw something disappear | vio desaparecer algo",
  "channels.health-changed": "noticed a change of a channel's health | notó un cambio en un canal",
  "channels.hook-heard": "heard a network for the first time | oyó a una red por primera vez",
  "channels.item-hidden": "saw a comment hidden | vio un comentario oculto",
  "channels.item-unhidden": "saw a comment shown again | vio un comentario visible de nuevo",
  "channels.media-kept": "kept a picture or video | guardó una imagen o un video",
  "channels.media-missing":
    "could not fetch a picture or video | no pudo traer una imagen o un video",
  "channels.mention-received": "received a mention | recibió una mención",
  "channels.message-received": "received a message | recibió un mensaje",
  "channels.opt-out-added":
    "noted that somebody wants no texts | anotó que alguien no quiere mensajes",
  "channels.opt-out-ended":
    "noted that somebody wants texts again | anotó que alguien vuelve a querer mensajes",
  "channels.beat-bound":
    "said which beat an account speaks for | dijo por qué sector habla una cuenta",
  "channels.places-set":
    "said where a beat is on a channel | dijo dónde está un sector en un canal",
  "channels.post-changed": "received a changed post | recibió una publicación cambiada",
  "channels.post-received": "received a post | recibió una publicación",
  "channels.post-removed": "saw a post disappear | vio desaparecer una publicación",
  "channels.profile-seen": "saw how an account presents itself | vio cómo se presenta una cuenta",
  "channels.reactions-counted": "counted reactions | contó reacciones",
  "channels.reserve-set":
    "set a channel's reserve for life safety | fijó la reserva de un canal para emergencias",
  "channels.fediverse-changed":
    "changed what stands on our fediverse server | cambió lo que hay en nuestro servidor del fediverso",
  "channels.website-changed": "changed the newsroom | cambió la sala de prensa",
  "watch.alarm-ended": "ended an alarm about an account | terminó una alarma sobre una cuenta",
  "watch.alarm-raised": "raised an alarm about an account | dio la alarma sobre una cuenta",
  "watch.channel-disavowed":
    "said publicly that an account is not ours now | dijo en público que una cuenta ya no es nuestra",
  "watch.staff-told": "wrote to the people concerned | escribió a quienes corresponde",
};
