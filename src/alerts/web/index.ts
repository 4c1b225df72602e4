import { consoleSlice } from "#ui/registration.ts";

/** Notices and their flyers. */
export const alertsWeb = consoleSlice({
  name: "alerts",
  routes: [
    {
      path: "notices",
      title: { en: "Notices", es: "Avisos" },
      may: "notice.read",
      page: () => import("./notices/NoticesPage.tsx").then((m) => m.NoticesPage),
    },
    {
      path: "notices/new",
      title: { en: "New notice", es: "Nuevo aviso" },
      may: "notice.draft",
      page: () => import("./notices/NewNoticePage.tsx").then((m) => m.NewNoticePage),
    },
    {
      path: "notices/:id",
      title: { en: "Notice", es: "Aviso" },
      may: "notice.open",
      page: () => import("./notices/NoticePage.tsx").then((m) => m.NoticePage),
    },
    {
      path: "notices/:id/edit",
      title: { en: "Edit notice", es: "Editar aviso" },
      may: "notice.draft",
      page: () => import("./notices/NoticeFormPage.tsx").then((m) => m.NoticeFormPage),
    },
  ],
  nav: [
    {
      section: "alerts",
      label: { en: "Notices", es: "Avisos" },
      to: "/notices",
      may: "notice.read",
      order: 30,
    },
  ],
  commands: [
    {
      id: "notice.new",
      label: { en: "New notice", es: "Nuevo aviso" },
      to: "/notices/new",
      may: "notice.draft",
      isNew: true,
    },
  ],
});
