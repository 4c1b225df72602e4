import type { Net } from "../connector.ts";
import { numbersIn } from "../mailing.ts";
import { hasSubscribers } from "../subscribed.ts";
import { SendError } from "../send-error.ts";
import { recipientsMax } from "./capabilities.ts";
import type { Settings } from "./gateway.ts";

/** What every gateway's channel keeps: whom to write to and what a segment costs. Throws SendError `refused`. */
export function listSettings(net: Net, input: Settings): Record<string, string> {
  const isOpen = hasSubscribers("sms", input);
  const recipients = isOpen ? [] : numbersIn(input["recipients"] ?? "");
  if ((!isOpen && recipients.length === 0) || recipients.length > recipientsMax)
    throw new SendError("refused", `The list must hold 1 to ${recipientsMax} telephones.`);
  const price = (input["price"] ?? "").trim();
  if (price !== "" && !/^\d{1,3}(\.\d{1,6})?$/.test(price))
    throw new SendError("refused", "The price of a segment is a number such as 0.0083.");
  return {
    recipients: recipients.join("\n"),
    ...(isOpen ? { who: "subscribers" } : {}),
    ...(price === "" ? {} : { price, priceOn: net.now().toString().slice(0, 10) }),
    currency: (input["currency"] ?? "").trim().toUpperCase() || "USD",
  };
}
