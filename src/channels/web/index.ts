import { consoleSlice } from "#ui/registration.ts";

/** The agency's accounts on networks: how they are, connecting and ending them. */
export const channelsWeb = consoleSlice({
  name: "channels",
  routes: [
    {
      path: "channels",
      title: { en: "Channels", es: "Canales" },
      may: "channel.read",
      page: () => import("./ChannelsPage.tsx").then((m) => m.ChannelsPage),
    },
    {
      path: "channels/:id/places",
      title: { en: "Places of the beats", es: "Lugares de los sectores" },
      may: "channel.read",
      page: () => import("./PlacesPage.tsx").then((m) => m.PlacesPage),
    },
    {
      path: "completeness",
      title: { en: "Completeness", es: "Integridad" },
      may: "capture.read",
      page: () => import("./completeness/CompletenessPage.tsx").then((m) => m.CompletenessPage),
    },
    {
      path: "opt-outs",
      title: { en: "STOP list", es: "Lista STOP" },
      may: "opt-out.read",
      page: () => import("./OptOutsPage.tsx").then((m) => m.OptOutsPage),
    },
    {
      path: "channels/consented",
      title: { en: "Connecting a channel", es: "Conectando un canal" },
      may: "channel.connect",
      page: () => import("./ConsentedPage.tsx").then((m) => m.ConsentedPage),
    },
  ],
  nav: [
    {
      section: "records",
      label: { en: "Completeness", es: "Integridad" },
      to: "/completeness",
      may: "capture.read",
      order: 25,
    },
    {
      section: "publish",
      group: "rules",
      label: { en: "STOP list", es: "Lista STOP" },
      to: "/opt-outs",
      may: "opt-out.read",
      order: 64,
    },
    {
      section: "publish",
      group: "reach",
      label: { en: "Channels", es: "Canales" },
      to: "/channels",
      may: "channel.read",
      order: 55,
    },
  ],
  commands: [
    {
      id: "channel.connect",
      label: { en: "Connect a channel", es: "Conectar un canal" },
      keywords: "account network token cuenta red",
      to: "/channels?connect=1",
      may: "channel.connect",
    },
  ],
  today: [
    {
      id: "channels",
      place: "health",
      order: 10,
      may: "channel.read",
      card: () => import("./HealthCard.tsx").then((m) => m.HealthCard),
    },
  ],
});
