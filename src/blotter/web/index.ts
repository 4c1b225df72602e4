import { consoleSlice } from "#ui/registration.ts";

/** Calls for service, as far as the public is shown them. */
export const blotterWeb = consoleSlice({
  name: "blotter",
  routes: [
    {
      path: "calls",
      title: { en: "Calls by beat", es: "Llamadas por zona" },
      may: "blotter.read",
      page: () => import("./CallsPage.tsx").then((m) => m.CallsPage),
    },
    {
      path: "calls/rules",
      title: { en: "Rules for calls", es: "Reglas de las llamadas" },
      may: "blotter.read",
      page: () => import("./RulesPage.tsx").then((m) => m.RulesPage),
    },
    {
      path: "calls/sources",
      title: { en: "Sources of calls", es: "Fuentes de llamadas" },
      may: "call-source.read",
      page: () => import("./SourcesPage.tsx").then((m) => m.SourcesPage),
    },
  ],
  nav: [
    {
      section: "publish",
      group: "reach",
      label: { en: "Calls by beat", es: "Llamadas por zona" },
      to: "/calls",
      may: "blotter.read",
      order: 58,
    },
  ],
});
