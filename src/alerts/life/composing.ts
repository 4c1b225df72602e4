import { Temporal } from "#platform/clock.ts";
import type { Position } from "#platform/ground/rings.ts";
import { eventCodes } from "../cap/event-codes.ts";
import { profileCode } from "../cap/ipaws.ts";
import type { CapAlert, CapInfo, Named } from "../cap/message.ts";
import type { MessageContent, Saying } from "./content.ts";
import type { AlertMode } from "./tables.ts";

/** What stands around the words of a message. */
export interface Envelope {
  alertId: string;
  number: number;
  type: "Alert" | "Update" | "Cancel";
  mode: AlertMode;
  /** Who warns, by the name of its site: "news.city.example". */
  host: string;
  origin: string;
  agencyName: string;
  timeZone: string;
  sent: Temporal.Instant;
  /** What was sent before of the same alert. */
  earlier: readonly { number: number; sent: Temporal.Instant }[];
}

const statuses = { actual: "Actual", exercise: "Exercise", test: "Test" } as const;

/** The message in the terms of CAP 1.2 and of the IPAWS profile. */
export function capOf(content: MessageContent, envelope: Envelope): CapAlert {
  const { mode, number, alertId, type, timeZone, earlier, host } = envelope;
  const sender = senderOf(host);
  const references = earlier.map((one) =>
    [sender, identifierOf(alertId, one.number), capTime(one.sent, timeZone)].join(","),
  );
  return {
    identifier: identifierOf(alertId, number),
    sender,
    sent: capTime(envelope.sent, timeZone),
    status: statuses[mode],
    msgType: type,
    scope: "Public",
    code: [profileCode],
    ...(mode === "actual" ? {} : { note: practiceWords[mode].en }),
    ...(references.length > 0 ? { references: references.join(" ") } : {}),
    info: content.sayings.map((saying) => infoOf(content, saying, envelope)),
  };
}

function identifierOf(alertId: string, number: number): string {
  return `${alertId}.${number}`;
}

function senderOf(host: string): string {
  return `alerts@${host}`;
}

/** Local time with its distance from UTC, never "Z" (CAP 1.2 §3.3.2); whole seconds. */
function capTime(instant: Temporal.Instant, timeZone: string): string {
  const at = instant
    .toZonedDateTimeISO(timeZone)
    .round({ smallestUnit: "second", roundingMode: "trunc" });
  return `${at.toPlainDateTime().toString({ smallestUnit: "second" })}${at.offset}`;
}

function infoOf(content: MessageContent, saying: Saying, envelope: Envelope): CapInfo {
  const { mode, timeZone, agencyName, origin, alertId } = envelope;
  const { headline, description, instruction } = marked(saying, mode);
  return {
    language:
      saying.language === "en" ? "en-US" : saying.language === "es" ? "es-US" : saying.language,
    category: [...content.category],
    event: eventCodes.get(content.event) ?? content.event,
    responseType: [...content.response],
    urgency: content.urgency,
    severity: content.severity,
    certainty: content.certainty,
    eventCode: [{ valueName: "SAME", value: content.event }],
    expires: capTime(Temporal.Instant.from(content.expiresAt), timeZone),
    senderName: agencyName,
    headline,
    description,
    ...(instruction ? { instruction } : {}),
    // A test has no page that the public could come upon.
    ...(mode === "actual" ? { web: pageOf(origin, alertId) } : {}),
    ...(content.contact ? { contact: content.contact } : {}),
    parameter: parametersOf(saying, mode),
    resource: [],
    area: [
      {
        areaDesc: content.area.description,
        polygon: content.area.rings.map(polygonOf),
        circle: [],
        geocode: content.area.same.map((value) => ({ valueName: "SAME", value })),
      },
    ],
  };
}

function parametersOf({ short, long }: Saying, mode: AlertMode): Named[] {
  return [
    { valueName: "EAS-ORG", value: "CIV" },
    ...(short ? [{ valueName: "CMAMtext", value: short }] : []),
    ...(short && long ? [{ valueName: "CMAMlongtext", value: long }] : []),
    ...(mode === "actual" || !short ? [] : [{ valueName: "WEAHandling", value: "WEA Test" }]),
  ];
}

/** CAP has the latitude first, GeoJSON the longitude: the classic swap. */
function polygonOf(ring: readonly Position[]): string {
  return ring.map(([lon, lat]) => `${lat},${lon}`).join(" ");
}

function pageOf(origin: string, alertId: string): string {
  return `${origin}/alerts/${alertId}`;
}

const practiceWords = {
  exercise: {
    en: "EXERCISE. This is an exercise; nothing in it is real.",
    es: "SIMULACRO. Esto es un simulacro; nada de esto es real.",
  },
  test: {
    en: "TEST. This is a test; nothing in it is real.",
    es: "PRUEBA. Esto es una prueba; nada de esto es real.",
  },
} as const;

/** In Hawaii test and live looked alike: what is practice says so at the head of its own words. */
function marked(
  saying: Saying,
  mode: AlertMode,
): Pick<Saying, "headline" | "description" | "instruction"> {
  if (mode === "actual") return saying;
  const mark = practiceWords[mode][saying.language.startsWith("es") ? "es" : "en"];
  const [word = ""] = mark.split(".");
  return {
    headline: `${word}: ${saying.headline}`.slice(0, 160),
    description: `${mark} ${saying.description}`,
    instruction: saying.instruction,
  };
}

const timeWords = {
  en: { until: "In force until", next: "Next update by" },
  es: { until: "Vigente hasta", next: "Próxima información a más tardar" },
} as const;

/** The words of the post that carries a message in one language: the same as in its CAP message. */
export function wordsOf(
  content: MessageContent,
  saying: Saying,
  envelope: Pick<Envelope, "type" | "mode" | "timeZone" | "origin" | "alertId">,
): { title: string; text: string; short: string } {
  const { mode, timeZone, origin, alertId, type } = envelope;
  const { headline, description, instruction } = marked(saying, mode);
  const say = timeWords[saying.language.startsWith("es") ? "es" : "en"];
  const at = (when: string) => localTime(when, saying.language, timeZone);
  const times = [
    ...(type === "Cancel" ? [] : [`${say.until} ${at(content.expiresAt)}.`]),
    ...(content.nextUpdateBy ? [`${say.next} ${at(content.nextUpdateBy)}.`] : []),
  ].join(" ");
  const address = mode === "actual" ? pageOf(origin, alertId) : "";
  const short =
    [mode === "actual" ? saying.long || saying.short : "", headline].find(Boolean) ?? "";
  return {
    title: headline,
    text: [headline, description, instruction, times, address].filter(Boolean).join("\n\n"),
    short: [short, address].filter(Boolean).join(" "),
  };
}

function localTime(when: string, language: string, timeZone: string): string {
  return Temporal.Instant.from(when).toLocaleString(language === "es" ? "es-US" : language, {
    timeZone,
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  });
}
