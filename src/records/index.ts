import "./verbs.ts";
import { slice } from "#platform/slice.ts";

/** What the law does with the archive: imports, redaction, requests, holds, retention, production. */
export const records = slice({ name: "records" });

export { beginImport, runImport } from "./imports/importing.ts";
export { toldImport } from "./imports/told.ts";
