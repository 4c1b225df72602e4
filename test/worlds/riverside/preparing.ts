import { allBeats, personByEmail } from "#agency";
import {
  allTemplates,
  approveDelegation,
  certifyTranslation,
  proposeDelegation,
  templatePage,
} from "#publish";
import { asSystem } from "#platform/context.ts";
import type { Temporal } from "#platform/clock.ts";
import { who } from "./people.ts";
import type { Story } from "./story.ts";

const certified = ["Evacuation", "Shelter in place", "Missing child", "Boil water", "All clear"];

/** In a calm hour: the Spanish of all templates but one is read by somebody who answers for it. */
export async function certifySpanish(story: Story): Promise<void> {
  await story.relay();
  const lieutenant = await story.as(who.lieutenant);
  for (const { id, title } of await allTemplates(lieutenant)) {
    if (!certified.includes(title)) continue;
    const { translations } = await templatePage(lieutenant, id);
    for (const { language, hash } of translations)
      await certifyTranslation(lieutenant, {
        templateId: id,
        language,
        hash,
        note: "Read aloud with the county's certified court interpreter.",
      });
  }
}

/** One in force for the flood season, one that waits for command, one that was for a weekend long gone. */
export async function lendApprovals(story: Story, now: Temporal.Instant): Promise<void> {
  const idOf = async (email: string) =>
    (await personByEmail(asSystem(story.ctx, "world", story.agencyId), email)).id;
  const beat4 = (await allBeats(await story.as(who.lieutenant))).find(({ code }) => code === "4");
  const ask = async (days: readonly [from: number, until: number], more: Lending) =>
    proposeDelegation(await story.as(who.lieutenant), {
      beats: [],
      startsAt: now.add({ hours: 24 * days[0] }).toString(),
      endsAt: now.add({ hours: 24 * days[1] }).toString(),
      ...more,
      people: [await idOf(more.people)],
    });
  const lent = await ask([-1, 27], {
    class: "arrest",
    role: "supervisor",
    people: who.sergeant,
    beats: beat4 ? [beat4.id] : [],
    reason: "Flood season: the lieutenant is with the river watch most nights.",
  });
  await approveDelegation(await story.as(who.chief), lent.id);
  await ask([6, 8], {
    class: "death",
    role: "command",
    people: who.sergeant,
    reason: "The chief and the captain are both at the state conference that weekend.",
  });
}

interface Lending {
  class: string;
  role: "approver" | "supervisor" | "command";
  people: string;
  beats?: string[];
  reason: string;
}

/** How the department's own words name a beat. */
const named: Readonly<Record<string, RegExp>> = {
  "1": /Mill St|Pier 2|Old Town|Waterfront|Founders Park/,
  "2": /University|Orchard Way/,
  "3": /Eastgate/,
  "4": /Northside|River Rd/,
};

/** The beats that a message speaks of: what residents of one want to read of theirs. */
export async function beatsIn(
  story: Story,
  { title, text }: { title: string; text: string },
): Promise<string[]> {
  const beats = await allBeats(story.system);
  return beats
    .filter(({ code }) => named[code]?.test(`${title} ${text}`) ?? false)
    .map(({ id }) => id);
}
