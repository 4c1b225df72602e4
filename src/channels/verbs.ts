import { defineVerbs, everyone } from "#agency";

export const channelVerbs = defineVerbs({
  "channel.read": { roles: everyone, says: "see the channels" },
  "channel.connect": { roles: ["administrator"], says: "connect or end a channel", stepUp: true },
  "channel.check": {
    roles: ["administrator", "pio", "approver", "supervisor", "command"],
    says: "check a channel's health",
    system: true,
  },
  "channel.places": {
    roles: ["administrator"],
    says: "say which of a network's places a beat is",
  },
  "opt-out.read": {
    roles: ["administrator", "pio", "legal", "auditor"],
    says: "see who asked not to be written to",
    sensitive: true,
  },
  "opt-out.write": {
    roles: ["administrator", "pio", "legal"],
    says: "enter who asked not to be written to, or asked for it again",
  },
  "reserve.set": {
    roles: ["command"],
    says: "set what is kept of a network's budget for life safety",
  },
  "capture.read": {
    roles: everyone.filter((role) => role !== "hiring" && role !== "contributor"),
    says: "see how complete the record of each account is",
  },
  "capture.answer": {
    roles: ["administrator", "clerk", "legal", "supervisor", "command"],
    says: "answer for a gap in what was captured",
  },
  "inbound.read": { roles: everyone, says: "see what came in" },
});
