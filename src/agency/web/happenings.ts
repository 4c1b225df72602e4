import type { Label } from "#ui/words.ts";

/** What happened, as it completes "Dana Whitfield …". One line a kind: English | Spanish. */
const listed: Record<string, string> = {
  "agency.founded": "set up the agency | dio de alta la agencia",
  "agency.set-up": "finished the set-up | terminó la configuración",
  "agency.changed": "changed the agency's settings | cambió los ajustes de la agencia",
  "agency.person-added": "added a person | agregó a una persona",
  "agency.person-invited": "invited a person | invitó a una persona",
  "agency.person-assigned": "put a person in a unit | asignó una persona a una unidad",
  "agency.person-ended": "ended an account | cerró una cuenta",
  "agency.person-reopened": "reopened an account | reabrió una cuenta",
  "agency.idle-administrator-kept":
    "kept the last administrator's idle account | conservó la cuenta inactiva del último administrador",
  "agency.role-granted": "granted a role | otorgó una función",
  "agency.role-revoked": "took a role back | retiró una función",
  "agency.account-locked":
    "locked an account after failed sign-ins | bloqueó una cuenta tras intentos fallidos",
  "agency.account-opened": "opened a locked account | desbloqueó una cuenta",
  "agency.recovery-asked": "asked to recover an account | pidió recuperar una cuenta",
  "agency.recovery-seconded": "seconded a recovery | respaldó una recuperación",
  "agency.recovery-codes-made": "made recovery codes | creó códigos de recuperación",
  "agency.signed-in": "signed in | inició sesión",
  "agency.sign-in-failed": "refused a sign-in | rechazó un inicio de sesión",
  "agency.session-ended": "ended a session | cerró una sesión",
  "agency.session-locked": "locked a screen | bloqueó una pantalla",
  "agency.session-proved": "proved identity again | confirmó su identidad",
  "agency.password-set": "set a password | puso una contraseña",
  "agency.passkey-added": "added a passkey | agregó una llave de acceso",
  "agency.passkey-removed": "removed a passkey | quitó una llave de acceso",
  "agency.passkey-refused": "refused a passkey | rechazó una llave de acceso",
  "agency.authenticator-confirmed":
    "confirmed an authenticator | confirmó una aplicación de autenticación",
  "agency.language-chosen": "chose a language | eligió un idioma",
  "agency.keys-rotated": "made a new agency key | creó una clave nueva de la agencia",
  "agency.keys-moved":
    "moved sealed values to the new key | pasó los datos sellados a la clave nueva",
  "agency.key-destroyed": "destroyed an old agency key | destruyó una clave antigua de la agencia",
  "agency.root-key-changed": "changed the root key | cambió la clave raíz",
  "agency.token-created": "made an API token | creó una clave de API",
  "agency.token-ended": "ended an API token | terminó una clave de API",
  "agency.beat-added": "added a beat | agregó un sector",
  "agency.beat-redrawn": "drew a beat anew | volvió a dibujar un sector",
  "agency.unit-added": "added a unit | agregó una unidad",
  "agency.verb-refused": "was refused | recibió una negativa",
  "agency.sensitive-read": "looked at records | consultó registros",
  "archive.exported": "exported the archive | exportó el archivo",
  "channels.channel-connected": "connected a channel | conectó un canal",
  "channels.channel-ended": "disconnected a channel | desconectó un canal",
  "channels.health-changed": "noticed a change of a channel's health | notó un cambio en un canal",
  "channels.website-changed": "changed the newsroom | cambió la sala de prensa",
  "channels.post-received": "received a post | recibió una publicación",
  "channels.post-changed": "received a changed post | recibió una publicación cambiada",
  "channels.post-removed": "saw a post disappear | vio desaparecer una publicación",
  "policy.version-drafted": "began a version of the policy | comenzó una versión de las normas",
  "policy.version-changed": "edited a draft of the policy | editó un borrador de las normas",
  "policy.version-adopted": "adopted the policy | adoptó las normas",
  "policy.acknowledged": "acknowledged the policy | confirmó haber leído las normas",
  "policy.training-defined": "defined a training | definió una capacitación",
  "policy.training-recorded": "recorded a training | registró una capacitación",
  "publish.post-drafted": "drafted a post | redactó una publicación",
  "publish.post-edited": "edited a post | editó una publicación",
  "publish.draft-left":
    "left a draft that another text replaced | dejó un borrador que otro texto reemplazó",
  "publish.staff-told": "wrote to the people concerned | escribió a quienes corresponde",
  "publish.post-submitted": "sent a post to the approver | envió una publicación a aprobar",
  "publish.post-approved": "approved a post | aprobó una publicación",
  "publish.post-returned": "returned a post | devolvió una publicación",
  "publish.post-discarded": "discarded a draft | descartó un borrador",
  "publish.post-restored": "restored a draft | recuperó un borrador",
  "publish.post-recalled": "recalled a post | retiró una publicación",
  "publish.approval-withdrawn": "withdrew an approval | retiró una aprobación",
  "publish.approval-overdue": "noticed an approval overdue | notó una aprobación atrasada",
  "publish.glass-broken": "broke the glass to publish | publicó por emergencia",
  "publish.glass-reviewed": "reviewed a broken glass | revisó una publicación de emergencia",
  "publish.hold-placed": "placed a hold | ordenó una retención",
  "publish.hold-lifted": "lifted a hold | levantó una retención",
  "publish.template-written": "wrote a template | escribió una plantilla",
  "publish.template-archived": "archived a template | archivó una plantilla",
  "publish.template-restored": "took a template back | recuperó una plantilla",
  "publish.translation-certified": "certified a translation | certificó una traducción",
  "publish.certification-withdrawn":
    "withdrew a certificate of a translation | retiró el certificado de una traducción",
  "publish.media-added": "added a picture | agregó una imagen",
  "publish.delivery-waiting":
    "put a post in line to go out | puso una publicación en la fila de salida",
  "publish.delivery-sent": "sent a post | envió una publicación",
  "publish.delivery-sending": "began to send a post | empezó a enviar una publicación",
  "publish.delivery-held": "held a post back | retuvo una publicación",
  "publish.delivery-expired": "let a post expire | dejó caducar una publicación",
  "publish.delivery-asked":
    "asked a person whether a post appeared | preguntó si apareció una publicación",
  "publish.delivery-recalling": "began to take a post down | empezó a quitar una publicación",
  "publish.delivery-refused": "was refused by a network | fue rechazado por una red",
  "publish.delivery-unconfirmed": "could not confirm a delivery | no pudo confirmar un envío",
  "publish.delivery-recalled": "took a post down | quitó una publicación",
};

/** "approved a post"; a kind without words is shown as its name says it. */
export function happeningLabel(kind: string): Label {
  const [en, es] = (listed[kind] ?? "").split(" | ");
  const plain = kind.replace(".", ": ").replaceAll("-", " ");
  return { en: en || plain, es: es ?? plain };
}
