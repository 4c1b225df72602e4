/** Refusals of calls for service and of the site as files, by their codes. */
export const blotterRefusals: Readonly<Record<string, string>> = {
  "columns-unknown":
    "No se sabe qué columna tiene el número de la llamada, su hora o su tipo. Diga cuál es cuál en los ajustes de la fuente.",
  "file-too-large": "El archivo es demasiado grande. Entréguelo en partes.",
  "host-keys": "Faltan las claves del alojamiento.",
  "host-public-address":
    "Una caché a la que se dicen direcciones necesita saber en qué dirección el público encuentra la copia.",
  "host-standing":
    "Hay páginas en el alojamiento fijado ahora. Termínelo primero, para que no quede nada de él.",
  "kept-already": "Esta llamada ya está reservada.",
  "no-folder": "No se puede escribir en esa carpeta.",
  "not-calls": "El archivo no es CSV ni una lista de objetos JSON.",
  "adopter-left": "Quien adoptó las reglas de las llamadas ya no está aquí. Adóptelas de nuevo.",
  "no-dataset":
    "Esta no es la dirección de un conjunto de datos de Socrata. Cópiela de la página del conjunto: https://, y en ella dos veces cuatro caracteres.",
  "no-plain-file": "Es un enlace o una carpeta, y no un archivo.",
  "no-secret": "Una carpeta no tiene secreto: la guarda el SSH del propio servidor.",
  "not-asked": "Solo se pregunta a un portal; las demás fuentes llegan por sí mismas.",
  "odd-column": "Ese no es el nombre de una columna de un portal.",
  "odd-name": "Póngale un nombre con letras y cifras, que termine en .csv o .json.",
  "own-proposal": "Usted escribió esta propuesta: la adopta otra persona.",
  "policy-adopted": "Ya hay reglas en vigor. Proponga otras, y otra persona las adopta.",
  "portal-busy": "El portal no responde ahora. Se intenta de nuevo.",
  "portal-gone": "El portal ya no tiene ningún conjunto de datos en esta dirección.",
  "portal-odd": "El portal respondió algo que no se puede leer.",
  "portal-refuses":
    "El portal no nos deja leer este conjunto. Revise el token de aplicación y si es público.",
  "portal-unreachable": "No se puede llegar al portal. Revise la dirección.",
  "proposal-outdated": "Se escribió sobre otra versión que la vigente. Propóngala de nuevo.",
  "taken-before":
    "Esta misma solicitud ya se tomó. Firme una nueva; las llamadas conocidas quedan como están.",
  "too-many-proposals": "Ya esperan demasiadas propuestas. Decida una primero.",
  "too-many-calls": "El archivo tiene demasiadas filas. Entréguelo en partes.",
};
