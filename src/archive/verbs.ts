import { defineVerbs, everyone } from "#agency";

export const archiveVerbs = defineVerbs({
  "archive.search": {
    roles: everyone.filter((role) => role !== "hiring" && role !== "contributor"),
    says: "search the archive",
    sensitive: true,
  },
  "archive.keep-searches": {
    roles: everyone.filter((role) => role !== "hiring" && role !== "contributor"),
    says: "see the archive's tags, and keep searches of it",
  },
  "archive.tag": {
    roles: ["clerk", "legal", "command", "supervisor", "pio", "administrator"],
    says: "tag records in the archive, and keep the list of tags",
  },
  "archive.export": {
    roles: ["clerk", "legal", "administrator"],
    says: "export the archive",
    stepUp: true,
    system: true,
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
