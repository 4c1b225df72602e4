import { defineVerbs } from "#agency";

const leads = ["pio", "supervisor", "approver", "command"] as const;

export const lexiconVerbs = defineVerbs({
  "phrase.write": { roles: leads, says: "write phrases for alerts, and take them out" },
  "phrase.certify": {
    roles: leads,
    says: "certify that a phrase says the same in both languages",
    inPerson: true,
  },
});
