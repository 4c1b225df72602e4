import { consoleSlice } from "#ui/registration.ts";

/** What stands on our accounts and did not come from here. */
export const watchWeb = consoleSlice({
  name: "watch",
  routes: [
    {
      path: "watch",
      title: { en: "Account watch", es: "Vigilancia de cuentas" },
      may: "alarm.read",
      page: () => import("./WatchPage.tsx").then((m) => m.WatchPage),
    },
  ],
  nav: [
    {
      section: "publish",
      group: "reach",
      label: { en: "Account watch", es: "Vigilancia de cuentas" },
      to: "/watch",
      may: "alarm.read",
      order: 56,
    },
  ],
  today: [
    {
      id: "alarms",
      place: "waiting",
      order: 1,
      may: "alarm.read",
      notice: "alarm",
      card: () => import("./AlarmsCard.tsx").then((m) => m.AlarmsCard),
    },
  ],
});
