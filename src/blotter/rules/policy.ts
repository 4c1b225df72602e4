import { z } from "zod";
import { limit } from "#platform/limits.ts";

const rulesMax = limit("blotter.rules", 500, "rules", "of one version of a blotter policy");

/** Why a call is kept back. Each is a kind of harm that a map of calls has done. */
const protections = [
  "domestic-violence",
  "sexual",
  "juvenile",
  "medical",
  "crisis",
  "suicide",
  "death",
  "harassment",
  "officer-safety",
  "unknown-type",
] as const;
export type Protection = (typeof protections)[number];

/** A day, in minutes. */
const holdMax = 24 * 60;
const words = z.array(z.string().trim().min(1).max(80)).min(1).max(60);

/** Types that hold one of these words, whole; `=` before it: types that are exactly this. */
const rule = z.discriminatedUnion("does", [
  z.strictObject({ does: z.literal("withhold"), words, protection: z.enum(protections) }),
  z.strictObject({
    does: z.literal("show"),
    words,
    /** What the public reads, plainly, in each language of the newsroom. */
    label: z.record(z.string(), z.string().max(80)),
    kind: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
    /** At a home it is told by its beat alone. */
    atHome: z.enum(["block", "beat"]).default("block"),
    /** And anywhere else. */
    place: z.enum(["block", "beat"]).default("block"),
    /** Held longer than all others. */
    holdMinutes: z.int().min(15).max(holdMax).optional(),
    /** Those who asked for it are told by text and notice, one by one. */
    isNoteworthy: z.boolean().default(false),
  }),
]);

/**
 * What of calls for service the public is shown. The first rule that fits a type decides; what no rule fits is kept back.
 */
export const blotterPolicy = z.strictObject({
  /** From when a call was taken until it can be shown at the soonest. */
  holdMinutes: z.int().min(15).max(holdMax).default(60),
  /** Not while officers are at it. */
  onlyClosed: z.boolean().default(true),
  /** Hours after which a call leaves page and feeds by itself. */
  shownHours: z
    .int()
    .min(6)
    .max(31 * 24)
    .default(7 * 24),
  /** A post a day for each beat, to the accounts that speak for it; it waits for approval as any other. */
  dailyPosts: z.boolean().default(false),
  rules: z.array(rule).max(rulesMax),
});

export type BlotterPolicy = z.infer<typeof blotterPolicy>;
export type Rule = z.infer<typeof rule>;
export type ShowRule = Extract<Rule, { does: "show" }>;
