import { useQuery, useQueryClient } from "@tanstack/react-query";
import { client } from "../client.ts";
import { answer } from "#ui/api.ts";

export type KitOf = "event" | "campaign";

export interface KitWords {
  title: string;
  titleEs: string;
  intro: string;
  introEs: string;
}

const of = { event: client.events[":id"].kit, campaign: client.campaigns[":id"].kit };
const opening = client.kits[":id"].opening;

export const kitsApi = {
  of: (kind: KitOf, id: string) => answer(of[kind].$get({ param: { id } })),
  ask: (kind: KitOf, id: string, json: KitWords) => answer(of[kind].$put({ param: { id }, json })),
  open: (id: string, hash: string) => answer(opening.$post({ param: { id }, json: { hash } })),
  close: (id: string) => answer(opening.$delete({ param: { id } })),
};

export const useKit = (kind: KitOf, id: string) =>
  useQuery({
    queryKey: ["outreach-kits", kind, id],
    queryFn: () => kitsApi.of(kind, id),
    refetchInterval: 30_000,
  });

export function useKitsChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["outreach-kits"] });
}
