import { hc, type InferResponseType } from "hono/client";
import type { DeviceRoutes } from "#devices";
import { answer, apiBase, consoleFetch } from "#ui/api.ts";

const client = hc<DeviceRoutes>(apiBase, { fetch: consoleFetch });

export type OwnDevice = InferResponseType<typeof client.devices.$get, 200>["devices"][number];

export const devicesApi = {
  own: () => answer(client.devices.$get()),
  add: (json: { name: string; endpoint: string; p256dh: string; auth: string }) =>
    answer(client.devices.$post({ json })),
  /** Whether this browser is one of one's own devices; notes that it was seen in this session. */
  isKnown: async (mark: string) =>
    (await answer(client.devices.presence.$put({ json: { mark } }))).known,
  try: (id: string) => answer(client.devices[":id"].tries.$post({ param: { id } })),
  remove: (id: string) => answer(client.devices[":id"].$delete({ param: { id } })),
};
