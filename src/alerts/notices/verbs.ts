import { defineVerbs } from "#agency";

const writers = ["pio", "contributor", "supervisor", "approver", "command"] as const;

export const noticeVerbs = defineVerbs({
  "notice.read": {
    roles: [...writers, "legal", "clerk", "investigator", "auditor", "administrator"],
    says: "see notices",
  },
  "notice.open": {
    roles: [...writers, "legal", "clerk", "investigator", "auditor"],
    says: "open the record of a notice",
    // Consents, custody orders and forms stand in it, not all of it for the public.
    sensitive: true,
  },
  "notice.draft": { roles: writers, says: "write notices" },
  "notice.certify": {
    roles: ["pio", "supervisor", "approver", "command"],
    says: "certify a notice's translation",
    inPerson: true,
  },
  "notice.submit": { roles: writers, says: "hand notices in for approval" },
  "notice.end": {
    roles: ["pio", "supervisor", "approver", "command"],
    says: "say that a person was located, or withdraw a notice",
  },
  "notice.settle": { roles: [], says: "let a notice begin or end by its time", system: true },
});
