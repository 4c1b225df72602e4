import "./verbs.ts";
import { slice } from "#platform/slice.ts";
import { importRoutes } from "./imports/routes.ts";
import { workImports } from "./imports/worker.ts";

/** What the law does with the archive: imports, redaction, requests, holds, retention, production. */
export const records = slice({
  name: "records",
  routes: importRoutes,
  workers: [{ name: "imports", run: workImports }],
});

export { beginImport, runImport } from "./imports/importing.ts";
export type { ImportRoutes } from "./imports/routes.ts";
export { toldImport } from "./imports/told.ts";
