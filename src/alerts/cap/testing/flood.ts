import type { CapAlert, CapInfo } from "../message.ts";
import { profileCode } from "../ipaws.ts";

const area = (): CapInfo["area"][number] => ({
  areaDesc: "Northside Farms, between River Rd and the river",
  polygon: ["47.61,-122.35 47.61,-122.3 47.64,-122.3 47.64,-122.35 47.61,-122.35"],
  circle: [],
  geocode: [{ valueName: "SAME", value: "053033" }],
});

/** An evacuation that nothing is wrong with, in two languages. */
export function flood(): CapAlert {
  const info: CapInfo = {
    language: "en-US",
    category: ["Met", "Safety"],
    event: "Evacuation Immediate",
    responseType: ["Evacuate"],
    urgency: "Immediate",
    severity: "Extreme",
    certainty: "Observed",
    eventCode: [{ valueName: "SAME", value: "EVI" }],
    effective: "2026-11-22T10:00:00-08:00",
    expires: "2026-11-22T16:00:00-08:00",
    senderName: "Riverside Police Department",
    headline: "Leave Northside Farms now",
    description: "The river is over its banks at River Rd. Water is rising fast.",
    instruction: "Go now by Orchard Way to Riverside High. Do not drive through water.",
    web: "https://riversidefalls.example/alerts/1",
    parameter: [
      { valueName: "EAS-ORG", value: "CIV" },
      { valueName: "WEAHandling", value: "Imminent Threat" },
      {
        valueName: "CMAMtext",
        value: "Riverside Police: Leave Northside Farms NOW. Flood. Go to Riverside High.",
      },
      {
        valueName: "CMAMlongtext",
        value:
          "Riverside Police: Leave Northside Farms NOW. The river is over its banks at River Rd and rising. Go by Orchard Way to Riverside High. Do not drive through water. Until 4 PM.",
      },
    ],
    resource: [],
    area: [area()],
  };
  return {
    identifier: "openbeat-2026-1",
    sender: "alerts@riversidefalls.example",
    sent: "2026-11-22T10:00:00-08:00",
    status: "Actual",
    msgType: "Alert",
    scope: "Public",
    code: [profileCode],
    info: [
      info,
      {
        ...info,
        language: "es-US",
        headline: "Salga ya de Northside Farms",
        description: "El río se desbordó en River Rd. El agua sube rápido.",
        instruction: "Salga ahora por Orchard Way a Riverside High. No maneje por el agua.",
      },
    ],
  };
}
