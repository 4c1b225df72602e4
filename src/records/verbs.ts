import { defineVerbs } from "#agency";

export const recordsVerbs = defineVerbs({
  "records.read-imports": {
    roles: ["clerk", "legal", "administrator", "command", "auditor"],
    says: "see what was imported",
  },
  "records.import": {
    roles: ["clerk", "legal", "administrator"],
    says: "import files into the archive",
    stepUp: true,
  },
});
