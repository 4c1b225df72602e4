import { asSystem } from "#platform/context.ts";
import { slice } from "#platform/slice.ts";
import { allAgencies } from "./agencies.ts";
import { writeAudit } from "./audit.ts";
import { endIdlePeople } from "./idle-accounts.ts";
import { agencyRoutes, type AgencyWiring } from "./routes.ts";
import "./verbs.ts";

/** The agency, its people, their roles and sign-in, and the audit trail. */
export function agency(wiring: AgencyWiring) {
  return slice({
    name: "agency",
    routes: agencyRoutes(wiring),
    inTransaction: writeAudit,
    jobs: [
      {
        name: "agency.end-idle-accounts",
        schedule: "15 10 * * *",
        async run(ctx) {
          for (const { agencyId } of await allAgencies(ctx))
            await endIdlePeople(asSystem(ctx, "idle accounts", agencyId));
        },
      },
    ],
  });
}

export {
  allAgencies,
  foundAgency,
  ownAgency,
  siteAgency,
  type Agency,
  type AgencyDraft,
} from "./agencies.ts";
export { beatArea, type Area } from "./area.ts";
export { importBeats } from "./beat-files/importing.ts";
export { readBeats } from "./beat-files/reading.ts";
export { auditLook, auditLookOnce, writeAudit } from "./audit.ts";
export { enrolAuthenticator, takeCode } from "./authenticators.ts";
export { actingAs, doorman } from "./doorman.ts";
export { guardedRoutes, may, open, type GuardedRoute } from "./may.ts";
export { makePass, type PassKind } from "./passes.ts";
export {
  addPerson,
  allPeople,
  namesOf,
  peopleWithRole,
  personByEmail,
  personById,
  type Person,
} from "./people.ts";
export {
  allVerbs,
  authorize,
  decide,
  defineVerbs,
  personOf,
  verbRule,
  type Denial,
  type Decision,
  type VerbFacts,
  type VerbObject,
  type VerbRule,
} from "./permission.ts";
export { addBeat, addUnit, allBeats } from "./places.ts";
export { everyone, isRole, roles, roleTitles, staff, type Role } from "./roles.ts";
export type { AgencyRoutes, AgencyWiring, FrameNotice } from "./routes.ts";
export { Setup } from "./setup.ts";
export { setPassword, signInWithPassword } from "./sign-in.ts";
export { createToken } from "./tokens.ts";
