import { defineVerbs, everyone } from "#agency";

export const watchVerbs = defineVerbs({
  "alarm.read": { roles: everyone, says: "see what does not come from here" },
  "alarm.adopt": {
    roles: ["administrator", "pio", "supervisor", "command"],
    says: "say that it was the agency itself",
  },
  "alarm.disavow": {
    roles: ["pio", "approver", "supervisor", "command"],
    says: "say that an account is compromised",
  },
  "alarm.regain": {
    roles: ["administrator", "command"],
    says: "say that an account is the agency's again",
  },
});
