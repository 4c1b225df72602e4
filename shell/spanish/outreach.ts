/** Refusals of pages and openings, by their codes. */
export const outreachRefusals: Readonly<Record<string, string>> = {
  "adopted-already": "Este artículo ya está entre sus páginas.",
  "approver-role": "Esta página necesita la aprobación de otra función.",
  "job-list-empty":
    "La lista de empleos está vacía de repente. Si es cierto, cierre sus vacantes a mano.",
  "job-list-exists": "Esta lista ya se lee.",
  "job-list-unreachable": "No se pudo leer el sitio de empleo.",
  "no-jobs": "Esta dirección no da una lista de empleos en JSON.",
  "no-page-file": "Adjunte un PDF, o una tabla en CSV en UTF-8. Guarde otros documentos como PDF.",
  "no-page-picture": "Una imagen de esta página no está en la biblioteca. Agréguela otra vez.",
  "no-pdf": "Este archivo empieza como un PDF y no está entero. Guárdelo de nuevo.",
  "no-such-file": "Un archivo de esta página no está aquí. Adjúntelo otra vez.",
  "no-spanish": "En esta página no hay palabras en español.",
  "not-what-you-saw": "Esto no es lo que estaba en su pantalla. Mírelo otra vez.",
  "opening-closed": "Esta vacante está cerrada. Escriba una nueva.",
  "opening-edited": "Otra persona cambió esta vacante mientras tanto. Mírela otra vez.",
  "opening-not-public": "Solo una vacante pública tiene un día de trabajo.",
  "own-opening": "Usted escribió esta vacante. La aprueba otra persona.",
  "own-page": "Usted escribió en esta página o la entregó. La aprueba otra persona.",
  "page-edited":
    "Otra persona cambió esta página mientras tanto. Su texto queda aquí; recargue para ver el otro.",
  "page-not-ready": "Falta algo en esta página. Está en la lista.",
  "page-not-waiting": "Esta página no espera una aprobación.",
  "page-submitted": "Esta versión ya se entregó.",
  "page-withdrawn": "Esta página fue retirada. Empiece una nueva.",
  "table-columns":
    "La primera línea nombra las columnas: hacen falta título y enlace. Otras pueden ser referencia, unidad, lugar, tipo, sueldo desde, sueldo hasta, por, cierra, descripción.",
  "too-many-job-lists": "Ya se leen todas las listas que se pueden. Termine antes con una.",
  "too-many-links": "Esta vacante ya tiene todos los enlaces que puede tener.",
  "too-many-openings": "Ya hay todas las vacantes que puede haber. Cierre antes una.",
  "too-many-pages": "Ya hay todas las páginas que puede tener una agencia.",
};

/** Why a jobs site could not be read. */
export const outreachSentences: Readonly<Record<string, string>> = {
  "This is no address of the open web. Copy the address of the list of jobs.":
    "Esta no es una dirección de la web abierta. Copie la dirección de la lista de empleos.",
  "This address lies in a private network, and lists of jobs are read from the open web.":
    "Esta dirección está en una red privada, y las listas de empleos se leen de la web abierta.",
  "There is no server of this name. Look at the address.":
    "No hay ningún servidor con este nombre. Revise la dirección.",
  "The jobs site could not be reached.": "No se pudo llegar al sitio de empleo.",
  "The jobs site broke off its answer.": "El sitio de empleo cortó su respuesta.",
  "The jobs site did not answer in time.": "El sitio de empleo no respondió a tiempo.",
  "The list of jobs is too large to be read.":
    "La lista de empleos es demasiado grande para leerla.",
  "The address leads on and on. Copy the address of the list of jobs.":
    "La dirección lleva de una a otra. Copie la dirección de la lista de empleos.",
  "The jobs site answered with something that is no page.":
    "El sitio de empleo respondió con algo que no es una página.",
  "The jobs site answered {{status}}.": "El sitio de empleo respondió {{status}}.",
  "This address answers with no list of jobs: JSON, an array or one under “jobs”.":
    "Esta dirección no responde con una lista de empleos: JSON, una lista o una bajo «jobs».",
  "This address answers with no JSON.": "Esta dirección no responde con JSON.",
  "The list of jobs is suddenly empty. If that is true, close its openings by hand.":
    "La lista de empleos está vacía de repente. Si es cierto, cierre sus vacantes a mano.",
};
