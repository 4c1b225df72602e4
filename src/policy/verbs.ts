import { defineVerbs, everyone, staff } from "#agency";

export const policyVerbs = defineVerbs({
  "policy.read": { roles: everyone, says: "read the policy" },
  "policy.change": { roles: ["administrator", "command", "legal"], says: "draft the policy" },
  "policy.adopt": { roles: ["command"], says: "put a policy in force", stepUp: true },
  "policy.acknowledge": { roles: staff, says: "acknowledge the policy" },
  "policy-list.change": {
    roles: ["pio", "supervisor", "approver", "command", "legal", "investigator"],
    says: "add names and places to the lists of the lint",
  },
  "policy-list.read": {
    roles: ["supervisor", "command", "legal"],
    says: "open the lists of the lint",
    sensitive: true,
  },
  "readiness.read": {
    roles: ["supervisor", "approver", "command", "administrator", "auditor"],
    says: "see other people's trainings and readiness",
  },
  "strategy.read": { roles: everyone, says: "read the strategy" },
  "strategy.change": {
    roles: ["pio", "supervisor", "command", "administrator"],
    says: "draft the strategy",
  },
  "strategy.adopt": { roles: ["command"], says: "put a strategy in force", stepUp: true },
  "training.record": {
    roles: ["supervisor", "command", "administrator"],
    says: "record trainings",
  },
});
