import type { AccountFacts } from "../account.ts";
import { linked } from "../linked.ts";
import { numbersIn } from "../mailing.ts";
import { allMediaFindings, textFindings } from "../media-findings.ts";
import type { Measure, OutboundMessage } from "../outbound.ts";
import { hasSubscribers } from "../subscribed.ts";
import {
  bodyMax,
  capabilities,
  segmentsMax,
  smppCapabilities,
  verifiedOn,
} from "./capabilities.ts";
import { isSmpp, type Settings } from "./gateway.ts";
import { costlyCharacters, type Segments, segmentsOf } from "./segments.ts";

export function measure(message: OutboundMessage, { settings }: AccountFacts): Measure {
  const text = linked(message);
  const counted = segmentsOf(text);
  const { segments } = counted;
  const findings = [
    ...textFindings(segments, segmentsMax, "segments"),
    ...allMediaFindings(message, isSmpp(settings) ? smppCapabilities : capabilities),
  ];
  if (!isSmpp(settings) && text.length > bodyMax && segments <= segmentsMax)
    findings.push(...textFindings(text.length, bodyMax, "characters"));
  const cost = costOf(text, counted, settings);
  return { count: segments, max: segmentsMax, unit: "segments", findings, ...cost };
}

/** Segments × telephones × the price that was set; MMS have prices of their own and none is guessed. */
function costOf(
  text: string,
  { segments, encoding }: Segments,
  settings: Settings,
): Pick<Measure, "cost"> {
  const { price, currency = "USD", priceOn = verifiedOn } = settings;
  // How many subscribers there are changes by the hour, and is for the audience's page.
  if (price === undefined || hasSubscribers("sms", settings)) return {};
  const telephones = numbersIn(settings["recipients"] ?? "").length;
  const micros = Math.round(Number(price) * 1_000_000) * segments * telephones;
  const costly = encoding === "UCS-2" ? costlyCharacters(text).slice(0, 5).join(" ") : "";
  const tip = costly === "" ? "" : ` These make every segment shorter: ${costly}`;
  return {
    cost: {
      micros,
      currency,
      says: `${segments} × ${telephones} telephones, about ${(micros / 1_000_000).toFixed(2)} ${currency}.${tip}`,
      source: "the price set for this channel",
      verifiedOn: priceOn,
    },
  };
}
