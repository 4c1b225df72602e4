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
    {
      path: "retention",
      title: { en: "Retention", es: "Conservación" },
      may: "disposition.read",
      page: () => import("./RetentionPage.tsx").then((m) => m.RetentionPage),
    },
    {
      path: "retention/schedule",
      title: { en: "Retention schedule", es: "Calendario de conservación" },
      may: "retention.read",
      page: () => import("./SchedulePage.tsx").then((m) => m.SchedulePage),
    },
    {
      path: "retention/:id",
      title: { en: "Certificate", es: "Certificado" },
      may: "disposition.read",
      page: () => import("./CertificatePage.tsx").then((m) => m.CertificatePage),
    },
    {
      path: "legal-holds",
      title: { en: "Legal holds", es: "Retenciones legales" },
      may: "legal-hold.read",
      page: () => import("./LegalHoldsPage.tsx").then((m) => m.LegalHoldsPage),
    },
  ],
  nav: [
    {
      section: "records",
      label: { en: "Retention", es: "Conservación" },
      to: "/retention",
      may: "disposition.read",
      order: 40,
    },
    {
      section: "records",
      label: { en: "Legal holds", es: "Retenciones legales" },
      to: "/legal-holds",
      may: "legal-hold.read",
      order: 50,
    },
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
