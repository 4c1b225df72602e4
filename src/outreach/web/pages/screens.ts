import type { ConsoleSlice } from "#ui/registration.ts";

export const pageScreens = {
  routes: [
    {
      path: "pages",
      title: { en: "Pages", es: "Páginas" },
      may: "page.read",
      page: () => import("./PagesPage.tsx").then((m) => m.PagesPage),
    },
    {
      path: "pages/new",
      title: { en: "New page", es: "Página nueva" },
      may: "page.draft",
      page: () => import("./NewPagePage.tsx").then((m) => m.NewPagePage),
    },
    {
      path: "pages/library",
      title: { en: "Model articles", es: "Artículos modelo" },
      may: "page.read",
      page: () => import("./ModelsPage.tsx").then((m) => m.ModelsPage),
    },
    {
      path: "pages/:id",
      title: { en: "Page", es: "Página" },
      may: "page.read",
      page: () => import("./PagePage.tsx").then((m) => m.PagePage),
    },
    {
      path: "pages/:id/edit",
      title: { en: "Edit page", es: "Editar página" },
      may: "page.draft",
      page: () => import("./PageFormPage.tsx").then((m) => m.PageFormPage),
    },
  ],
  nav: [
    {
      section: "publish",
      group: "outreach",
      label: { en: "Pages", es: "Páginas" },
      to: "/pages",
      may: "page.read",
      order: 53,
      count: "pages",
    },
  ],
  commands: [
    {
      id: "page.new",
      label: { en: "New page", es: "Página nueva" },
      to: "/pages/new",
      may: "page.draft",
    },
  ],
} satisfies Pick<ConsoleSlice, "routes" | "nav" | "commands">;
