import { consoleSlice } from "#ui/registration.ts";

/** What the law does with the archive, on screen. */
export const recordsWeb = consoleSlice({
  name: "records",
  routes: [
    {
      path: "requests",
      title: { en: "Requests", es: "Solicitudes" },
      may: "requests.list",
      page: () => import("./RequestsPage.tsx").then((m) => m.RequestsPage),
    },
    {
      path: "requests/new",
      title: { en: "File a request", es: "Registrar una solicitud" },
      may: "requests.receive",
      page: () => import("./IntakePage.tsx").then((m) => m.IntakePage),
    },
    {
      path: "requests/:id",
      title: { en: "Request", es: "Solicitud" },
      may: "requests.read",
      page: () => import("./RequestPage.tsx").then((m) => m.RequestPage),
    },
    {
      path: "requests/:id/records",
      title: { en: "Records of a request", es: "Registros de una solicitud" },
      may: "requests.read-records",
      page: () => import("./ReviewPage.tsx").then((m) => m.ReviewPage),
    },
    {
      path: "requests/:id/records/:recordId",
      title: { en: "Redact a record", es: "Tachar un registro" },
      may: "requests.read-records",
      page: () => import("./redaction/RedactPage.tsx").then((m) => m.RedactPage),
    },
    {
      path: "records-law",
      title: { en: "Law and calendar", es: "Ley y calendario" },
      may: "requests.list",
      page: () => import("./LawPage.tsx").then((m) => m.LawPage),
    },
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
      path: "page-captures",
      title: { en: "Page captures", es: "Capturas de páginas" },
      may: "pages.list",
      page: () => import("./PagesPage.tsx").then((m) => m.PagesPage),
    },
    {
      path: "page-captures/:id",
      title: { en: "Captured page", es: "Página capturada" },
      may: "pages.read",
      page: () => import("./CapturedPage.tsx").then((m) => m.CapturedPage),
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
      label: { en: "Requests", es: "Solicitudes" },
      to: "/requests",
      may: "requests.list",
      order: 5,
      count: "requests",
    },
    {
      section: "records",
      label: { en: "Imports", es: "Importaciones" },
      to: "/imports",
      may: "records.list-imports",
      order: 30,
    },
    {
      section: "records",
      label: { en: "Page captures", es: "Capturas de páginas" },
      to: "/page-captures",
      may: "pages.list",
      order: 32,
    },
  ],
  commands: [
    {
      id: "page-captures",
      label: { en: "Capture a web page", es: "Capturar una página web" },
      keywords: "wacz warc screenshot newsroom pantalla sitio",
      to: "/page-captures",
      may: "pages.capture",
    },
    {
      id: "requests.new",
      label: { en: "File a records request", es: "Registrar una solicitud" },
      to: "/requests/new",
      may: "requests.receive",
      isNew: true,
    },
    {
      id: "imports",
      label: { en: "Import messages", es: "Importar mensajes" },
      keywords: "sms whatsapp facebook export telephone exportación teléfono",
      to: "/imports",
      may: "records.look-through",
    },
  ],
});
