import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { PlannedPost } from "#publish";
import {
  cadence,
  consistency,
  gaps,
  mix,
  suggestions,
  weekCounts,
  type PlanFacts,
} from "./plan.ts";
import { beginningOf, dayOf, daysBetween, plusDays, weekOf } from "./weeks.ts";

const zone = "America/Los_Angeles";
const keys = ["inform", "engage", "recruit"] as const;
const objective = (key: string, share: number | null, perWeek: number | null) => ({
  key,
  kind: "inform" as const,
  name: { en: key, es: key },
  why: { en: key, es: key },
  share,
  perWeek,
  channels: [],
  beats: [],
});
const strategy = {
  objectives: [
    objective("inform", 50, null),
    objective("engage", 25, 2),
    objective("recruit", null, 0.5),
  ],
  cadence: [{ channel: "a", perWeek: 3 }],
  quietDays: 3,
};
const post = (at: string, more: Partial<PlannedPost> = {}): PlannedPost => ({
  id: at,
  headline: "",
  objective: "inform",
  channels: ["a"],
  at,
  isOut: true,
  state: "approved",
  ...more,
});
const facts = (today: string, posts: PlannedPost[]): PlanFacts => ({
  today,
  zone,
  strategy,
  posts,
});

const anyDay = fc.integer({ min: 0, max: 4_000 }).map((days) => plusDays("2022-01-01", days));
const anyInstant = fc.integer({ min: Date.UTC(2022, 0, 1), max: Date.UTC(2032, 0, 1) }).map(
  (ms) =>
    `${new Intl.DateTimeFormat("sv-SE", {
      dateStyle: "short",
      timeStyle: "medium",
      timeZone: "UTC",
    })
      .format(ms)
      .replace(" ", "T")}Z`,
);

test("a day begins and ends by the wall clock, also where clocks change", () => {
  assert.equal(dayOf("2026-11-01T06:59:59Z", zone), "2026-10-31");
  assert.equal(dayOf("2026-11-02T07:59:59Z", zone), "2026-11-01", "the day of 25 hours");
  assert.equal(dayOf("2027-03-15T06:59:59Z", zone), "2027-03-14", "the day of 23 hours");
  fc.assert(
    fc.property(anyDay, (day) => {
      assert.equal(dayOf(beginningOf(day, zone), zone), day);
    }),
  );
});

test("every day is in exactly one week of seven days that begins on a Sunday", () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const week = weekOf(day);
      const into = daysBetween(week, day);
      assert.ok(into >= 0 && into < 7);
      assert.equal(weekOf(week), week);
      assert.equal(weekOf(plusDays(week, 6)), week);
      assert.equal(weekOf(plusDays(week, 7)), plusDays(week, 7));
    }),
  );
});

test("the weeks count every post of theirs once, by objective and as a whole", () => {
  fc.assert(
    fc.property(
      anyDay,
      fc.array(fc.tuple(anyInstant, fc.constantFrom(...keys), fc.boolean()), { maxLength: 60 }),
      (today, list) => {
        const posts = list.map(([at, key, isOut]) => post(at, { objective: key, isOut }));
        const weeks = weekCounts(facts(today, posts));
        const end = plusDays(weekOf(today), 35);
        const inside = posts.filter(({ at }) => {
          const day = dayOf(at, zone);
          return day >= weekOf(today) && day < end;
        });
        const sum = (of: (week: (typeof weeks)[number]) => number) =>
          weeks.reduce((total, week) => total + of(week), 0);
        assert.equal(
          sum(({ out, planned }) => out + planned),
          inside.length,
        );
        assert.equal(
          sum(({ byObjective }) =>
            Object.values(byObjective).reduce((all, one) => all + one.out + one.planned, 0),
          ),
          inside.length,
        );
      },
    ),
  );
});

test("the shares of the mix add up, and count only what is out", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.constantFrom(...keys, "old-one"))),
      (list) => {
        const today = "2026-11-21";
        const posts = list.map(([ago, objective]) =>
          post(beginningOf(plusDays(today, -ago), zone), { objective }),
        );
        const { total, rows } = mix(facts(today, posts));
        assert.equal(total, list.filter(([ago]) => ago < 28).length);
        assert.equal(
          rows.reduce((sum, { count }) => sum + count, 0),
          total,
          "an objective of an older strategy has its own row",
        );
        const shares = rows.reduce((sum, { share }) => sum + (share ?? 0), 0);
        assert.ok(total === 0 ? shares === 0 : Math.abs(shares - 100) < 0.3);
      },
    ),
  );
});

test("a streak ends with the first silent day, and today's silence is not held against it yet", () => {
  const today = "2026-11-21";
  const on = (ago: number) => post(beginningOf(plusDays(today, -ago), zone));
  const three = consistency(facts(today, [on(1), on(2), on(3), on(5)]));
  assert.deepEqual([three.streak, three.sinceLast, three.longestQuiet], [3, 1, 22]);
  assert.equal(consistency(facts(today, [on(0), on(1)])).streak, 2);
  assert.equal(consistency(facts(today, [])).sinceLast, null);
  assert.equal(consistency(facts(today, [on(9)])).days.length, 28);
});

test("cadence is of whole weeks, and of the week that runs", () => {
  const today = "2026-11-18";
  const posts = ["2026-11-16", "2026-11-10", "2026-11-09", "2026-10-27"].map((day) =>
    post(beginningOf(day, zone)),
  );
  assert.deepEqual(cadence(facts(today, posts), ["a", "b"]), [
    { channel: "a", thisWeek: 1, average: 0.75, perWeek: 3 },
    { channel: "b", thisWeek: 0, average: 0, perWeek: null },
  ]);
});

test("a gap is a run of empty days longer than the strategy is silent about", () => {
  const today = "2026-11-22";
  const planned = [0, 2, 7].map((days) =>
    post(beginningOf(plusDays(today, days), zone), { isOut: false }),
  );
  const found = gaps(facts(today, planned));
  assert.deepEqual(found[0], { from: "2026-11-25", days: 4 });
  assert.equal(found.length, 2, "and the empty weeks after the last one");
});

test("what is missing this week is suggested, what is planned is not", () => {
  const today = "2026-11-18";
  const recruited = post(beginningOf("2026-11-02", zone), { objective: "recruit" });
  const engaged = post(beginningOf("2026-11-17", zone), { objective: "engage" });
  const found = suggestions(facts(today, [recruited, engaged]));
  assert.deepEqual(found, [
    { objective: "recruit", missing: 1, perWeek: 0.5, daysSince: 16 },
    { objective: "engage", missing: 1, perWeek: 2, daysSince: 1 },
  ]);
  const planned = post(beginningOf("2026-11-20", zone), { objective: "recruit", isOut: false });
  const after = suggestions(facts(today, [recruited, engaged, planned]));
  assert.deepEqual(
    after.map(({ objective: key }) => key),
    ["engage"],
  );
});
