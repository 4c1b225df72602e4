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
  "archive.prove": {
    roles: everyone.filter((role) => role !== "hiring" && role !== "contributor"),
    says: "see how the archive's log is proved, and have all of it checked",
  },
  "archive.answer-alarm": {
    roles: ["administrator", "legal", "command"],
    says: "answer an alarm about the archive's log",
    stepUp: true,
  },
});
