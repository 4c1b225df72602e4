import { defineVerbs, everyone } from "#agency";

export const archiveVerbs = defineVerbs({
  "archive.search": {
    roles: everyone.filter((role) => role !== "hiring" && role !== "contributor"),
    says: "search the archive",
    sensitive: true,
  },
  "archive.export": {
    roles: ["clerk", "legal", "administrator"],
    says: "export the archive",
    stepUp: true,
  },
});
