import { defineVerbs } from "#agency";

export const newsroomVerbs = defineVerbs({
  "newsroom-host.read": {
    roles: ["pio", "supervisor", "command", "administrator", "auditor"],
    says: "see which host a copy of the newsroom is pushed to, and how it is",
  },
  "newsroom-host.change": {
    roles: ["administrator"],
    says: "set and end the host that a copy of the newsroom is pushed to",
    stepUp: true,
  },
  "newsroom-host.push": {
    roles: ["pio", "administrator"],
    says: "have the newsroom pushed to its host at once",
  },
});
