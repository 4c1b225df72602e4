import { defineVerbs } from "#agency";

const writers = ["pio", "contributor", "supervisor", "approver", "command"] as const;
const approvers = ["approver", "supervisor", "command", "legal"] as const;

export const pageVerbs = defineVerbs({
  "page.read": {
    roles: [...writers, "legal", "clerk", "auditor", "administrator"],
    says: "see pages for the public",
  },
  "page.draft": { roles: writers, says: "write pages for the public" },
  "page.submit": { roles: writers, says: "hand pages in for approval" },
  "page.approve": { roles: approvers, says: "approve pages", inPerson: true, stepUp: true },
  "page.certify": {
    roles: ["pio", ...approvers],
    says: "certify the Spanish words of a page",
    inPerson: true,
  },
  "page.withdraw": { roles: ["pio", ...approvers], says: "take pages down" },
});
