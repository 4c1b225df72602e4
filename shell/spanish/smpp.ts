/** Text messages by SMPP: the form, what is wrong with it, and what the gateway says. */
export const smppSentences: Readonly<Record<string, string>> = {
  "Gateway's interface": "Interfaz de la pasarela",
  "How the agency's provider takes texts: most do by HTTP as Twilio does, carriers by SMPP.":
    "Cómo recibe los mensajes el proveedor de la agencia: casi todos por HTTP como Twilio, las operadoras por SMPP.",
  "Twilio-compatible (HTTP)": "Compatible con Twilio (HTTP)",
  "SMPP 3.4": "SMPP 3.4",
  "SMPP host": "Servidor SMPP",
  "The name or address of the provider's message centre.":
    "El nombre o la dirección del centro de mensajes del proveedor.",
  "When empty: 3550 with TLS, 2775 without.": "Si está vacío: 3550 con TLS, 2775 sin TLS.",
  TLS: "TLS",
  "Without it only a message centre in the agency's own network or VPN is accepted.":
    "Sin TLS solo se admite un centro de mensajes en la red o la VPN de la agencia.",
  Yes: "Sí",
  No: "No",
  "System id": "Identificador del sistema",
  "The name that the provider gave this system (system_id).":
    "El nombre que el proveedor dio a este sistema (system_id).",
  "Of that system id, from the provider.": "De ese identificador; la da el proveedor.",
  "Source address": "Dirección de origen",
  "The agency's number as +15551234567, its short code, or a name of at most 11 letters.":
    "El número de la agencia como +15551234567, su código corto o un nombre de hasta 11 letras.",
  "System type": "Tipo de sistema",
  "Only where the provider asks for one (system_type).":
    "Solo si el proveedor pide uno (system_type).",
  "Delivery receipts": "Acuses de entrega",
  "Whether the provider tells how far each text has come (registered_delivery).":
    "Si el proveedor avisa hasta dónde llegó cada mensaje (registered_delivery).",
  Sessions: "Sesiones",
  "One for both only where the provider has no other: what comes in while a text is sent is put off.":
    "Una para ambas cosas solo si el proveedor no tiene otra: lo que llega mientras se envía se deja para después.",
  "One to send, one to receive": "Una para enviar y otra para recibir",
  "One for both (transceiver)": "Una para ambas cosas (transceiver)",
  "By SMPP no pictures go, and the provider must be asked to confirm STOP and to answer HELP.":
    "Por SMPP no van imágenes, y hay que pedir al proveedor que confirme STOP y responda a HELP.",
  "The gateway lets this system in.": "La pasarela acepta a este sistema.",
  "Connect the gateway again with what the provider gave the agency.":
    "Conecte la pasarela de nuevo con los datos que el proveedor dio a la agencia.",

  "Write the host alone, such as smpp.provider.example.":
    "Escriba solo el servidor, como smpp.provider.example.",
  "The port is a number from 1 to 65535, such as 2775.":
    "El puerto es un número de 1 a 65535, como 2775.",
  "Write the system id as the provider did: at most 15 signs, no spaces.":
    "Escriba el identificador como lo dio el proveedor: hasta 15 signos, sin espacios.",
  "Write the password as the provider did: plain letters, digits and signs.":
    "Escriba la contraseña como la dio el proveedor: letras sin acentos, cifras y signos.",
  "The system type has at most 12 plain letters; leave it empty if the provider named none.":
    "El tipo de sistema tiene hasta 12 letras sin acentos; déjelo vacío si el proveedor no dio ninguno.",
  "Write the source address as +15551234567, as a short code of 3 to 8 digits, or as a name of at most 11 letters.":
    "Escriba la dirección de origen como +15551234567, como código corto de 3 a 8 cifras o como nombre de hasta 11 letras.",
  "TLS is yes or no.": "TLS es yes o no.",
  "Delivery receipts are yes or no.": "Los acuses de entrega son yes o no.",
  "Sessions are split or transceiver.": "Las sesiones son split o transceiver.",
  "The list must hold 1 to {{count}} telephones.":
    "La lista debe tener de 1 a {{count}} teléfonos.",
  "The price of a segment is a number such as 0.0083.":
    "El precio de un segmento es un número como 0.0083.",
  "The password and the texts would cross the open net: choose TLS, or a VPN.":
    "La contraseña y los mensajes cruzarían la red abierta: elija TLS o una VPN.",
  "The gateway did not let this system in: no answer to the bind.":
    "La pasarela no dejó entrar a este sistema: no respondió al bind.",
  "Nobody lets us in at {{place}} ({{code}}): check host, port and TLS, and whether the provider knows this server's address.":
    "Nadie nos deja entrar en {{place}} ({{code}}): revise servidor, puerto y TLS, y si el proveedor conoce la dirección de este servidor.",

  "By SMPP no pictures go: write a text with a link.":
    "Por SMPP no van imágenes: escriba un texto con un enlace.",
  "SMPP tells nobody which texts it took.": "SMPP no dice a nadie qué mensajes aceptó.",
  "The gateway refused with a code of its own, {{code}}: ask the provider what it means.":
    "La pasarela se negó con un código propio, {{code}}: pregunte al proveedor qué significa.",
};
