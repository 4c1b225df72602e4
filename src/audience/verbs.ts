import { defineVerbs } from "#agency";

export const audienceVerbs = defineVerbs({
  "audience.read": {
    roles: ["pio", "supervisor", "approver", "command", "administrator", "auditor", "contributor"],
    says: "see how many people subscribed to the news, and what is on its way to them",
  },
  "audience.arrange": {
    roles: ["pio", "administrator"],
    says: "set the quiet hours and words of the page where people subscribe",
  },
  "audience.remove": {
    roles: ["pio", "administrator"],
    says: "end a subscription for somebody who asked for it",
  },
});
