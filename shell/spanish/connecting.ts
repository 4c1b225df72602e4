/** Why an account could not be connected. */
export const connectingSentences: Readonly<Record<string, string>> = {
  "There is no such actor: write news, or beat- and the code of a beat.":
    "No hay tal actor: escriba news, o beat- y el código de un sector.",
  "{{network}} is connected by consent.": "{{network}} se conecta con permiso del dueño.",
  "Only a server on this machine may stand in for the network.":
    "Solo un servidor de esta máquina puede hacer las veces de la red.",
  "Connect with the network, or give a system user's token.":
    "Conecte con la red, o dé la clave de un usuario del sistema.",
  "Say which: {{list}}.": "Diga cuál: {{list}}.",
  "Say which page: {{list}}.": "Diga qué página: {{list}}.",
  "this account administers none": "esta cuenta no administra ninguna",
  "{{network}} did not tell of its live stream: {{why}}":
    "{{network}} no dijo cómo está su transmisión: {{why}}",
  "{{network}} did not tell its places: {{why}}": "{{network}} no dio sus lugares: {{why}}",
  "The price of a message is a number such as 0.0034.":
    "El precio de un mensaje es un número como 0.0034.",
  "The account does not offer the visibility “{{typed}}”. It offers: {{list}}.":
    "La cuenta no ofrece la visibilidad «{{typed}}». Ofrece: {{list}}.",
  "Telegram told no number of the channel.": "Telegram no dio el número del canal.",
  "The bot is no administrator of the channel who may post.":
    "El bot no es administrador del canal con permiso de publicar.",
  "The sender must be a number such as +15551234567, or MG….":
    "El remitente debe ser un número como +15551234567, o MG….",
  "Nextdoor knows no area “{{typed}}” of yours. It knows: {{list}}.":
    "Nextdoor no conoce ninguna zona suya «{{typed}}». Conoce: {{list}}.",
  none: "ninguna",
  "This person speaks for no public agency on Nextdoor.":
    "Esta persona no representa a ninguna agencia pública en Nextdoor.",
  "The page gave no token for its account.": "La página no dio clave para su cuenta.",
  "This account may not create content on the page.":
    "Esta cuenta no puede crear contenido en la página.",
  "Facebook did not subscribe the page to its webhook.":
    "Facebook no suscribió la página a su webhook.",
  "A password is not sent over the open net: choose TLS.":
    "No se envía una contraseña por la red abierta: elija TLS.",
  "The list must hold 1 to {{count}} addresses.":
    "La lista debe tener de 1 a {{count}} direcciones.",
  "This is no channel of a server.": "Este no es un canal de un servidor.",
  "The server opened no session.": "El servidor no abrió ninguna sesión.",
};
