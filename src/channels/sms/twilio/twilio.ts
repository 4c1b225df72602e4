import type { Account, Authorized } from "../../account.ts";
import { ailing } from "../../ailing.ts";
import type { Attempt, Published } from "../../attempt.ts";
import type { Net } from "../../connector.ts";
import { textField } from "../../exchange.ts";
import { linked } from "../../linked.ts";
import { isNumber, numbersIn } from "../../mailing.ts";
import type { OutboundMessage } from "../../outbound.ts";
import { SendError } from "../../send-error.ts";
import type { Gateway, Settings } from "../gateway.ts";
import { sendTexts } from "../fan-out.ts";
import { listSettings } from "../telephones.ts";
import { accountPath, call, codeIn, gatewayOf, placeOf } from "./calls.ts";
import { aboutOneTelephone, goneTelephone } from "./errors.ts";
import { find, receive } from "./reading.ts";

/** Gateways that speak the Twilio interface (2010-04-01). */
export const twilio: Gateway = {
  authorize,
  publish,
  find,
  receive,
  async health(net, account) {
    try {
      const place = placeOf(account);
      const { body } = await call(net, place, accountPath(place, ".json"));
      const status = textField(body, "status");
      if (status === "active")
        return { state: "healthy", says: "The gateway's account is active." };
      return {
        state: "broken",
        says: `The gateway's account is ${status}.`,
        fix: "Ask the gateway why.",
      };
    } catch (error) {
      return ailing(error, "Connect the gateway again with a valid token.");
    }
  },
};

async function authorize(net: Net, input: Settings): Promise<Authorized> {
  const from = (input["from"] ?? "").replaceAll(/[\s().-]/g, "");
  if (!isNumber(from) && !/^MG[0-9a-f]{32}$/.test(from))
    throw new SendError("refused", "The sender must be a number such as +15551234567, or MG….");
  const list = listSettings(net, input);
  const place = {
    base: gatewayOf(input),
    account: (input["account"] ?? "").trim(),
    token: input["token"] ?? "",
  };
  const { body } = await call(net, place, accountPath(place, ".json"));
  return {
    remoteId: from,
    handle: from,
    displayName: textField(body, "friendly_name") || from,
    profileUrl: `sms:${from}`,
    credential: { token: place.token },
    settings: {
      account: place.account,
      from,
      ...list,
      ...(input["gateway"] ? { gateway: place.base } : {}),
      ...(input["endpoint"] ? { endpoint: place.base } : {}),
    },
  };
}

async function publish(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Published> {
  const place = placeOf(account);
  const media: string[] = [];
  for (const item of message.media) media.push(await net.lend(item.sha256, item.type));
  const send = async (address: string) => {
    const form = new URLSearchParams({
      To: address,
      Body: linked(message),
      [place.from.startsWith("MG") ? "MessagingServiceSid" : "From"]: place.from,
      StatusCallback: `${net.origin}/hooks/sms/${account.id}`,
    });
    for (const url of media) form.append("MediaUrl", url);
    const { body } = await call(net, place, accountPath(place, "/Messages.json"), form);
    const id = textField(body, "sid");
    if (id === "") throw new SendError("unknown", "The gateway's answer names no message.");
    return id;
  };
  const recipients = numbersIn(account.settings["recipients"] ?? "");
  const isAboutAddress = (error: SendError) => aboutOneTelephone.has(codeIn(error));
  const goneWhy = (error: SendError) => goneTelephone[codeIn(error)];
  const ask = { net, account, message, attempt, recipients, send, isAboutAddress, goneWhy };
  return sendTexts(ask);
}
