import { defineVerbs } from "#agency";

export const kitVerbs = defineVerbs({
  "kit.ask": {
    roles: ["pio", "supervisor", "approver", "command"],
    says: "ask for a partner kit",
  },
  "kit.open": {
    roles: ["supervisor", "approver", "command"],
    says: "open a partner kit to the public",
    inPerson: true,
  },
  "kit.close": {
    roles: ["pio", "supervisor", "approver", "command"],
    says: "close a partner kit",
  },
});
