import { IconAlertOctagon } from "@tabler/icons-react";
import { consoleSlice } from "#ui/registration.ts";

/** Alerts with their whole life. */
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
      label: { en: "Practice", es: "Práctica" },
      to: "/alert-drills",
      may: "alert.read",
      order: 60,
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
  ],
});
