import "./verbs.ts";
import type { Networks, Sender } from "#channels";
import { transact } from "#platform/db/database.ts";
import { slice } from "#platform/slice.ts";
import { endAlarms, openAlarms, raiseAlarm } from "./alarms.ts";
import { alarmLetters } from "./letters.ts";
import { lookAtAll } from "./looking.ts";
import { watchRoutes } from "./routes.ts";

/** Watches the agency's own accounts: what did not come from here is an alarm, and one act disavows an account. */
export function watch(networks: Networks, sender: Sender, origin: string) {
  return slice({
    name: "watch",
    routes: watchRoutes(networks),
    jobs: [
      {
        name: "watch.look",
        schedule: "* * * * *",
        run: async (ctx) => void (await lookAtAll(ctx, networks)),
      },
    ],
    on: [
      alarmLetters(sender, origin),
      {
        name: "watch.permissions",
        kinds: ["channels.health-changed"],
        // A permission that is back ends its alarm; a token that is refused may have been taken from us.
        async handle(ctx, { id, subject, facts }) {
          const channelId = subject.id;
          await transact(ctx, async (tx) => {
            if (facts["to"] === "broken") {
              const evidence = { says: String(facts["says"] ?? "") };
              await raiseAlarm(tx, { channelId, kind: "permission", key: id, evidence });
            } else if (facts["from"] === "broken") {
              const lost = (await openAlarms(tx)).filter(
                (one) =>
                  one.channelId === channelId && one.kind === "permission" && one.endedHow === null,
              );
              await endAlarms(tx, lost, "over", "The network accepts the account again.");
            }
          });
        },
      },
    ],
  });
}

export { openAlarms } from "./alarms.ts";
export { standingWarnings } from "./compromised.ts";
export { lookAtAll } from "./looking.ts";
export type { WatchRoutes } from "./routes.ts";
