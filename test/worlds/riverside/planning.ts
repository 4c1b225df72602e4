import { addSlot, keepEvergreen, writeSeries } from "#planning";
import { adoptStrategy, changeStrategy, draftStrategy } from "#policy";
import { listPosts } from "#publish";
import type { Temporal } from "#platform/clock.ts";
import { who } from "./people.ts";
import type { Story } from "./story.ts";
import { zone } from "./story.ts";

/** The department's own strategy, adopted before the month, and what is planned by it. */
export async function adoptOwnStrategy(story: Story): Promise<void> {
  const pio = await story.as(who.pio);
  const { version, madeAt: _m, inForceFrom: _f, version: _v, ...model } = await draftStrategy(pio);
  await changeStrategy(pio, version, {
    ...model,
    title: "Communication strategy of Riverside PD",
    objectives: [
      ...model.objectives,
      {
        key: "traffic-safety",
        kind: "warn",
        name: { en: "Traffic safety", es: "Seguridad vial" },
        why: {
          en: "Fewer people are hurt on Falls Pkwy and around schools.",
          es: "Menos personas heridas en Falls Pkwy y cerca de las escuelas.",
        },
        share: 10,
        perWeek: 0.5,
        channels: [],
        beats: [],
      },
    ],
    cadence: story.channels
      .filter(({ isPublic }) => isPublic)
      .slice(0, 5)
      .map(({ id }, at) => ({ channel: id, perWeek: at === 0 ? 5 : 3 })),
  });
  await adoptStrategy(await story.as(who.chief), version);
}

/** What the desk has set up for the weeks ahead: a series, the slots of its queue, posts to use again. */
export async function planAhead(story: Story, now: Temporal.Instant): Promise<void> {
  const pio = await story.as(who.pio);
  const channels = story.channels
    .filter(({ isPublic, beatId }) => isPublic && beatId === null)
    .map(({ id }) => id);
  const day = now.toZonedDateTimeISO(zone).toPlainDate();
  const first = day.add({ days: 21 + ((9 - day.dayOfWeek) % 7) });
  await writeSeries(pio, {
    title: "Coffee with a cop",
    content: {
      title: "Coffee with a cop",
      text: "Coffee with a cop, Tuesday at 9 at the Mill St bakery. Ask us anything; the first cup is ours.",
      channels,
      class: "event",
      purpose: "engage",
    },
    rule: `FREQ=WEEKLY;BYDAY=TU;UNTIL=${day.add({ days: 210 }).toString().replaceAll("-", "")}`,
    startsLocal: `${first.toString()}T09:00`,
  });
  for (const [weekday, time, objective] of [
    [1, "17:30", null],
    [3, "12:00", "recruit"],
    [5, "16:00", null],
  ] as const)
    await addSlot(pio, { weekday, time, objective, channels: [] });
  await keep(story, "break-ins", "Lock it, hide it, keep it", day.add({ days: 180 }));
  await keep(story, "A day in beat 3", "A day in beat 3", day.add({ days: 90 }));
}

async function keep(
  story: Story,
  text: string,
  title: string,
  until: Temporal.PlainDate,
): Promise<void> {
  const pio = await story.as(who.pio);
  const [post] = (await listPosts(pio, { text })).posts;
  if (!post) return;
  const given = { title, postId: post.id, expiresOn: until.toString(), minDays: 14 };
  await keepEvergreen(pio, given);
}
