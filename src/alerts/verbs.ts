import { defineVerbs, everyone } from "#agency";

export const alertVerbs = defineVerbs({
  "alert.read": { roles: everyone, says: "see alerts" },
  "alert.draft": {
    roles: ["pio", "contributor", "supervisor", "approver", "command"],
    says: "write alerts and their updates",
  },
  "drill.record": {
    roles: ["pio", "supervisor", "approver", "command", "administrator"],
    says: "write down a demonstration with the IPAWS tool",
  },
  "alert.cancel": {
    roles: ["pio", "supervisor", "approver", "command"],
    says: "cancel an alert with the words that were approved for it",
  },
});

export { noticeVerbs } from "./notices/verbs.ts";
export { lexiconVerbs } from "./lexicon/verbs.ts";
