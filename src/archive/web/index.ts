import { lazy } from "react";
import { consoleSlice } from "#ui/registration.ts";

/** Finding what was ever said, with its proof. */
export const archiveWeb = consoleSlice({
  name: "archive",
  routes: [
    {
      path: "archive",
      title: { en: "Archive", es: "Archivo" },
      may: "archive.search",
      page: () => import("./ArchivePage.tsx").then((m) => m.ArchivePage),
    },
    {
      path: "archive/proof",
      title: { en: "Proof", es: "Prueba" },
      may: "archive.prove",
      page: () => import("./ProofPage.tsx").then((m) => m.ProofPage),
    },
  ],
  nav: [
    {
      section: "records",
      label: { en: "Archive", es: "Archivo" },
      to: "/archive",
      may: "archive.search",
      order: 10,
    },
  ],
  commands: [
    {
      id: "archive",
      label: { en: "Search the archive", es: "Buscar en el archivo" },
      keywords: "records proof log registros prueba",
      to: "/archive",
      may: "archive.search",
    },
    {
      id: "archive-proof",
      label: { en: "Prove the archive", es: "Probar el archivo" },
      keywords: "witness log checkpoint verify court testigo tribunal",
      to: "/archive/proof",
      may: "archive.prove",
    },
  ],
  search: [
    {
      id: "archive",
      label: { en: "the archive", es: "el archivo" },
      may: "archive.search",
      to: (query) => `/archive?q=${encodeURIComponent(query)}`,
    },
  ],
});

/** The fields of a search and what they ask for, where else the archive is searched. */
export const FilterFields = lazy(() =>
  import("./FilterFields.tsx").then((m) => ({ default: m.FilterFields })),
);
/** A kept search, told in words. */
export const QueryLine = lazy(() =>
  import("./QueryLine.tsx").then((m) => ({ default: m.QueryLine })),
);
export { queryOf, type FilterValues } from "./query.ts";
