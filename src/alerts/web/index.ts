import { IconAlertOctagon } from "@tabler/icons-react";
import { consoleSlice } from "#ui/registration.ts";

/** Alerts with their whole life; notices and their flyers. */
export const alertsWeb = consoleSlice({
  name: "alerts",
  routes: [
    {
      path: "alerts",
      title: { en: "Alerts", es: "Alertas" },
      may: "alert.read",
      page: () => import("./AlertsPage.tsx").then((m) => m.AlertsPage),
    },
    {
      path: "alert-drills",
      title: { en: "Practice", es: "Práctica" },
      may: "alert.read",
      page: () => import("./DrillsPage.tsx").then((m) => m.DrillsPage),
    },
    {
      path: "alerts/new",
      title: { en: "New alert", es: "Alerta nueva" },
      may: "alert.draft",
      page: () => import("./AlertWriting.tsx").then((m) => m.NewAlert),
    },
    {
      path: "alerts/:id",
      title: { en: "Alert", es: "Alerta" },
      may: "alert.read",
      page: () => import("./AlertView.tsx").then((m) => m.AlertView),
    },
    {
      path: "alerts/:id/change",
      title: { en: "Change the alert", es: "Cambiar la alerta" },
      may: "alert.draft",
      page: () => import("./AlertWriting.tsx").then((m) => m.ChangeAlert),
    },
    {
      path: "alerts/:id/update",
      title: { en: "Write an update", es: "Escribir una novedad" },
      may: "alert.draft",
      page: () => import("./AlertWriting.tsx").then((m) => m.UpdateAlert),
    },
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
      path: "alert-phrases",
      title: { en: "Phrases for alerts", es: "Frases para alertas" },
      may: "alert.read",
      page: () => import("./lexicon/LexiconPage.tsx").then((m) => m.LexiconPage),
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
      label: { en: "Alerts", es: "Alertas" },
      to: "/alerts",
      may: "alert.read",
      order: 5,
    },
    {
      section: "alerts",
      label: { en: "Phrases", es: "Frases" },
      to: "/alert-phrases",
      may: "alert.read",
      order: 55,
    },
    {
      section: "alerts",
      label: { en: "Practice", es: "Práctica" },
      to: "/alert-drills",
      may: "alert.read",
      order: 60,
    },
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
      id: "new-alert",
      label: { en: "Write an alert", es: "Escribir una alerta" },
      to: "/alerts/new",
      may: "alert.draft",
      icon: IconAlertOctagon,
      keywords: "CAP evacuate shelter evacuar",
    },
    {
      id: "notice.new",
      label: { en: "New notice", es: "Nuevo aviso" },
      to: "/notices/new",
      may: "notice.draft",
      isNew: true,
    },
  ],
});
