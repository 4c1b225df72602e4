import { consoleSlice } from "#ui/registration.ts";

/** What the law does with the archive, on screen. */
export const recordsWeb = consoleSlice({
  name: "records",
  routes: [
    {
      path: "imports",
      title: { en: "Imports", es: "Importaciones" },
      may: "records.list-imports",
      page: () => import("./ImportsPage.tsx").then((m) => m.ImportsPage),
    },
    {
      path: "imports/:id",
      title: { en: "Import", es: "Importación" },
      may: "records.read-import",
      page: () => import("./ImportPage.tsx").then((m) => m.ImportPage),
    },
  ],
  nav: [
    {
      section: "records",
      label: { en: "Imports", es: "Importaciones" },
      to: "/imports",
      may: "records.list-imports",
      order: 30,
    },
  ],
  commands: [
    {
      id: "imports",
      label: { en: "Import messages", es: "Importar mensajes" },
      keywords: "sms whatsapp facebook export telephone exportación teléfono",
      to: "/imports",
      may: "records.look-through",
    },
  ],
});
