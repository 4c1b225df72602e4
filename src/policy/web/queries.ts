import { useQuery, useQueryClient } from "@tanstack/react-query";
import { policyApi } from "./api.ts";

export const useInForce = () => useQuery({ queryKey: ["policy"], queryFn: policyApi.inForce });

export const useVersions = () =>
  useQuery({ queryKey: ["policy-versions"], queryFn: policyApi.versions });

export const useReadiness = () =>
  useQuery({ queryKey: ["policy-readiness"], queryFn: policyApi.readiness });

export const useVersion = (version: number) =>
  useQuery({
    queryKey: ["policy-versions", version],
    queryFn: () => policyApi.version(version),
    enabled: version > 0,
  });

/** The rules as they come, before an agency tunes them. */
export function useRules() {
  const { data } = useQuery({
    queryKey: ["policy-rules"],
    queryFn: policyApi.rules,
    staleTime: Infinity,
  });
  return data?.rules ?? [];
}

export function useListCounts(isMine: boolean) {
  const { data } = useQuery({
    queryKey: ["policy-lists"],
    queryFn: policyApi.listCounts,
    enabled: isMine,
  });
  return data?.counts;
}

export const useTrainings = () =>
  useQuery({ queryKey: ["policy-trainings"], queryFn: policyApi.trainings });

/** After an act everything that shows the policy is read again. */
export function usePolicyChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all(
      ["policy", "policy-versions", "policy-readiness", "policy-lists", "policy-trainings"].map(
        (key) => queries.invalidateQueries({ queryKey: [key] }),
      ),
    );
  };
}
