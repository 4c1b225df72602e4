import { Temporal } from "#platform/clock.ts";
import { areaKm2, type Position } from "#platform/ground/rings.ts";
import type { CapAlert, CapInfo } from "../cap/message.ts";
import { pointsOf } from "../cap/polygon.ts";
import { readCap } from "../cap/reading.ts";
import type { SigningKey } from "../cap/certificate.ts";
import { checkSignatures, signCap } from "../cap/signature.ts";
import { writeCap } from "../cap/writing.ts";
import type { MessageContent } from "./content.ts";
import { capOf, type Envelope } from "./composing.ts";

export interface Compared {
  /** The message as it would leave. */
  xml: string;
  /** What the bytes say of the ground, read back from them: GeoJSON rings, one list for each language. */
  parsed: Position[][];
  /** Square kilometres of what was drawn, and of what the bytes say. */
  drawnKm2: number;
  parsedKm2: number;
  /** Sentences: where the bytes do not say what was drawn and written. None: it may go. */
  differences: string[];
}

/**
 * Writes the message, signed where there is a key, reads its bytes back and holds them against what was drawn and typed. Los Angeles, 9 January 2025: the
 * right area was drawn, software lost it on the way, and some ten million people were alerted.
 */
export async function writeAndCompare(
  content: MessageContent,
  envelope: Envelope,
  key?: SigningKey,
): Promise<Compared> {
  const plain = writeCap(capOf(content, envelope));
  const xml = key ? signCap(plain, key) : plain;
  const read = await readCap(Buffer.from(xml));
  const drawnKm2 = sumKm2(content.area.rings);
  if ("faults" in read) {
    const differences = read.faults.map(({ message }) => `The message cannot be read: ${message}`);
    return { xml, parsed: [], drawnKm2, parsedKm2: 0, differences };
  }
  const { alert } = read;
  const differences = differencesOf(content, alert, envelope);
  if (key)
    await checkSignatures(Buffer.from(xml), (level, _rule, _path, message) => {
      if (level === "error") differences.push(message);
    });
  const parsed = ringsOf(alert.info[0]);
  return {
    xml,
    parsed,
    drawnKm2,
    parsedKm2: sumKm2(parsed),
    differences,
  };
}

function differencesOf(content: MessageContent, alert: CapAlert, envelope: Envelope): string[] {
  const found: string[] = [];
  const expected = capOf(content, envelope);
  if (alert.status !== expected.status)
    found.push(`It says “${alert.status}”, not “${expected.status}”.`);
  if (alert.info.length !== content.sayings.length)
    found.push(`It has ${alert.info.length} languages; ${content.sayings.length} were written.`);
  for (const [at, { language }] of content.sayings.entries()) {
    const info = alert.info[at];
    const wanted = expected.info[at];
    if (!info || !wanted) continue;
    for (const name of [
      "headline",
      "description",
      "instruction",
      "event",
      "urgency",
      "severity",
      "certainty",
    ] as const)
      if (spaced(info[name]) !== spaced(wanted[name]))
        found.push(`In ${language} the ${name} is another than was written.`);
    if (!isSameRings(ringsOf(info), content.area.rings))
      found.push(`In ${language} the area is not the one that was drawn.`);
    if (!isSameTime(info.expires, content.expiresAt))
      found.push(`In ${language} it does not expire when it should.`);
  }
  return found;
}

/** Readers of XML may fold white space at the ends. */
function spaced(text = ""): string {
  return text.trim().replaceAll(/\r\n?/g, "\n");
}

function ringsOf(info: CapInfo | undefined): Position[][] {
  return (info?.area ?? []).flatMap(({ polygon }) =>
    polygon.map((one) => (pointsOf(one) ?? []).map(({ lat, lon }): Position => [lon, lat])),
  );
}

function isSameRings(
  some: readonly (readonly Position[])[],
  others: readonly (readonly Position[])[],
) {
  return JSON.stringify(some) === JSON.stringify(others);
}

function isSameTime(local: string | undefined, utc: string): boolean {
  if (local === undefined) return false;
  const second = (text: string) => Math.trunc(Temporal.Instant.from(text).epochMilliseconds / 1000);
  return second(local) === second(utc);
}

function sumKm2(rings: readonly (readonly Position[])[]): number {
  return rings.reduce((sum, ring) => sum + areaKm2(ring), 0);
}
