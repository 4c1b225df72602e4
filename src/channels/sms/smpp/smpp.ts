import type { Account, Authorized } from "../../account.ts";
import { ailing } from "../../ailing.ts";
import type { Attempt, Finding, Published } from "../../attempt.ts";
import type { Net } from "../../connector.ts";
import { lost } from "../../exchange.ts";
import { linked } from "../../linked.ts";
import { blindFinding, numbersIn } from "../../mailing.ts";
import type { OutboundMessage } from "../../outbound.ts";
import { SendError } from "../../send-error.ts";
import { segmentsMax } from "../capabilities.ts";
import type { Gateway, Settings } from "../gateway.ts";
import { sendTexts } from "../fan-out.ts";
import { listSettings } from "../telephones.ts";
import { isAboutOne } from "./errors.ts";
import { checkedPlace, type Place, placeIn, placeOf } from "./place.ts";
import { receive } from "./receiving.ts";
import { openSession } from "./session.ts";
import { submitText } from "./submitting.ts";
import { shortMessages } from "./texts.ts";

/** Gateways that speak SMPP 3.4 (SMPP Developers Forum, Issue 1.2). */
export const smpp: Gateway = {
  authorize,
  publish,
  find,
  receive,
  async health(net, account) {
    try {
      await mustLetIn(net, placeOf(account));
      return { state: "healthy", says: "The gateway lets this system in." };
    } catch (error) {
      return ailing(error, "Connect the gateway again with what the provider gave the agency.");
    }
  },
};

async function authorize(net: Net, input: Settings): Promise<Authorized> {
  const settings = { ...checkedPlace(input), ...listSettings(net, input) };
  const password = input["password"] ?? "";
  const { source = "" } = settings as Settings;
  await mustLetIn(net, placeIn(settings, password));
  return {
    remoteId: source,
    handle: source,
    displayName: source,
    profileUrl: `sms:${source}`,
    credential: { password },
    settings,
  };
}

/** To send and to receive: an agency that cannot hear STOP must not write. What comes in meanwhile stays there. */
async function mustLetIn(net: Net, place: Place): Promise<void> {
  const roles =
    place.bind === "split" ? (["transmitter", "receiver"] as const) : ["receiver" as const];
  for (const role of roles) {
    await using session = await openSession(net, place, role, () => undefined);
    await session.link.ask("enquire_link").catch((error: unknown) => {
      throw lost(error);
    });
  }
}

async function publish(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Published> {
  if (message.media.length > 0)
    throw new SendError("refused", "By SMPP no pictures go: write a text with a link.");
  const parts = shortMessages(linked(message), attempt.key);
  if (parts.length === 0) throw new SendError("refused", "There is nothing in the message.");
  if (parts.length > segmentsMax)
    throw new SendError("refused", `The text is longer than ${segmentsMax} segments.`);
  const place = placeOf(account);
  await using session = await openSession(net, place, "transmitter");
  const submission = { net, session, place, attempt, parts };
  return await sendTexts({
    net,
    account,
    message,
    attempt,
    recipients: numbersIn(account.settings["recipients"] ?? ""),
    send: (telephone) => submitText(submission, telephone),
    isAboutAddress: isAboutOne,
    isBlind: true,
  });
}

/** SMPP has no list of what was sent, and asks for a message by the very id that was lost. */
async function find(
  _net: Net,
  _account: Account,
  _message: OutboundMessage,
  attempt: Attempt,
): Promise<Finding> {
  return blindFinding(attempt, "SMPP tells nobody which texts it took.");
}
