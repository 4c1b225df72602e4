import { defineVerbs } from "#agency";

const writers = ["pio", "contributor", "supervisor", "approver", "command"] as const;

export const eventVerbs = defineVerbs({
  "event.read": {
    roles: [...writers, "legal", "clerk", "investigator", "auditor", "administrator"],
    says: "see events and how many signed up",
  },
  "event.draft": { roles: writers, says: "write events" },
  "event.submit": { roles: writers, says: "hand events in for approval" },
  "event.cancel": {
    roles: ["pio", "supervisor", "approver", "command"],
    says: "cancel an event",
  },
  "event.open-door-list": {
    roles: ["pio", "supervisor", "approver", "command"],
    says: "open the door list of an event",
    // Addresses of members of the public, and what they need to take part.
    sensitive: true,
  },
  "event.settle-letter": {
    roles: ["pio", "supervisor", "approver", "command"],
    says: "settle a letter of an event that may not have gone",
  },
  "event.settle": {
    roles: [],
    says: "let an event begin, move up or end by its time",
    system: true,
  },
});
