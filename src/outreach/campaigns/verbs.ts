import { defineVerbs, everyone } from "#agency";

export const campaignVerbs = defineVerbs({
  "campaign.read": { roles: everyone, says: "see campaigns" },
  "campaign.start": {
    roles: ["pio", "supervisor", "approver", "command"],
    says: "start a campaign and write its posts",
  },
  "campaign.submit": {
    roles: ["pio", "supervisor", "approver", "command"],
    says: "hand a campaign's posts in for approval",
  },
  "campaign.end": {
    roles: ["pio", "supervisor", "approver", "command"],
    says: "end a campaign and stop what has not been sent",
  },
});
