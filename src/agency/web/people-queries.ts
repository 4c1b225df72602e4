import { useQuery, useQueryClient } from "@tanstack/react-query";
import { peopleApi, settingsApi, trainingsApi, type PersonRow } from "./api-agency.ts";
import { roleLabels } from "./role-labels.ts";
import { useLabel } from "#ui/words.ts";

const calmMs = 60_000;

export const usePeople = () =>
  useQuery({ queryKey: ["people"], queryFn: peopleApi.list, staleTime: calmMs });

export const useUnits = () => useQuery({ queryKey: ["units"], queryFn: settingsApi.units });

/** Another person's readiness and trainings, for whoever may see them. */
export const usePersonReadiness = (personId: string, enabled: boolean) =>
  useQuery({
    queryKey: ["person-readiness", personId],
    queryFn: () => trainingsApi.of(personId),
    enabled,
  });

/** After an act on an account everything that shows people is read again. */
export function usePeopleChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all(
      ["people", "person-readiness", "recoveries"].map((key) =>
        queries.invalidateQueries({ queryKey: [key] }),
      ),
    );
  };
}

export type PersonState = "open" | "invited" | "locked" | "ended";

export function stateOf(person: PersonRow): PersonState {
  if (person.endedAt !== null) return "ended";
  if (person.lockedAt !== null) return "locked";
  return person.lastSeenAt === null ? "invited" : "open";
}

/** "Records clerk" for "clerk", in the language of the reader. */
export function useRoleName(): (role: string) => string {
  const label = useLabel();
  return (role) => label(roleLabels[role] ?? { en: role, es: role });
}
