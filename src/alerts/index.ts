import "./verbs.ts";
import type { Networks } from "#publish";
import { slice } from "#platform/slice.ts";
import { alertGate } from "./life/issuing.ts";
import type { AlertPlace } from "./life/drafting.ts";
import { watchAlerts } from "./life/watching.ts";
import { alertRoutes } from "./routes.ts";

/** Alerts with their whole life, prepared for IPAWS and carried by the agency's own channels. */
export function alerts(networks: Networks, place: AlertPlace) {
  return slice({
    name: "alerts",
    routes: alertRoutes(networks, place),
    inTransaction: alertGate(place),
    jobs: [
      {
        name: "alerts.watch",
        schedule: "* * * * *",
        run: async (ctx) => void (await watchAlerts(ctx)),
      },
    ],
  });
}

export { publicAlerts, type PublicAlert, type PublicMessage } from "./life/public.ts";
export type { AlertRoutes } from "./routes.ts";
export { activeAlerts, watchAlerts } from "./life/watching.ts";
