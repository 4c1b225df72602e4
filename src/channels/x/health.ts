import type { Account, Health } from "../account.ts";
import { ailing } from "../ailing.ts";
import type { Net } from "../connector.ts";
import { field, textField } from "../exchange.ts";
import { SendError } from "../send-error.ts";
import { call } from "./calls.ts";
import { events } from "./message-reading.ts";

export async function health(net: Net, account: Account): Promise<Health> {
  try {
    const answer = await call(net, account, "GET", "/2/users/me");
    const of = Number(answer.headers.get("x-rate-limit-limit"));
    const left = Number(answer.headers.get("x-rate-limit-remaining"));
    const quota = of > 0 ? { quota: { used: of - left, of } } : {};
    const name = `@${textField(field(answer.body, "data"), "username")}`;
    return { ...(await withMessages(net, account, name)), ...quota };
  } catch (error) {
    return ailing(error, "Connect the account again, or look at the app in X's console.");
  }
}

/**
 * Whether messages are read too: the poll passes over a no, so it is told here. Asked for what is rare, departures from
 * groups: the answer is seldom one that is paid for.
 */
async function withMessages(net: Net, account: Account, name: string): Promise<Health> {
  try {
    await events(net, account, { max_results: "1", event_types: "ParticipantsLeave" });
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    if (field(error.answer, "status") === 403) return withoutMessages(name);
    // A rate limit is over soon, and the poll waits for it.
    if (error.class !== "later")
      return {
        state: "degraded",
        says: `Posts as ${name}. Direct messages cannot be read now: ${error.message}`,
        fix: "Wait: it is checked again by itself.",
      };
  }
  return { state: "healthy", says: `Posts as ${name}.` };
}

/** Accounts that were connected before messages were read never asked for them. */
function withoutMessages(name: string): Health {
  return {
    state: "degraded",
    says: `Posts as ${name}. Direct messages are not read: the consent does not cover them.`,
    fix: "Connect the account again: it then asks for direct messages too. If that does not help, look at the app's permissions in X's console.",
    untold: ["messages"],
  };
}
