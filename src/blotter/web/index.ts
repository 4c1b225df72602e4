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
  ],
  nav: [
    {
      section: "publish",
      label: { en: "Calls by beat", es: "Llamadas por zona" },
      to: "/calls",
      may: "blotter.read",
      order: 55,
    },
  ],
});
