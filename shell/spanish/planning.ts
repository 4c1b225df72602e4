/** What planning says of a time, of a date of a series, and of a feed that fails. */
export const planningSentences: Readonly<Record<string, string>> = {
  "Clocks skip {{time}} that day; it goes out at {{clock}}.":
    "Ese día los relojes se saltan las {{time}}; sale a las {{clock}}.",
  "Clocks show {{time}} twice that day; it goes out the first time.":
    "Ese día los relojes marcan dos veces las {{time}}; sale la primera vez.",
  "Nobody approved it before its time.": "Nadie la aprobó antes de su hora.",
  "{{name}} is no longer here. Somebody edits this and so takes it over.":
    "{{name}} ya no está aquí. Quien la edite se hace cargo.",
  "This is no address of the open web. Copy the feed's address from its page.":
    "No es una dirección de la web abierta. Copie la dirección de la fuente desde su página.",
  "This address lies in a private network, and feeds are read from the open web.":
    "Esta dirección está en una red privada, y las fuentes se leen de la web abierta.",
  "There is no server of this name. Look at the address.":
    "No hay ningún servidor con ese nombre. Revise la dirección.",
  "The feed's server could not be reached.": "No se pudo llegar al servidor de la fuente.",
  "The feed's server broke off its answer.": "El servidor de la fuente cortó su respuesta.",
  "The feed did not answer in time.": "La fuente no respondió a tiempo.",
  "The feed is too large to be read.": "La fuente es demasiado grande para leerla.",
  "The address leads on and on. Copy the feed's own address.":
    "La dirección lleva a otra y a otra. Copie la dirección de la propia fuente.",
  "The feed's server answered with something that is no page.":
    "El servidor de la fuente respondió con algo que no es una página.",
  "The feed answered {{status}}.": "La fuente respondió {{status}}.",
  "This address holds no feed. {{why}}": "En esta dirección no hay ninguna fuente. {{why}}",
  "It is neither RSS, Atom nor JSON Feed.": "No es RSS, ni Atom, ni JSON Feed.",
  "It is no JSON Feed.": "No es JSON Feed.",
  "It is larger than {{size}} MB.": "Pasa de {{size}} MB.",
  "Its elements lie too deep in one another.": "Sus elementos están demasiado anidados.",
};
