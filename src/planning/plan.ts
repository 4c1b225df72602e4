import type { Objective, StrategyContent } from "#policy";
import type { PlannedPost } from "#publish";
import { dayOf, daysBetween, plusDays, weekOf, type Day } from "./weeks.ts";

/** What the plan is counted from: pure data, so that a test can make any month. */
export interface PlanFacts {
  today: Day;
  zone: string;
  strategy: Pick<StrategyContent, "objectives" | "cadence" | "quietDays">;
  posts: readonly PlannedPost[];
}

export const weeksAhead = 4;
const mixDays = 28;

export interface WeekCount {
  /** The Sunday on which it begins. */
  start: Day;
  out: number;
  planned: number;
  byObjective: Record<string, { out: number; planned: number }>;
}

/** This week and the coming four: how many went out and how many have a time, by objective. */
export function weekCounts({ today, zone, posts }: PlanFacts): WeekCount[] {
  const first = weekOf(today);
  return Array.from({ length: weeksAhead + 1 }, (_one, at) => {
    const start = plusDays(first, 7 * at);
    const inWeek = posts.filter((post) => weekOf(dayOf(post.at, zone)) === start);
    const byObjective: WeekCount["byObjective"] = {};
    for (const { objective, isOut } of inWeek) {
      const count = (byObjective[objective] ??= { out: 0, planned: 0 });
      count[isOut ? "out" : "planned"]++;
    }
    const out = inWeek.filter(({ isOut }) => isOut).length;
    return { start, out, planned: inWeek.length - out, byObjective };
  });
}

export interface MixRow {
  objective: string;
  count: number;
  /** Per cent of all posts of the last four weeks, to one decimal; null where nothing went out. */
  share: number | null;
  target: number | null;
}

/** What went out in the last 28 days, by objective, against the shares that the strategy aims at. */
export function mix({ today, zone, posts, strategy }: PlanFacts): {
  total: number;
  rows: MixRow[];
} {
  const from = plusDays(today, 1 - mixDays);
  const out = posts.filter((post) => {
    const day = dayOf(post.at, zone);
    return post.isOut && day >= from && day <= today;
  });
  const known = new Set(strategy.objectives.map(({ key }) => key));
  const others = [...new Set(out.map(({ objective }) => objective))].filter(
    (key) => !known.has(key),
  );
  const targets = new Map(strategy.objectives.map(({ key, share }) => [key, share]));
  const rows = [...known, ...others].map((objective) => {
    const count = out.filter((post) => post.objective === objective).length;
    const share = out.length === 0 ? null : Math.round((count / out.length) * 1_000) / 10;
    return { objective, count, share, target: targets.get(objective) ?? null };
  });
  return { total: out.length, rows };
}

export interface CadenceRow {
  channel: string;
  thisWeek: number;
  /** Of the last four whole weeks. */
  average: number;
  perWeek: number | null;
}

export function cadence(facts: PlanFacts, channels: readonly string[]): CadenceRow[] {
  const { today, zone, posts, strategy } = facts;
  const week = weekOf(today);
  const from = plusDays(week, -mixDays);
  return channels.map((channel) => {
    const days = posts
      .filter((post) => post.channels.includes(channel))
      .map((post) => ({ day: dayOf(post.at, zone), isOut: post.isOut }));
    const before = days.filter(({ day, isOut }) => isOut && day >= from && day < week).length;
    return {
      channel,
      thisWeek: days.filter(({ day }) => weekOf(day) === week).length,
      average: Math.round((before / 4) * 100) / 100,
      perWeek: strategy.cadence.find((one) => one.channel === channel)?.perWeek ?? null,
    };
  });
}

export interface Consistency {
  /** The last 28 days, the oldest first. */
  days: { day: Day; out: number }[];
  /** Days up to today without a break, today's own silence not counted yet. */
  streak: number;
  /** Whole days since the last post; null where there is none in 28 days. */
  sinceLast: number | null;
  /** The longest run of days without a post. */
  longestQuiet: number;
}

export function consistency({ today, zone, posts }: PlanFacts): Consistency {
  const counts = new Map<Day, number>();
  for (const post of posts)
    if (post.isOut) counts.set(dayOf(post.at, zone), (counts.get(dayOf(post.at, zone)) ?? 0) + 1);
  const days = Array.from({ length: mixDays }, (_one, at) => {
    const day = plusDays(today, at + 1 - mixDays);
    return { day, out: counts.get(day) ?? 0 };
  });
  let [run, longestQuiet] = [0, 0];
  for (const { day, out } of days) {
    run = out > 0 ? 0 : run + 1;
    if (day < today) longestQuiet = Math.max(longestQuiet, run);
  }
  const back = days.toReversed();
  const counted = back[0]?.out === 0 ? back.slice(1) : back;
  const broken = counted.findIndex(({ out }) => out === 0);
  const last = back.find(({ out }) => out > 0);
  return {
    days,
    streak: broken < 0 ? counted.length : broken,
    sinceLast: last ? daysBetween(last.day, today) : null,
    longestQuiet,
  };
}

/** Runs of coming days without anything planned that are longer than the strategy stays silent about. */
export function gaps({ today, zone, posts, strategy }: PlanFacts): { from: Day; days: number }[] {
  const filled = new Set(posts.map((post) => dayOf(post.at, zone)));
  const found: { from: Day; days: number }[] = [];
  let run = 0;
  const length = 7 * (weeksAhead + 1) - daysBetween(weekOf(today), today);
  for (let at = 0; at <= length; at++) {
    const isFilled = at === length || filled.has(plusDays(today, at));
    if (isFilled && run > strategy.quietDays)
      found.push({ from: plusDays(today, at - run), days: run });
    run = isFilled ? 0 : run + 1;
  }
  return found;
}

export interface Suggestion {
  objective: string;
  /** How many more this week, by the plan. */
  missing: number;
  perWeek: number;
  /** Days since the last that went out; null: none in twelve weeks. */
  daysSince: number | null;
}

/**
 * What is missing this week. An objective of one a week or more is missing what this week's posts, out or planned,
 * leave open; one of less than one a week is missing once its interval has passed and nothing is planned in it.
 */
export function suggestions(facts: PlanFacts): Suggestion[] {
  return facts.strategy.objectives
    .flatMap((objective) => suggestionFor(facts, objective) ?? [])
    .toSorted((a, b) => b.missing - a.missing || (b.daysSince ?? 999) - (a.daysSince ?? 999));
}

function suggestionFor(facts: PlanFacts, objective: Objective): Suggestion | undefined {
  const { key, perWeek } = objective;
  if (perWeek === null) return undefined;
  const { today, zone } = facts;
  const week = weekOf(today);
  const days = facts.posts
    .filter((post) => post.objective === key)
    .map((post) => ({ day: dayOf(post.at, zone), isOut: post.isOut }));
  const last = days.filter(({ isOut }) => isOut).at(-1)?.day;
  const daysSince = last === undefined ? null : daysBetween(last, today);
  const inWeek = days.filter(({ day }) => weekOf(day) === week).length;
  if (perWeek >= 1) {
    const missing = Math.round(perWeek) - inWeek;
    return missing > 0 ? { objective: key, missing, perWeek, daysSince } : undefined;
  }
  const interval = Math.round(7 / perWeek);
  const isPlanned = days.some(({ day, isOut }) => !isOut && day <= plusDays(today, interval));
  const isDue = daysSince === null || daysSince >= interval;
  return isDue && !isPlanned ? { objective: key, missing: 1, perWeek, daysSince } : undefined;
}
