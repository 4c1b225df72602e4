import { consoleSlice } from "#ui/registration.ts";

/** Who subscribed to the news: how many, and what is on its way to them. */
export const audienceWeb = consoleSlice({
  name: "audience",
  routes: [
    {
      path: "audience",
      title: { en: "Subscribers", es: "Suscriptores" },
      may: "audience.read",
      page: () => import("./AudiencePage.tsx").then((m) => m.AudiencePage),
    },
  ],
  nav: [
    {
      section: "publish",
      group: "reach",
      label: { en: "Subscribers", es: "Suscriptores" },
      to: "/audience",
      may: "audience.read",
      order: 57,
    },
  ],
});
