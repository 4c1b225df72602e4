/** Of the public who subscribed, and of channels that write to them. */
export const audienceRefusals: Readonly<Record<string, string>> = {
  demonstration: "Esto es una demostración. Sus actores se pueden mirar, no seguir.",
  "asked-already": "Esto se pidió hace un momento.",
  "audience-address": "Esto no es una dirección de correo o un número de teléfono completo.",
  "foreign-form": "Esto vino de otro sitio.",
  "link-over": "Este enlace ya no sirve. Suscríbase otra vez.",
  "wrong-code": "Este código no es correcto. Mire el texto más nuevo o pida otro.",
};

export const audienceSentences: Readonly<Record<string, string>> = {
  "Who gets it": "Quién lo recibe",
  "Subscribers asked for it on your newsroom and confirmed it; their addresses are shown to nobody.":
    "Los suscriptores lo pidieron en su sala de prensa y lo confirmaron; nadie ve sus direcciones.",
  "The list below": "La lista de abajo",
  "Subscribers of the newsroom": "Suscriptores de la sala de prensa",
  "Letters a minute": "Cartas por minuto",
  "The most that the relay takes from you; as fast as it goes when empty.":
    "Lo máximo que el servidor de correo le acepta; tan rápido como pueda si está vacío.",
  "Letters a minute are a whole number.": "Las cartas por minuto son un número entero.",
  "Nobody can subscribe to this channel here.": "Aquí nadie puede suscribirse a este canal.",
  "Nobody subscribed to what this post is about.":
    "Nadie se suscribió a aquello de lo que trata esta publicación.",
  "No copy is known to have arrived. In all: {{counts}}.":
    "No consta que haya llegado ninguna copia. En total: {{counts}}.",
  "{{accepted}} accepted, {{refused}} refused, {{unknown}} unknown, {{waiting}} waiting, {{resting}} in their quiet hours":
    "{{accepted}} aceptadas, {{refused}} rechazadas, {{unknown}} sin saberse, {{waiting}} en espera, {{resting}} en sus horas de descanso",
  "Others go first: {{counts}}.": "Otras van primero: {{counts}}.",
  "Every answer is lost: it is left alone for a while.":
    "Se pierde cada respuesta: se le deja en paz un rato.",
  "This installation has no way to browsers.":
    "Esta instalación no tiene modo de llegar a los navegadores.",
  "Notices leave through the push services of the browsers themselves.":
    "Los avisos salen por los servicios de los propios navegadores.",
  "A notice cannot be taken back once a browser has shown it: a correction is a second one.":
    "Un aviso no se puede retirar cuando un navegador lo mostró: una corrección es un segundo aviso.",
  "People switch notices on in their own browsers; nobody can list them.":
    "Cada persona activa los avisos en su navegador; nadie puede hacer una lista.",
};
