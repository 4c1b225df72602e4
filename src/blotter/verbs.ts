import { defineVerbs } from "#agency";

export const blotterVerbs = defineVerbs({
  "blotter.read": {
    roles: ["pio", "supervisor", "approver", "command", "administrator", "auditor", "contributor"],
    says: "see the calls for service that are shown, held and kept back",
  },
  "blotter.take": { roles: ["pio", "administrator"], says: "bring calls for service in" },
  "blotter.keep": {
    roles: ["pio", "supervisor", "approver", "command", "contributor"],
    says: "keep a call back from the public, and let it go",
  },
  "blotter.adopt": {
    roles: ["command"],
    says: "adopt what of calls for service the public is shown",
    inPerson: true,
  },
});
