import { slice } from "#platform/slice.ts";

/** What the law does with the archive: imports, redaction, requests, holds, retention, production. */
export const records = slice({ name: "records" });
