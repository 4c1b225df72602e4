import { useQuery, useQueryClient } from "@tanstack/react-query";
import { client } from "../client.ts";
import { answer } from "#ui/api.ts";

const { campaigns } = client;
const one = campaigns[":id"];

export interface CampaignStart {
  model: string | null;
  name: string;
  purpose: string;
  startsOn: string;
  endsOn: string;
  languages: ("en" | "es")[];
}

export interface OwnPiece {
  title: string;
  text: string;
  language: "en" | "es";
  offsetDays: number;
  time: string;
}

export const campaignsApi = {
  list: () => answer(campaigns.$get()),
  page: (id: string) => answer(one.$get({ param: { id } })),
  start: (json: CampaignStart) => answer(campaigns.$post({ json })),
  add: (id: string, json: OwnPiece) => answer(one.posts.$post({ param: { id }, json })),
  submit: (id: string, acknowledged: string[]) =>
    answer(one.submission.$post({ param: { id }, json: { acknowledged } })),
  end: (id: string, why: string) => answer(one.ending.$post({ param: { id }, json: { why } })),
};

export type CampaignsData = Awaited<ReturnType<typeof campaignsApi.list>>;
export type CampaignRow = CampaignsData["campaigns"][number];
export type CampaignModel = CampaignsData["models"][number];
export type CampaignData = Awaited<ReturnType<typeof campaignsApi.page>>;
export type HandedIn = Awaited<ReturnType<typeof campaignsApi.submit>>["posts"][number];

const key = ["outreach-campaigns"] as const;

export const useCampaigns = () =>
  useQuery({
    queryKey: [...key, "list"],
    queryFn: () => campaignsApi.list(),
    refetchInterval: 30_000,
  });
export const useCampaign = (id: string) =>
  useQuery({
    queryKey: [...key, "one", id],
    queryFn: () => campaignsApi.page(id),
    refetchInterval: 15_000,
  });

export function useCampaignsChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: key });
}
