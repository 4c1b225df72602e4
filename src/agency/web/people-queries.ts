import { useQuery, useQueryClient } from "@tanstack/react-query";
import { auditApi, peopleApi, trainingsApi, type PersonRow } from "./api-agency.ts";
import { roleLabels } from "./role-labels.ts";
import { useMay } from "#ui/session.ts";
import { useLabel } from "#ui/words.ts";

const calmMs = 60_000;

export const usePeople = () =>
  useQuery({ queryKey: ["people"], queryFn: peopleApi.list, staleTime: calmMs });

export const useKnownTrainings = (enabled: boolean) =>
  useQuery({
    queryKey: ["policy-readiness"],
    queryFn: trainingsApi.known,
    staleTime: calmMs,
    enabled,
  });

/** After an act on an account everything that shows people is read again. */
export function usePeopleChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all(
      ["people", "lockouts", "person-trainings", "recoveries"].map((key) =>
        queries.invalidateQueries({ queryKey: [key] }),
      ),
    );
  };
}

/**
 * Whose account is locked. The list of people does not say; the audit trail does, to whoever may read
 * it: the newest of "locked" and "opened" tells.
 */
export function useLockedIds(): ReadonlySet<string> {
  const may = useMay();
  const { data } = useQuery({
    queryKey: ["lockouts"],
    queryFn: () => auditApi.trail({ kind: "agency.account-" }),
    enabled: may("audit.read"),
    staleTime: calmMs,
  });
  const newest = new Map<string, string>();
  for (const { subjectId, kind } of data?.events ?? []) {
    if (!newest.has(subjectId)) newest.set(subjectId, kind);
  }
  const locked = [...newest].filter(([, kind]) => kind === "agency.account-locked");
  return new Set(locked.map(([id]) => id));
}

export type PersonState = "open" | "invited" | "locked" | "ended";

export function stateOf(person: PersonRow, locked: ReadonlySet<string>): PersonState {
  if (person.endedAt !== null) return "ended";
  if (locked.has(person.id)) return "locked";
  return person.lastSeenAt === null ? "invited" : "open";
}

/** "Records clerk" for "clerk", in the language of the reader. */
export function useRoleName(): (role: string) => string {
  const label = useLabel();
  return (role) => label(roleLabels[role] ?? { en: role, es: role });
}
