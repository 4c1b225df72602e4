import { createHash } from "node:crypto";
import { limit } from "#platform/limits.ts";
import type { Account } from "../account.ts";
import type { Attempt } from "../attempt.ts";
import type { Capabilities } from "../capabilities.ts";
import type { Connector, Net } from "../connector.ts";
import { sendToReaders } from "../fan-out.ts";
import { linked } from "../linked.ts";
import { mediaFindings, textFindings } from "../media-findings.ts";
import type { Measure, OutboundMessage } from "../outbound.ts";
import { pollFindings } from "../polls.ts";
import type { PushedAnswer } from "../pushing.ts";
import type { CopyOutcome, Reader } from "../readers.ts";
import { SendError } from "../send-error.ts";

const textMax = limit(
  "push.text",
  1_000,
  "characters",
  "push services take 4,096 bytes, sealing included (RFC 8030, 7.2)",
);
const handsMax = limit("push.fan-out", 32, "notices at once a delivery", "services are many");
const keptSeconds = limit(
  "push.kept",
  86_400,
  "seconds",
  "a notice waits for a browser that is switched off",
);
const urgentSeconds = limit(
  "push.kept-urgent",
  14_400,
  "seconds",
  "a warning of danger to life: who is reached later looks at the newsroom",
);
const putOffMs = limit("push.put-off", 60_000, "ms", "where a service says no time itself");
const source = "RFC 8030, 7.2";
const verifiedOn = "2026-11-22";
const here = { source: "this product", verifiedOn };

const capabilities: Capabilities = {
  edit: "no",
  remove: false,
  reply: false,
  schedule: false,
  receive: false,
  settle: "ask",
  hasAddress: false,
  media: { types: [], itemsMax: 0, sizeBytesMax: 0, altTextRequired: false, altTextMax: 0 },
  count: "characters",
  limits: [
    { what: "text", value: textMax, unit: "characters", source, verifiedOn },
    { what: "images", value: 0, unit: "pictures", ...here },
  ],
  notices: [
    "A notice cannot be taken back once a browser has shown it: a correction is a second one.",
    "People switch notices on in their own browsers; nobody can list them.",
  ],
};

/** Notices to the browsers of those who asked for them on the newsroom (Web Push). */
export function pushConnector(origin: string): Connector {
  const says = "Notices leave through the push services of the browsers themselves.";
  return {
    network: "push",
    title: "Notices in browsers",
    capabilities,
    errors: [],
    settings: [],
    authorize: async () => ({
      remoteId: "push",
      handle: new URL(origin).host,
      displayName: "Notices in browsers",
      profileUrl: `${origin}/subscribe/push`,
      credential: {},
      settings: {},
    }),
    measure,
    publish: (net, account, message, attempt) => publish(net, account, message, attempt),
    health: async () => ({ state: "healthy", says }),
  };
}

function measure(message: OutboundMessage): Measure {
  const count = [...linked(message)].length;
  const findings = [
    ...textFindings(count, textMax, "characters"),
    ...mediaFindings(message, capabilities.media),
    ...pollFindings(message, undefined),
  ];
  return { count, max: textMax, unit: "characters", findings };
}

function publish(net: Net, account: Account, message: OutboundMessage, attempt: Attempt) {
  const { push } = net;
  if (!push) throw new SendError("refused", "This installation has no way to browsers.");
  // Of one post the newest alone is shown, however often a service hands it over.
  const topic = createHash("sha256").update(attempt.key).digest("base64url").slice(0, 32);
  const send = async (reader: Reader) =>
    meant(
      await push(reader.address, {
        body: bodyOf(net, message, { reader, topic }),
        ttlSeconds: reader.isUrgent ? urgentSeconds : keptSeconds,
        isUrgent: reader.isUrgent,
        topic,
      }),
    );
  return sendToReaders({ net, account, message, attempt, hands: handsMax, send });
}

/** The bytes that are sealed for one browser: the newsroom's worker reads them. */
function bodyOf(
  { origin }: Net,
  message: OutboundMessage,
  { reader, topic }: { reader: Reader; topic: string },
): string {
  const { title = "", text, link } = message;
  const { language, manageUrl, isUrgent } = reader;
  const url = link?.url ?? `${origin}/`;
  return JSON.stringify({ title, text, url, topic, language, manageUrl, isUrgent });
}

function meant(answer: PushedAnswer): CopyOutcome {
  switch (answer.state) {
    case "taken":
      // A push service gives no id that it could be asked by: its 201 is what it accepted (core D2).
      return { state: "accepted", remoteId: "201" };
    case "gone":
      return { state: "gone", why: "no-device" };
    case "refused":
      return { state: "refused" };
    case "lost":
      return { state: "unknown" };
    case "not-sent":
      return { state: "later", retryAfterMs: putOffMs };
    case "busy":
      return { state: "later", retryAfterMs: answer.retryAfterMs ?? putOffMs };
  }
}
