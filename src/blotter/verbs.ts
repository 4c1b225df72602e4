import { defineVerbs } from "#agency";

export const blotterVerbs = defineVerbs({
  "blotter.read": {
    roles: ["pio", "supervisor", "approver", "command", "administrator", "auditor", "contributor"],
    says: "see the calls for service that are shown, held and kept back",
  },
  "blotter.take": {
    roles: ["pio", "administrator"],
    says: "bring calls for service in",
    system: true,
  },
  "blotter.keep": {
    roles: ["pio", "supervisor", "approver", "command", "contributor"],
    says: "keep a call back from the public, and let it go",
  },
  "blotter.propose": {
    roles: ["pio", "supervisor", "approver", "command"],
    says: "propose other rules for what of calls for service the public is shown",
  },
  "call-source.read": {
    roles: ["pio", "supervisor", "approver", "command", "administrator", "auditor"],
    says: "see where calls for service come from",
  },
  "call-source.change": {
    roles: ["administrator"],
    says: "add, change and end sources of calls for service",
    stepUp: true,
  },
  "call-source.answer": {
    roles: ["pio", "supervisor", "command", "administrator"],
    says: "answer for a source of calls that was silent",
  },
  "blotter.adopt": {
    roles: ["command"],
    says: "adopt what of calls for service the public is shown",
    inPerson: true,
  },
});
