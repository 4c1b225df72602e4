import { consoleSlice } from "#ui/registration.ts";

/** The written policy: reading and acknowledging it, drafting and adopting its versions. */
export const policyWeb = consoleSlice({
  name: "policy",
  routes: [
    {
      path: "policy",
      title: { en: "Policy", es: "Normas" },
      may: "policy.read",
      page: () => import("./PolicyPage.tsx").then((m) => m.PolicyPage),
    },
    {
      path: "policy/versions",
      title: { en: "Versions of the policy", es: "Versiones de las normas" },
      may: "policy.read",
      page: () => import("./VersionsPage.tsx").then((m) => m.VersionsPage),
    },
    {
      path: "policy/versions/:version",
      title: { en: "Version of the policy", es: "Versión de las normas" },
      may: "policy.read",
      page: () => import("./VersionPage.tsx").then((m) => m.VersionPage),
    },
    {
      path: "policy/versions/:version/edit",
      title: { en: "Edit the policy", es: "Editar las normas" },
      may: "policy.change",
      page: () => import("./EditorPage.tsx").then((m) => m.EditorPage),
    },
    {
      path: "strategy",
      title: { en: "Strategy", es: "Estrategia" },
      may: "strategy.read",
      page: () => import("./StrategyPage.tsx").then((m) => m.StrategyPage),
    },
    {
      path: "strategy/edit",
      title: { en: "Edit the strategy", es: "Editar la estrategia" },
      may: "strategy.change",
      page: () => import("./StrategyEditor.tsx").then((m) => m.StrategyEditor),
    },
  ],
  nav: [
    {
      section: "people",
      label: { en: "Strategy", es: "Estrategia" },
      to: "/strategy",
      may: "strategy.read",
      order: 15,
    },
    {
      section: "people",
      label: { en: "Policy", es: "Normas" },
      to: "/policy",
      may: "policy.read",
      order: 10,
    },
  ],
  today: [
    {
      id: "readiness",
      place: "waiting",
      order: 1,
      may: "policy.acknowledge",
      card: () => import("./ReadinessCard.tsx").then((m) => m.ReadinessCard),
    },
  ],
  commands: [
    {
      id: "policy",
      label: { en: "Read the policy", es: "Leer las normas" },
      keywords: "paragraph class approval training párrafo clase capacitación",
      to: "/policy",
      may: "policy.read",
    },
  ],
});

/** For the pages where one writes or approves: why the reader may not, and what to do. */
export const loadReadinessNotice = () =>
  import("./ReadinessNotice.tsx").then((m) => m.ReadinessNotice);
