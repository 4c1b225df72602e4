import { z } from "zod";
import { canonicalize, sha256 } from "#platform/crypto/canonical.ts";
import { areaKm2, crossingOf, type Position } from "#platform/ground/rings.ts";
import { limit } from "#platform/limits.ts";
import { eventCodes } from "../cap/event-codes.ts";
import { weaFit } from "../cap/wea.ts";

const pointsMax = limit("alert.points", 100, "points", "of one area; phones take no more");
const areasMax = limit("alert.areas", 10, "areas", "of one message; phones take no more");
const wordsMax = limit("alert.words", 1_800, "characters", "of a description or an instruction");
const kmMax = limit("alert.area", 50_000, "km²", "of one drawn area: more is no town or county");
const languagesMax = limit("alert.languages", 8, "languages", "of one message");

/** Five digits after the point are a metre; what is drawn is kept as it will be written. */
const degree = (max: number) =>
  z
    .number()
    .min(-max)
    .max(max)
    .transform((one) => Math.round(one * 100_000) / 100_000);

/** A closed ring as GeoJSON has it: longitude first, the last point the first again. */
const ring = z
  .array(z.tuple([degree(180), degree(90)]))
  .min(4)
  .max(pointsMax)
  .superRefine((points, ctx) => {
    const fault = ringFault(points);
    if (fault) ctx.addIssue({ code: "custom", message: fault });
  });

function ringFault(points: readonly Position[]): string | undefined {
  const [first, last] = [points[0], points.at(-1)];
  if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1])
    return "The area is not closed: its last point must be its first.";
  if (crossingOf(points)) return "The area crosses itself.";
  const km2 = areaKm2(points);
  if (km2 === 0) return "The area covers no ground.";
  return km2 > kmMax ? `The area has ${Math.round(km2)} km²; ${kmMax} are the most.` : undefined;
}

const phoneText = (length: "short" | "long") =>
  z
    .string()
    .trim()
    .refine((text) => text === "" || weaFit(text, length).fits, {
      message:
        length === "short"
          ? "Phones show at most 90 characters of the GSM alphabet here."
          : "Phones show at most 360 characters of the GSM alphabet here.",
    });

const saying = z.strictObject({
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/),
  headline: z.string().trim().min(3).max(160),
  description: z.string().trim().min(3).max(wordsMax),
  instruction: z.string().trim().max(wordsMax).default(""),
  short: phoneText("short").default(""),
  long: phoneText("long").default(""),
});

export type Saying = z.infer<typeof saying>;

/** What a message says, before it is a CAP message and posts: each fact once. */
export const messageContent = z
  .strictObject({
    event: z.string().refine((code) => eventCodes.has(code), { message: "Unknown event code." }),
    category: z
      .array(
        z.enum([
          "Geo",
          "Met",
          "Safety",
          "Security",
          "Rescue",
          "Fire",
          "Health",
          "Env",
          "Transport",
          "Infra",
          "CBRNE",
          "Other",
        ]),
      )
      .min(1)
      .max(4),
    response: z
      .array(
        z.enum([
          "Shelter",
          "Evacuate",
          "Prepare",
          "Execute",
          "Avoid",
          "Monitor",
          "AllClear",
          "None",
        ]),
      )
      .max(4)
      .default([]),
    urgency: z.enum(["Immediate", "Expected", "Future", "Past", "Unknown"]),
    severity: z.enum(["Extreme", "Severe", "Moderate", "Minor", "Unknown"]),
    certainty: z.enum(["Observed", "Likely", "Possible", "Unlikely", "Unknown"]),
    area: z.strictObject({
      description: z.string().trim().min(3).max(300),
      rings: z.array(ring).min(1).max(areasMax),
      /** SAME location codes: broadcasters go by counties, whatever is drawn. */
      same: z
        .array(z.string().regex(/^\d{6}$/))
        .max(31)
        .default([]),
    }),
    /** UTC. Every message expires. */
    expiresAt: z.iso.datetime(),
    /** UTC. When the public hears more at the latest; left out in a cancel. */
    nextUpdateBy: z.iso.datetime().nullable().default(null),
    contact: z.string().trim().max(200).default(""),
    sayings: z.array(saying).min(1).max(languagesMax),
  })
  .refine(
    ({ sayings }) => new Set(sayings.map(({ language }) => language)).size === sayings.length,
    {
      message: "A language is there twice.",
      path: ["sayings"],
    },
  );

export type MessageContent = z.infer<typeof messageContent>;
export type MessageDraft = z.input<typeof messageContent>;

export function contentHash(content: MessageContent): string {
  return sha256(canonicalize(content)).toString("hex");
}
