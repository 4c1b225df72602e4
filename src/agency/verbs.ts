import { defineVerbs } from "./permission.ts";
import { everyone, staff } from "./roles.ts";

/** What the people of an agency may do with the agency itself. */
export const agencyVerbs = defineVerbs({
  "session.own": { roles: everyone, says: "manage your own sessions", inPerson: true },
  // Whoever adds a passkey can sign in with it from then on: never a token, never a screen left open (A6).
  "passkey.change": {
    roles: everyone,
    says: "add and remove your passkeys",
    inPerson: true,
    stepUp: true,
  },
  "agency.read": { roles: everyone, says: "see the agency's settings" },
  "agency.change": { roles: ["administrator"], says: "change the agency's settings", stepUp: true },
  "people.read": { roles: everyone, says: "see who works here" },
  "people.invite": { roles: ["administrator"], says: "invite people", stepUp: true },
  "people.assign": { roles: ["administrator"], says: "assign people to units" },
  "people.end": {
    roles: ["administrator"],
    says: "end or reopen accounts",
    stepUp: true,
    system: true,
  },
  "people.unlock": { roles: ["administrator"], says: "open locked accounts", stepUp: true },
  "people.recover": { roles: ["administrator"], says: "recover accounts", stepUp: true },
  "recovery.read": { roles: ["administrator"], says: "see which recoveries wait" },
  "role.grant": { roles: ["administrator"], says: "grant and revoke roles", stepUp: true },
  "token.read": { roles: staff, says: "see your API tokens" },
  "token.create": { roles: staff, says: "make API tokens", stepUp: true },
  "audit.read": {
    roles: ["administrator", "command", "auditor", "legal"],
    says: "read the audit trail",
  },
});
