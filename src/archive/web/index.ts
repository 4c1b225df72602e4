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
