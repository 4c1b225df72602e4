import { z } from "zod";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";

const objectivesMax = limit("strategy.objectives", 30, "objectives", "more are no strategy");
const perWeekMax = limit("strategy.per-week", 100, "posts a week", "of an objective or a channel");
const quietDaysMax = limit("strategy.quiet-days", 60, "days", "without a post before it is told");

/** What connectors and the newsroom know posts to be for. An objective of an agency's own counts as one of them. */
export const publicKinds = [
  "inform",
  "warn",
  "ask-for-help",
  "engage",
  "recruit",
  "recognise",
] as const;
export type PublicKind = (typeof publicKinds)[number];

export const objectiveKey = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/);
const said = (max: number) =>
  z.strictObject({ en: z.string().trim().min(1).max(max), es: z.string().trim().max(max) });

/** What the agency means to reach by its posts, and how many of them should serve it. */
const objective = z.strictObject({
  key: objectiveKey,
  /** What networks and the newsroom show it as. */
  kind: z.enum(publicKinds),
  name: said(60),
  why: said(500),
  /** Of all posts of four weeks, in per cent. */
  share: z.number().min(0).max(100).nullable(),
  /** Posts a week; 0.25 is one in four weeks. */
  perWeek: z.number().min(0.25).max(perWeekMax).nullable(),
  /** Where it is meant for; none: everywhere. */
  channels: z.array(z.uuid()).max(60).default([]),
  beats: z.array(z.uuid()).max(100).default([]),
});
export type Objective = z.infer<typeof objective>;

export const strategyContent = z.strictObject({
  title: z.string().trim().min(1).max(200),
  objectives: z.array(objective).min(1).max(objectivesMax),
  /** Posts a week on a channel, as the agency plans it. */
  cadence: z
    .array(z.strictObject({ channel: z.uuid(), perWeek: z.number().min(0.25).max(perWeekMax) }))
    .max(60)
    .default([]),
  /** Days without any post that planning stays silent about. */
  quietDays: z.number().int().min(1).max(quietDaysMax).default(3),
});
export type StrategyContent = z.infer<typeof strategyContent>;

/** Refuses what cannot be meant: a key twice, shares of more than the whole. */
export function checkStrategy({ objectives, cadence }: StrategyContent): void {
  const keys = new Set(objectives.map(({ key }) => key));
  if (keys.size !== objectives.length)
    throw new Refusal("objective-twice", "Two objectives have the same key. Give each its own.");
  if (new Set(cadence.map(({ channel }) => channel)).size !== cadence.length)
    throw new Refusal("cadence-twice", "A channel stands twice in the plan. Keep one line each.");
  const sum = objectives.reduce((total, { share }) => total + (share ?? 0), 0);
  if (sum > 100.000_1)
    throw new Refusal(
      "shares-over",
      `The shares add up to ${Math.round(sum)} %. Together they are at most 100 %.`,
    );
}

/** What holds until an agency adopts a strategy of its own. */
export const modelStrategy: StrategyContent = {
  title: "Communication strategy",
  objectives: [
    one("inform", ["Inform", "Informar"], 40, null, [
      "People know what their police do and decide, first from us.",
      "La gente sabe por nosotros lo que hace y decide su policía.",
    ]),
    one("warn", ["Warn", "Advertir"], null, null, [
      "Danger is told at once, with what to do. It has no target: it is as often as it must be.",
      "El peligro se avisa enseguida, con qué hacer. No tiene meta: tantas veces como haga falta.",
    ]),
    one("ask-for-help", ["Ask for help", "Pedir ayuda"], 10, null, [
      "Witnesses and neighbours solve cases with us.",
      "Testigos y vecinos resuelven casos con nosotros.",
    ]),
    one("engage", ["Engage", "Conversar"], 20, 1, [
      "People meet officers before they need one.",
      "La gente conoce a los agentes antes de necesitarlos.",
    ]),
    one("recruit", ["Recruit", "Reclutar"], 10, 1, [
      "Good people see that this work could be theirs.",
      "Personas capaces ven que este trabajo podría ser suyo.",
    ]),
    one("recognise", ["Recognise", "Reconocer"], 10, 0.5, [
      "Good work by officers and neighbours is seen.",
      "El buen trabajo de agentes y vecinos se ve.",
    ]),
  ],
  cadence: [],
  quietDays: 3,
};

function one(
  kind: PublicKind,
  [en, es]: [string, string],
  share: number | null,
  perWeek: number | null,
  [why, porque]: [string, string],
): Objective {
  return {
    key: kind,
    kind,
    name: { en, es },
    why: { en: why, es: porque },
    share,
    perWeek,
    channels: [],
    beats: [],
  };
}
