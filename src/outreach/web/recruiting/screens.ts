import type { ConsoleSlice } from "#ui/registration.ts";

export const recruitingScreens = {
  routes: [
    {
      path: "openings",
      title: { en: "Openings", es: "Vacantes" },
      may: "opening.read",
      page: () => import("./OpeningsPage.tsx").then((m) => m.OpeningsPage),
    },
    {
      path: "openings/lists",
      title: { en: "Lists of openings", es: "Listas de vacantes" },
      may: "opening.read",
      page: () => import("./ListsPage.tsx").then((m) => m.ListsPage),
    },
    {
      path: "openings/results",
      title: { en: "Results of links", es: "Resultados de enlaces" },
      may: "opening.read",
      page: () => import("./ResultsPage.tsx").then((m) => m.ResultsPage),
    },
    {
      path: "openings/new",
      title: { en: "New opening", es: "Vacante nueva" },
      may: "opening.write",
      page: () => import("./OpeningFormPage.tsx").then((m) => m.OpeningFormPage),
    },
    {
      path: "openings/:id",
      title: { en: "Opening", es: "Vacante" },
      may: "opening.read",
      page: () => import("./OpeningPage.tsx").then((m) => m.OpeningPage),
    },
    {
      path: "openings/:id/edit",
      title: { en: "Edit opening", es: "Editar vacante" },
      may: "opening.write",
      page: () => import("./OpeningFormPage.tsx").then((m) => m.OpeningFormPage),
    },
  ],
  nav: [
    {
      section: "publish",
      group: "outreach",
      label: { en: "Openings", es: "Vacantes" },
      to: "/openings",
      may: "opening.read",
      order: 54,
      count: "openings",
    },
  ],
  commands: [
    {
      id: "opening.new",
      label: { en: "New opening", es: "Vacante nueva" },
      keywords: "job empleo",
      to: "/openings/new",
      may: "opening.write",
    },
  ],
} satisfies Pick<ConsoleSlice, "routes" | "nav" | "commands">;
