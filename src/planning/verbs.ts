import { defineVerbs, everyone } from "#agency";

const writers = ["pio", "contributor", "supervisor", "approver", "command"] as const;
const planners = ["pio", "supervisor", "approver", "command"] as const;

export const planningVerbs = defineVerbs({
  "plan.read": { roles: everyone, says: "see the plan" },
  "series.write": { roles: planners, says: "write recurring posts" },
  "slot.write": { roles: planners, says: "set the slots of the queue" },
  "queue.book": { roles: writers, says: "put posts in the queue" },
  "evergreen.write": { roles: planners, says: "keep evergreen posts" },
  "evergreen.use": { roles: writers, says: "use evergreen posts" },
  "import.run": { roles: planners, says: "import posts from a table" },
  "feed.write": { roles: planners, says: "set the feeds that become drafts" },
});
