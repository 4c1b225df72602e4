import { hc } from "hono/client";
import type { AgencyRoutes, Role } from "#agency";
import type { Area } from "./area-view.ts";
import { answer, apiBase, ask, consoleFetch } from "#ui/api.ts";

const client = hc<AgencyRoutes>(apiBase, { fetch: consoleFetch });
const one = client.people[":id"];
const at = (id: string) => ({ param: { id } });

export type { Role };

export const peopleApi = {
  list: () => answer(client.people.$get()),
  invite: (json: { email: string; name: string; title: string; roles: Role[] }) =>
    answer(client.people.$post({ json })),
  grant: (id: string, role: Role) => answer(one.roles.$post({ ...at(id), json: { role } })),
  revoke: (id: string, role: Role) => answer(one.roles[":role"].$delete({ param: { id, role } })),
  end: (id: string, why: string) => answer(one.$delete({ ...at(id), json: { why } })),
  reopen: (id: string) => answer(one.reopening.$post(at(id))),
  unlock: (id: string) => answer(one.lockout.$delete(at(id))),
  assign: (id: string, unitId: string | null) =>
    answer(one.unit.$put({ ...at(id), json: { unitId } })),
  askRecovery: (id: string) => answer(one.recovery.$post(at(id))),
  recoveries: () => answer(client.recoveries.$get()),
  secondRecovery: (id: string) => answer(client.recoveries[":id"].second.$post(at(id))),
};

export interface AuditQuery {
  actorId?: string;
  kind?: string;
  subjectId?: string;
  outcome?: "done" | "refused" | "failed";
  from?: string;
  until?: string;
  before?: string;
}

export const auditApi = {
  trail: (query: AuditQuery) => answer(client.audit.$get({ query })),
};

export const settingsApi = {
  agency: () => answer(client.agency.$get()),
  change: (json: AgencyFacts & { logo?: string }) => answer(client.agency.$patch({ json })),
  beats: () => answer(client.beats.$get()),
  addBeat: (code: string, name: string, area: Area | undefined) =>
    answer(client.beats.$post({ json: { code, name, ...(area ? { area } : {}) } })),
  redrawBeat: (id: string, area: Area) =>
    answer(client.beats[":id"].area.$put({ ...at(id), json: { area } })),
  units: () => answer(client.units.$get()),
  addUnit: (name: string) => answer(client.units.$post({ json: { name } })),
  tokens: () => answer(client.tokens.$get()),
  makeToken: (json: { name: string; scopes: string[]; days: number }) =>
    answer(client.tokens.$post({ json })),
  endToken: (id: string) => answer(client.tokens[":id"].$delete(at(id))),
};

export interface AgencyFacts {
  name: string;
  shortName: string;
  state: string;
  timeZone: string;
  disclaimer: string;
  securityContact: string;
}

export interface PersonReadiness {
  policyVersion?: number;
  acknowledgedAt?: string;
  trainings: {
    code: string;
    title: string;
    lapsesAt?: string;
    isCurrent: boolean;
    isRequired: boolean;
  }[];
  denial?: { code: string; reason: string; paragraph?: string };
}

/** Trainings belong to the policy, which knows the agency and not the other way round. */
export const trainingsApi = {
  of: (personId: string) => ask<PersonReadiness>("GET", `/people/${personId}/readiness`),
  record: (personId: string, code: string) =>
    ask<unknown>("POST", `/people/${personId}/trainings`, { code }),
};

export type AgencyRow = Awaited<ReturnType<typeof settingsApi.agency>>;
export type PersonRow = Awaited<ReturnType<typeof peopleApi.list>>["people"][number];
export type AuditRow = Awaited<ReturnType<typeof auditApi.trail>>["events"][number];
export type TokenRow = Awaited<ReturnType<typeof settingsApi.tokens>>["tokens"][number];
export type BeatRow = Awaited<ReturnType<typeof settingsApi.beats>>["beats"][number];
