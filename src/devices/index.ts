import "./verbs.ts";
import type { rateLimiter } from "#platform/http/security.ts";
import type { Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { slice } from "#platform/slice.ts";
import { endWithTheirPeople } from "./devices.ts";
import { pushPublicKey } from "./push-key.ts";
import type { Pusher } from "./pusher.ts";
import { deviceRoutes } from "./routes.ts";

/** The browsers on which people get notices. */
export function devices(pusher: Pusher, limiter: ReturnType<typeof rateLimiter>) {
  return slice({
    name: "devices",
    routes: deviceRoutes(pusher, limiter),
    inTransaction: endWithTheirPeople,
  });
}

/** What browsers subscribe with: the agency's own key for push services. */
export function publicPushKey(ctx: Ctx): Promise<string> {
  return transact(ctx, pushPublicKey);
}

export { devicesOf } from "./devices.ts";
export type { Notice } from "./notice.ts";
export { pushAnswerMax, Pusher, pushMsMax } from "./pusher.ts";
export type { DeviceRoutes } from "./routes.ts";
