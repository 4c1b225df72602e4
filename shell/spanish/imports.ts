/** Why a file was not imported. */
export const importSentences: Readonly<Record<string, string>> = {
  "What program wrote {{name}} cannot be told. Name its format with --format, or give a table with --format csv and --map.":
    "No se sabe qué programa escribió {{name}}. Elija el formato o, si es una tabla, diga qué es cada columna.",
  "Something broke while it was read. Bring it again.": "Algo falló al leerlo. Tráigalo de nuevo.",
};
