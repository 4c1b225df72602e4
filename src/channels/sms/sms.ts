import type { Account } from "../account.ts";
import type { Connector } from "../connector.ts";
import { capabilities, smppCapabilities } from "./capabilities.ts";
import { fields } from "./fields.ts";
import { type Gateway, isSmpp } from "./gateway.ts";
import { measure } from "./meter.ts";
import { smppErrors } from "./smpp/errors.ts";
import { smpp } from "./smpp/smpp.ts";
import { smsErrors } from "./twilio/errors.ts";
import { hook } from "./twilio/hook.ts";
import { twilio } from "./twilio/twilio.ts";

/** Text messages to a list of telephones, by whichever gateway the channel was connected to. */
export const sms: Connector = {
  network: "sms",
  title: "Text messages",
  capabilities,
  ways: { "Twilio's interface": capabilities, SMPP: smppCapabilities },
  errors: [...smsErrors, ...smppErrors],
  settings: fields,
  measure,
  hook,
  authorize: (net, input) => (isSmpp(input) ? smpp : twilio).authorize(net, input),
  publish: (net, account, ...rest) => by(account).publish(net, account, ...rest),
  find: (net, account, ...rest) => by(account).find(net, account, ...rest),
  receive: (net, account, ...rest) => by(account).receive(net, account, ...rest),
  health: (net, account) => by(account).health(net, account),
};

function by({ settings }: Account): Gateway {
  return isSmpp(settings) ? smpp : twilio;
}
