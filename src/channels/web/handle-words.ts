import { defineWords } from "#ui/words.ts";

export const handleWords = defineWords("own-handle", {
  en: {
    title: "A handle that is your own domain",
    why: "Nobody else can have your domain as a handle, so people see that the account is yours. One of the first two steps is enough.",
    dns: "Have a TXT record made in your DNS: name {{name}}, value {{value}}.",
    file: "Or do nothing: for the domain of your newsroom itself, the newsroom gives out the proof at /.well-known/atproto-did.",
    change:
      "When the check below says that it is ready, choose Settings, Account, Handle, “I have my own domain” in Bluesky.",
    domain: "Domain",
    check: "Check the domain",
    ready: "{{domain}} is ready: change the handle in Bluesky now.",
    inUse: "{{domain}} is the handle of this account, and it is proved.",
    notReady: "{{domain}} does not prove this account yet. A DNS record can take an hour.",
    found: "DNS: {{dns}}. File: {{file}}.",
    nothing: "nothing",
  },
  es: {
    title: "Un nombre que es su propio dominio",
    why: "Nadie más puede tener su dominio por nombre, así la gente ve que la cuenta es suya. Basta uno de los dos primeros pasos.",
    dns: "Haga crear un registro TXT en su DNS: nombre {{name}}, valor {{value}}.",
    file: "O no haga nada: para el dominio de su propia sala de prensa, ella misma da la prueba en /.well-known/atproto-did.",
    change:
      "Cuando la comprobación de abajo diga que está listo, elija en Bluesky Ajustes, Cuenta, Nombre, «Tengo mi propio dominio».",
    domain: "Dominio",
    check: "Comprobar el dominio",
    ready: "{{domain}} está listo: cambie ahora el nombre en Bluesky.",
    inUse: "{{domain}} es el nombre de esta cuenta, y está probado.",
    notReady: "{{domain}} aún no prueba esta cuenta. Un registro DNS puede tardar una hora.",
    found: "DNS: {{dns}}. Archivo: {{file}}.",
    nothing: "nada",
  },
});
