import { z } from "zod";
import { canonicalize, sha256 } from "#platform/crypto/canonical.ts";
import { limit } from "#platform/limits.ts";

const aboutMax = limit("opening.about", 8_000, "characters", "of an opening in one language");

const workKinds = ["full-time", "part-time", "volunteer", "seasonal", "intern"] as const;
export type WorkKind = (typeof workKinds)[number];
export const payPeriods = ["hour", "month", "year"] as const;

const short = z.string().trim().max(160);
const money = z.number().min(0).max(10_000_000).nullable().default(null);

/** All that the public is told of an opening, and all that its approval covers. */
export const openingContent = z
  .strictObject({
    title: z.strictObject({ en: short.min(3), es: short.default("") }),
    /** In the small Markdown of pages. */
    about: z
      .strictObject({
        en: z.string().trim().max(aboutMax).default(""),
        es: z.string().trim().max(aboutMax).default(""),
      })
      .prefault({}),
    unit: short.default(""),
    place: short.default(""),
    work: z.enum(workKinds).default("full-time"),
    payFrom: money,
    payTo: money,
    payPer: z.enum(payPeriods).default("year"),
    /** The agency's own number of it. */
    reference: z.string().trim().max(80).default(""),
    /** The last day on which people may apply, where the agency is; empty: until it is filled. */
    closesOn: z.union([z.literal(""), z.iso.date()]).default(""),
    /** Where people apply. Never without encryption: they give their whole life there. */
    applyUrl: z
      .url({ protocol: /^https$/, error: "an address that begins with https://" })
      .max(2_000),
  })
  .refine(({ payFrom, payTo }) => payFrom === null || payTo === null || payTo >= payFrom, {
    path: ["payTo"],
    error: "is less than where the pay begins",
  });

export type OpeningContent = z.infer<typeof openingContent>;
export type OpeningDraft = z.input<typeof openingContent>;

/** SHA-256 over the canonical form of what an approver sees (core A1). */
export function openingHash(id: string, content: OpeningContent): string {
  return sha256(canonicalize({ form: 1, opening: id, content })).toString("hex");
}

/** The application's address, saying where a reader came from (UTM, as web analytics name it). */
export function applicationUrl(
  { applyUrl }: Pick<OpeningContent, "applyUrl">,
  { source, medium, campaign }: { source: string; medium: string; campaign: string },
): string {
  const url = new URL(applyUrl);
  url.searchParams.set("utm_source", source);
  url.searchParams.set("utm_medium", medium);
  url.searchParams.set("utm_campaign", campaign);
  return url.toString();
}
