import { useQuery, useQueryClient } from "@tanstack/react-query";
import { hc, type InferRequestType, type InferResponseType } from "hono/client";
import type { AlertRoutes } from "#alerts";
import { answer, apiBase, consoleFetch } from "#ui/api.ts";

const client = hc<AlertRoutes>(apiBase, { fetch: consoleFetch });
const { alerts } = client;
const one = alerts[":id"];

export type AlertBody = InferRequestType<typeof alerts.$post>["json"];
export type MessageBody = AlertBody["content"];
export type AlertMode = AlertBody["mode"];

export const alertsApi = {
  list: () => answer(alerts.$get()),
  channels: () => answer(client["alert-channels"].$get()),
  check: (json: { mode: AlertMode; content: MessageBody }) =>
    answer(client["alert-check"].$post({ json })),
  begin: (json: AlertBody) => answer(alerts.$post({ json })),
  page: (id: string) => answer(one.$get({ param: { id } })),
  rewrite: (id: string, json: Omit<AlertBody, "mode">) => answer(one.$put({ param: { id }, json })),
  drop: (id: string) => answer(one.$delete({ param: { id } })),
  update: (id: string, json: Omit<AlertBody, "mode" | "ending">) =>
    answer(one.updates.$post({ param: { id }, json })),
  submit: (id: string, acknowledged: string[]) =>
    answer(one.submission.$post({ param: { id }, json: { acknowledged } })),
  approve: (id: string, seen: string[]) =>
    answer(one.approval.$post({ param: { id }, json: { seen } })),
  giveBack: (id: string, why: string) =>
    answer(one.submission.$delete({ param: { id }, json: { why } })),
  breakGlass: (id: string, seen: string[], reason: string) =>
    answer(one["break-glass"].$post({ param: { id }, json: { seen, reason } })),
  drills: () => answer(client["alert-drills"].$get()),
  recordDrill: (json: { doneOn: string; tool: string; note: string }) =>
    answer(client["alert-drills"].$post({ json })),
  phrases: () => answer(client["alert-phrases"].$get()),
  adoptPhrases: () => answer(client["alert-phrases"].models.$post()),
  writePhrase: (json: { kind: PhraseData["kind"]; en: string; es: string }) =>
    answer(client["alert-phrases"].$post({ json })),
  certifyPhrase: (id: string) =>
    answer(client["alert-phrases"][":id"].certification.$post({ param: { id } })),
  endPhrase: (id: string) => answer(client["alert-phrases"][":id"].$delete({ param: { id } })),
  cancel: (id: string) => answer(one.cancellation.$post({ param: { id } })),
};

export type AlertRow = Awaited<ReturnType<typeof alertsApi.list>>["alerts"][number];
export type AlertData = Awaited<ReturnType<typeof alertsApi.page>>;
export type PhraseData = InferResponseType<
  (typeof client)["alert-phrases"]["$get"]
>["phrases"][number];
export type MessageData = AlertData["messages"][number];
export type Checked = NonNullable<MessageData["checked"]>;
export type ChannelChoice = Awaited<ReturnType<typeof alertsApi.channels>>["channels"][number];

const key = ["alerts"] as const;

export const useAlerts = () =>
  useQuery({ queryKey: [...key, "list"], queryFn: alertsApi.list, refetchInterval: 30_000 });
export const useAlert = (id: string) =>
  useQuery({
    queryKey: [...key, "page", id],
    queryFn: () => alertsApi.page(id),
    refetchInterval: 10_000,
    enabled: id !== "",
  });
export const useAlertChannels = () =>
  useQuery({ queryKey: [...key, "channels"], queryFn: alertsApi.channels });

export const usePhrases = () =>
  useQuery({ queryKey: [...key, "phrases"], queryFn: alertsApi.phrases });

export const useDrills = () =>
  useQuery({ queryKey: [...key, "drills"], queryFn: alertsApi.drills });

export function useAlertsChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await queries.invalidateQueries({ queryKey: key });
    await queries.invalidateQueries({ queryKey: ["session"] });
  };
}

/** The file of one message, for the agency's own IPAWS tool. */
export function fileOf(id: string, number: number): string {
  return `${apiBase}/alerts/${id}/messages/${number}/file`;
}
