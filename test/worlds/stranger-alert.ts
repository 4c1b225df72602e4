import type { Ctx } from "#platform/context.ts";
import { draftAlert } from "../../src/alerts/life/drafting.ts";
import { writePhrase } from "../../src/alerts/lexicon/lexicon.ts";
import type { Assembly } from "../../src/slices.ts";

/** An alert of another agency, whose every word is the marker. */
export async function draftedAlert(
  { networks }: Assembly,
  deputy: Ctx,
  marker: string,
): Promise<string> {
  const ring: [number, number][] = [
    [-97.8, 30.2],
    [-97.7, 30.2],
    [-97.7, 30.3],
    [-97.8, 30.2],
  ];
  const said = {
    event: "LAE",
    category: ["Safety" as const],
    urgency: "Expected" as const,
    severity: "Severe" as const,
    certainty: "Likely" as const,
    area: { description: marker, rings: [ring] },
    expiresAt: deputy.clock.now().add({ hours: 2 }).toString(),
    sayings: [{ language: "en", headline: marker, description: marker }],
  };
  const alert = { mode: "actual" as const, content: said, ending: said, channels: [] };
  const place = { origin: "https://news.tinycounty.example" };
  return (await draftAlert(deputy, networks, place, alert)).id;
}

/** A phrase of its lexicon. */
export async function writtenPhrase(deputy: Ctx, marker: string): Promise<string> {
  return (await writePhrase(deputy, { kind: "action", en: marker, es: marker })).id;
}
