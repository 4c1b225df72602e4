/** Refusals of calls for service and of the site as files, by their codes. */
export const blotterRefusals: Readonly<Record<string, string>> = {
  "columns-unknown":
    "No se sabe qué columna tiene el número de la llamada, su hora o su tipo. Diga cuál es cuál en los ajustes de la fuente.",
  "file-too-large": "El archivo es demasiado grande. Entréguelo en partes.",
  "kept-already": "Esta llamada ya está reservada.",
  "no-folder": "No se puede escribir en esa carpeta.",
  "not-calls": "El archivo no es CSV ni una lista de objetos JSON.",
  "too-many-calls": "El archivo tiene demasiadas filas. Entréguelo en partes.",
};
