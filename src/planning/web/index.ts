import { consoleSlice } from "#ui/registration.ts";

/** What the agency means to say and when. */
export const planningWeb = consoleSlice({
  name: "planning",
  routes: [
    {
      path: "planning",
      title: { en: "Planning", es: "Planificación" },
      may: "plan.read",
      page: () => import("./PlanningPage.tsx").then((m) => m.PlanningPage),
    },
    {
      path: "planning/series",
      title: { en: "Recurring posts", es: "Publicaciones periódicas" },
      may: "plan.read",
      page: () => import("./SeriesPage.tsx").then((m) => m.SeriesPage),
    },
    {
      path: "planning/series/new",
      title: { en: "New recurring post", es: "Publicación periódica nueva" },
      may: "series.write",
      page: () => import("./SeriesForm.tsx").then((m) => m.SeriesFormPage),
    },
    {
      path: "planning/series/:id",
      title: { en: "Recurring post", es: "Publicación periódica" },
      may: "series.write",
      page: () => import("./SeriesForm.tsx").then((m) => m.SeriesFormPage),
    },
    {
      path: "planning/queue",
      title: { en: "Queue", es: "Cola" },
      may: "plan.read",
      page: () => import("./QueuePage.tsx").then((m) => m.QueuePage),
    },
    {
      path: "planning/evergreen",
      title: { en: "Evergreen posts", es: "Publicaciones perennes" },
      may: "plan.read",
      page: () => import("./EvergreenPage.tsx").then((m) => m.EvergreenPage),
    },
    {
      path: "planning/import",
      title: { en: "Import posts", es: "Importar publicaciones" },
      may: "import.run",
      page: () => import("./ImportPage.tsx").then((m) => m.ImportPage),
    },
    {
      path: "planning/feeds",
      title: { en: "Feeds", es: "Fuentes" },
      may: "plan.read",
      page: () => import("./FeedsPage.tsx").then((m) => m.FeedsPage),
    },
  ],
  nav: [
    {
      section: "publish",
      group: "write",
      label: { en: "Planning", es: "Planificación" },
      to: "/planning",
      may: "plan.read",
      order: 28,
    },
  ],
  commands: [
    {
      id: "series.new",
      label: { en: "New recurring post", es: "Publicación periódica nueva" },
      keywords: "series repeat weekly monthly recurrente cada semana",
      to: "/planning/series/new",
      may: "series.write",
    },
  ],
});
