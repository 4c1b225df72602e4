import { defineVerbs } from "#agency";

const recruiters = ["pio", "supervisor", "approver", "command", "administrator"] as const;

export const recruitingVerbs = defineVerbs({
  "opening.read": {
    roles: ["contributor", "legal", "clerk", "auditor", ...recruiters],
    says: "see openings and their links",
  },
  "opening.write": { roles: recruiters, says: "write openings and make links to them" },
  "opening.approve": {
    roles: ["approver", "supervisor", "command", "legal"],
    says: "approve openings",
    inPerson: true,
    stepUp: true,
  },
  "opening.close": { roles: [], says: "close an opening by its day", system: true },
});
