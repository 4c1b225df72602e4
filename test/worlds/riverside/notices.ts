import { draftNotice, endNotice, noticesCleared, submitNotice, type NoticeDraft } from "#alerts";
import { addMedia } from "#media";
import { approvePost, postVersion } from "#publish";
import type { Temporal } from "#platform/clock.ts";
import { Refusal } from "#platform/refusal.ts";
import { drawnPerson, missingElder } from "../../../src/alerts/notices/testing/notices.ts";
import { who } from "./people.ts";
import { zone, type Story } from "./story.ts";

const origin = "https://riversidefalls.example";

/**
 * Three records: a woman who was located safe last week and of whom nothing is left in public, a man who is looked for
 * since this morning, and somebody whose name nobody knows yet. Their faces are drawn: nobody's.
 */
export function liveNotices(story: Story, now: Temporal.Instant): void {
  story.at(story.day(9, "16:20"), () => located(story));
  story.at(now.subtract({ hours: 4 }), () => lookedFor(story, now));
  story.at(now.subtract({ hours: 2 }), () => unknown(story));
}

async function portrait(story: Story, hair: string, skin: string, shirt: string) {
  const bytes = await drawnPerson(hair, skin, shirt);
  const officer = await story.as(who.pio);
  return (await addMedia(officer, { name: "portrait.jpg", bytes })).sha256;
}

async function located(story: Story): Promise<void> {
  const photo = await portrait(story, "#d9d9d9", "#e0b48c", "#7b5a8c");
  const { id } = await publish(
    story,
    missingElder(photo, story.clock.now(), zone, {
      name: "Edith Lindqvist",
      nickname: "",
      ageYears: 79,
      sex: "female",
      race: "white",
      heightInches: 63,
      weightPounds: 128,
      hair: "white",
      eyes: "blue",
      clothing: "Purple coat, white scarf",
      seenPlace: "near the Old Town library",
      direction: "along River Rd",
      details: "She may be looking for the ferry that ran until 1994.",
      caseNumber: "26-103902",
    }),
  );
  story.clock.advance(74 * 60_000);
  const { replacements } = await endNotice(await story.as(who.pio), story.assembly.networks, id, {
    how: "located",
    outcome: "safe",
    why: "A bus driver recognized her. She is home.",
  });
  await story.send();
  story.clock.advance(3 * 60_000);
  for (const { postId } of replacements) if (postId) await approve(story, postId);
  await story.send();
  await story.relay();
  // The site is made once, when the month is over; it would have said so that minute.
  await noticesCleared(story.system, [id]);
}

async function lookedFor(story: Story, now: Temporal.Instant): Promise<void> {
  const photo = await portrait(story, "#8d8d8d", "#7a5238", "#4a6b8a");
  const seen = now.subtract({ hours: 7 }).toZonedDateTimeISO(zone).toPlainDateTime();
  await publish(
    story,
    missingElder(photo, story.clock.now(), zone, {
      seenAt: seen.toString({ smallestUnit: "minute" }).slice(0, 16),
    }),
  );
}

async function unknown(story: Story): Promise<void> {
  const photo = await portrait(story, "#3b2a1e", "#c99b74", "#5c7a4a");
  const officer = await story.as(who.pio);
  const today = story.clock.now().toZonedDateTimeISO(zone).toPlainDate();
  await draftNotice(officer, {
    kind: "identify",
    clothing: "Green jacket, dark cap",
    seenPlace: "Eastgate Mall, north entrance",
    seenAt: `${today.subtract({ days: 2 }).toString()}T21:15`,
    caseNumber: "26-104288",
    details: "We would like to talk to this person as a witness.",
    photo: {
      sha256: photo,
      alt: "Drawing of a person in a green jacket",
      takenOn: today.subtract({ days: 2 }).toString(),
      credit: "mall camera",
    },
  });
}

/** Written by the PIO, whatever the policy warns of read and confirmed; approved by the captain on call. */
async function publish(story: Story, draft: NoticeDraft): Promise<{ id: string }> {
  const { networks } = story.assembly;
  const { notice } = await draftNotice(await story.as(who.pio), draft);
  story.clock.advance(6 * 60_000);
  const officer = await story.as(who.pio);
  const submit = (acknowledged: readonly string[]) =>
    submitNotice(officer, networks, origin, notice.id, { version: 1, acknowledged });
  const { posts } = await submit([]).catch((error: unknown) => {
    if (!(error instanceof Refusal) || error.code !== "policy-warnings") throw error;
    const { findings } = error.details as { findings: { key: string }[] };
    return submit(findings.map(({ key }) => key));
  });
  story.clock.advance(3 * 60_000);
  for (const { id } of posts) await approve(story, id);
  await story.send();
  await story.relay();
  return { id: notice.id };
}

async function approve(story: Story, postId: string): Promise<void> {
  const captain = await story.as(who.captain);
  const { hash } = await postVersion(captain, postId);
  await approvePost(captain, { postId, hash });
}
