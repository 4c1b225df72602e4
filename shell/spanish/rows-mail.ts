/** What mail relays and text messages' gateways answer, by their connectors' tables of errors. */
export const mailRows: Readonly<Record<string, string>> = {
  "The mail relay does not take this user name and password.":
    "El servidor de correo no acepta este usuario y contraseña.",
  "The mail relay wants a stronger way to sign in: use an app password.":
    "El servidor de correo pide una entrada más segura: use una contraseña de aplicación.",
  "The mail relay wants a user name and password.":
    "El servidor de correo pide usuario y contraseña.",
  "The mail relay is closed for now.": "El servidor de correo está cerrado por ahora.",
  "There is no such mailbox.": "No existe ese buzón.",
  "There is no such domain.": "No existe ese dominio.",
  "The mail relay may not send there.": "El servidor de correo no puede enviar allí.",
  "The mailbox is switched off.": "El buzón está desactivado.",
  "The mailbox has moved away.": "El buzón cambió de lugar.",
  "The mailbox is full.": "El buzón está lleno.",
  "The letter is too large.": "La carta es demasiado grande.",
  "The address is written wrongly.": "La dirección está mal escrita.",
  "The mail was turned away as unwanted: look at SPF, DKIM and DMARC.":
    "El correo fue rechazado como no deseado: revise SPF, DKIM y DMARC.",
  "The mailbox is busy.": "El buzón está ocupado.",
  "The mail relay wants to be asked again (greylisting).":
    "El servidor de correo pide que se intente de nuevo (lista gris).",
  "The mail relay has a passing problem.": "El servidor de correo tiene un problema pasajero.",
  "The mailbox is full for now.": "El buzón está lleno por ahora.",
  "The mail relay has no room for now.": "El servidor de correo no tiene espacio por ahora.",
  "The gateway does not take this key.": "La pasarela no acepta esta clave.",
  "The account at the gateway is not in use.": "La cuenta en la pasarela no está activa.",
  "The gateway knows no such thing.": "La pasarela no conoce eso.",
  "The gateway asks to wait.": "La pasarela pide esperar.",
  "The gateway knows no such telephone.": "La pasarela no conoce ese teléfono.",
  "This telephone cannot be reached.": "No se puede llegar a este teléfono.",
  "The account may not write to this country.": "La cuenta no puede escribir a este país.",
  "The sender's number cannot write texts.":
    "El número del remitente no puede enviar mensajes de texto.",
  "This telephone wrote STOP to the gateway.": "Este teléfono escribió STOP a la pasarela.",
  "The sender's queue at the gateway is full.": "La cola del remitente en la pasarela está llena.",
  "The sender cannot reach this telephone.": "El remitente no puede llegar a este teléfono.",
  "This is no mobile telephone.": "No es un teléfono móvil.",
  "The text is longer than 1,600 characters.": "El texto tiene más de 1,600 caracteres.",
  "The sender's number is not the account's.": "El número del remitente no es de la cuenta.",
  "The messaging service has no number to send from.":
    "El servicio de mensajes no tiene número desde el cual enviar.",
  "The account sent as many messages today as it may.":
    "La cuenta ya envió hoy todos los mensajes que puede.",
  "The gateway broke off.": "La pasarela se interrumpió.",
  "The gateway is out of order.": "La pasarela no funciona.",
  "The gateway finds the text too long.": "El texto es demasiado largo para la pasarela.",
  "The gateway does not understand this program: report it with this code.":
    "La pasarela no entiende este programa: avise de ello con este código.",
  "The gateway does not let this system do that: ask the provider.":
    "La pasarela no permite eso a este sistema: pregunte al proveedor.",
  "Another session of this system is open.": "Hay otra sesión de este sistema abierta.",
  "The gateway gives no delivery receipts: switch them off.":
    "La pasarela no da acuses de entrega: desactívelos.",
  "The gateway does not take the source address: ask the provider which one is registered.":
    "La pasarela no acepta la dirección de origen: pregunte al proveedor cuál está registrada.",
  "The gateway answered something that was not asked.":
    "La pasarela respondió algo que no se preguntó.",
  "The gateway does not let this system in: ask the provider.":
    "La pasarela no deja entrar a este sistema: pregunte al proveedor.",
  "The gateway does not take this system id and password: ask the provider for them.":
    "La pasarela no acepta este identificador y esta contraseña: pídalos al proveedor.",
  "The gateway's queue is full.": "La cola de la pasarela está llena.",
  "The gateway takes no texts in parts: write a shorter one.":
    "La pasarela no acepta mensajes en partes: escriba uno más corto.",
  "The gateway turned this message away.": "La pasarela rechazó este mensaje.",
  "The gateway wants another system type: ask the provider.":
    "La pasarela pide otro tipo de sistema: pregunte al proveedor.",
  "The gateway asks to send more slowly.": "La pasarela pide enviar más despacio.",
  "The gateway cannot take it now.": "La pasarela no puede aceptarlo ahora.",
  "The gateway itself does not know what became of it.": "Ni la pasarela sabe qué fue de él.",
};
