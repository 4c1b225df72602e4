import { consoleSlice } from "#ui/registration.ts";

/** Where a copy of the public newsroom lies besides here. */
export const newsroomWeb = consoleSlice({
  name: "newsroom",
  routes: [
    {
      path: "newsroom/host",
      title: { en: "Newsroom's second host", es: "Segundo alojamiento de la sala de prensa" },
      may: "newsroom-host.read",
      page: () => import("./HostPage.tsx").then((m) => m.HostPage),
    },
  ],
  nav: [
    {
      section: "publish",
      group: "reach",
      label: { en: "Second host", es: "Segundo alojamiento" },
      to: "/newsroom/host",
      may: "newsroom-host.read",
      order: 66,
    },
  ],
});
