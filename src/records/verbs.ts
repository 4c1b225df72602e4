import { defineVerbs } from "#agency";

export const recordsVerbs = defineVerbs({
  "records.list-imports": {
    roles: ["clerk", "legal", "administrator", "command", "auditor"],
    says: "see what was imported",
  },
  "records.read-import": {
    roles: ["clerk", "legal", "administrator", "command", "auditor"],
    says: "read the report of an import",
    sensitive: true,
  },
  "records.look-through": {
    roles: ["clerk", "legal", "administrator"],
    says: "have a file looked through",
    system: true,
  },
  "records.import": {
    roles: ["clerk", "legal", "administrator"],
    says: "import files into the archive",
    stepUp: true,
    system: true,
  },
});
