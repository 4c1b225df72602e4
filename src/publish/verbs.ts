import { defineVerbs, everyone } from "#agency";

const writers = ["pio", "contributor", "supervisor", "approver", "command"] as const;
const approvers = ["approver", "supervisor", "command", "legal"] as const;

export const publishVerbs = defineVerbs({
  "post.read": { roles: everyone, says: "see posts" },
  "post.draft": { roles: writers, says: "write posts" },
  "post.submit": { roles: writers, says: "submit posts for approval" },
  "post.discard": { roles: writers, says: "discard drafts" },
  "post.approve": { roles: approvers, says: "approve posts", inPerson: true, stepUp: true },
  "post.break-glass": {
    roles: ["pio", "supervisor", "approver", "command"],
    says: "publish without an approval in an emergency",
    stepUp: true,
  },
  "post.review-break-glass": {
    roles: ["command"],
    says: "review a break-glass publication",
    inPerson: true,
  },
  "post.fire": {
    roles: ["pio", "supervisor", "approver", "command"],
    says: "send out what was approved beforehand",
  },
  "post.disarm": {
    roles: ["pio", "supervisor", "approver", "command"],
    says: "put away what was approved beforehand",
    system: true,
  },
  "post.recall": { roles: ["pio", ...approvers], says: "recall or correct what was published" },
  "comment.write": {
    roles: ["pio", "contributor", "supervisor", "approver", "command", "legal"],
    says: "comment on drafts",
  },
  "post.take-down": { roles: [], says: "take a post down by its time", system: true },
  "content.review": {
    roles: ["pio", ...approvers, "auditor"],
    says: "look through what the public can read",
  },
  "content.close-review": {
    roles: ["command"],
    says: "sign the quarterly review of public content",
    inPerson: true,
  },
  "delegation.propose": {
    roles: ["supervisor", "command"],
    says: "ask for a delegation of approvals",
    stepUp: true,
    inPerson: true,
  },
  "delegation.approve": {
    roles: ["command"],
    says: "approve a delegation of approvals",
    stepUp: true,
    inPerson: true,
  },
  "delegation.end": { roles: ["supervisor", "command"], says: "end a delegation of approvals" },
  "delivery.settle": {
    roles: ["pio", "approver", "supervisor", "command"],
    says: "settle what the network left unclear",
  },
  "delivery.confirm-gone": {
    roles: ["pio", "approver", "supervisor", "command"],
    says: "confirm that old facts are gone",
  },
  "stream-key.read": {
    roles: ["pio", "administrator"],
    says: "see the key of a live stream",
    stepUp: true,
    sensitive: true,
  },
  "live.end": {
    roles: ["pio", "approver", "supervisor", "command"],
    says: "end a live stream of the newsroom's own",
  },
  "live.caption": { roles: writers, says: "write captions for a recording of the newsroom's own" },
  "live.certify-captions": {
    roles: ["pio", "approver", "supervisor", "command"],
    says: "certify captions of a recording that somebody else wrote",
  },
  "hold.place": {
    roles: ["pio", "approver", "supervisor", "command"],
    says: "hold scheduled posts",
  },
  "hold.lift": { roles: ["supervisor", "command"], says: "lift a hold" },
  "link.fetch": { roles: writers, says: "fetch the card of a link" },
  "template.read": { roles: everyone, says: "see templates" },
  "template.write": {
    roles: ["pio", "supervisor", "approver", "command"],
    says: "write templates",
  },
  "template.certify": {
    roles: ["pio", "supervisor", "approver", "command"],
    says: "certify a translation",
    inPerson: true,
  },
});
