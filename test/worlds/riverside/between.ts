import { createToken } from "#agency";
import { searchArchive } from "#archive";
import { addMedia, listMedia, withdrawConsent } from "#media";
import { acknowledgePolicy, adoptPolicy, draftPolicy, recordTraining } from "#policy";
import { approvePost, draftPost, liftHold, placeHold, submitPost } from "#publish";
import { changePolicy } from "../../../src/policy/policies.ts";
import { contentOf } from "./contents.ts";
import { people, who } from "./people.ts";
import { drawnLogo } from "./pictures.ts";
import { zone, type Story } from "./story.ts";

/** What else happens in a month besides posts: rules, a hold, searches, people who just look in. */
export function liveBetween(story: Story): void {
  newPolicy(story);
  holdEverything(story);
  askedForRecords(story);
  renewTraining(story);
  keepPictures(story);
  for (const [email, daysAgo, at] of lookedIn)
    story.at(story.day(daysAgo, at), () => story.as(email));
}

/** Days on which somebody signed in without being told of elsewhere here. */
const lookedIn = [
  [who.lieutenant, 28, "08:05"],
  [who.administrator, 24, "10:40"],
  [who.detective, 19, "14:20"],
  [who.hiring, 17, "09:12"],
  [who.auditor, 14, "13:35"],
  [who.detective, 12, "11:00"],
  [who.hiring, 9, "15:48"],
  [who.administrator, 6, "09:26"],
  [who.auditor, 4, "10:02"],
  [who.detective, 3, "16:15"],
  [who.attorney, 2, "11:31"],
  [who.lieutenant, 1, "15:20"],
  [who.chief, 1, "17:05"],
] as const;

/** After the mall: version 2 says who answers rumours. Everybody who writes acknowledges it anew. */
function newPolicy(story: Story): void {
  let version = 0;
  story.at(story.day(12, "09:10"), async () => {
    const chief = await story.as(who.chief);
    const drafted = await draftPolicy(chief);
    version = drafted.version;
    const paragraphs = drafted.paragraphs.map((one) =>
      one.number === "4.4"
        ? {
            ...one,
            body: `${one.body} A rumour about danger is answered with what officers have seen, within fifteen minutes, and again when more is known.`,
          }
        : one,
    );
    await changePolicy(chief, version, { ...drafted, paragraphs });
  });
  story.at(story.day(12, "16:30"), async () => adoptPolicy(await story.as(who.chief), version));
  // The investigator and the background investigator have not read it yet: they do not post.
  const readers = people.filter(
    ({ email, roles }) =>
      email !== who.detective && email !== who.hiring && !roles.includes("auditor"),
  );
  readers.forEach(({ email }, index) =>
    story.at(story.day(12, "16:40").add({ minutes: 4 * index }), async () =>
      acknowledgePolicy(await story.as(email), version),
    ),
  );
}

/** A hold while an officer-involved shooting is told; what it stopped is approved anew in the afternoon. */
function holdEverything(story: Story): void {
  const planned = { postId: "", hash: "" };
  const words = {
    title: "Car seats checked, free",
    text: "Most child seats sit too loose. On Saturday from 9 to noon our technicians check yours at Riverside High; no appointment, about ten minutes.",
    class: "event",
    purpose: "inform",
  } as const;
  const local = `${story.day(7, "08:00").toZonedDateTimeISO(zone).toPlainDate().toString()}T08:00`;
  story.at(story.day(8, "13:20"), async () => {
    const writer = await story.as(who.specialist);
    const content = contentOf(words, story.channels, []);
    const drafted = await draftPost(writer, {
      ...content,
      publish: { when: "at", local, zone },
    });
    Object.assign(planned, { postId: drafted.post.id, hash: drafted.hash });
    await submitPost(writer, story.assembly.networks, drafted.post.id);
  });
  story.at(story.day(8, "14:02"), async () => approvePost(await story.as(who.sergeant), planned));
  let holdId = "";
  story.at(story.day(7, "03:26"), async () => {
    const placed = await placeHold(await story.as(who.captain), {
      scope: "agency",
      exceptions: ["officer-involved", "alert", "missing-person"],
      reason: "Officer-involved shooting on Falls Pkwy: nothing else goes out",
    });
    holdId = placed.hold.id;
  });
  story.at(story.day(7, "13:50"), async () => liftHold(await story.as(who.captain), holdId));
  story.at(story.day(7, "14:12"), async () => {
    await submitPost(await story.as(who.specialist), story.assembly.networks, planned.postId);
  });
  story.at(story.day(7, "14:30"), async () => {
    await approvePost(await story.as(who.sergeant), planned);
    await story.send();
  });
}

/** A reporter asked for all messages about the mall and the shooting; the clerk looks for them. */
function askedForRecords(story: Story): void {
  const searches = [
    [11, "10:20", { words: "Eastgate Mall" }],
    [5, "09:40", { words: "Falls Pkwy", direction: "out" }],
    [5, "09:52", { words: "body camera" }],
    [1, "10:15", { words: "Facebook page", direction: "out" }],
  ] as const;
  for (const [daysAgo, at, search] of searches)
    story.at(story.day(daysAgo, at), async () =>
      searchArchive(await story.as(who.clerk), { ...search }),
    );
}

/** The family takes its consent back once the child is home; a badge waits in the library for a use. */
function keepPictures(story: Story): void {
  story.at(story.day(21, "10:32"), async () => {
    const pio = await story.as(who.pio);
    const { items } = await listMedia(pio, { text: "raincoat" });
    const [picture] = items;
    if (picture)
      await withdrawConsent(
        pio,
        picture.sha256,
        "Mia is home. Her mother asks us to stop using it.",
      );
  });
  story.at(story.day(5, "15:20"), async () => {
    const bytes = Buffer.from(await drawnLogo(), "base64");
    await addMedia(await story.as(who.specialist), { name: "badge.png", bytes });
  });
}

function renewTraining(story: Story): void {
  story.at(story.day(6, "15:10"), async () => {
    const { actor } = await story.as(who.specialist);
    if (actor.kind !== "person") return;
    const given = { personId: actor.personId, code: "free-speech" };
    await recordTraining(await story.as(who.lieutenant), given);
  });
  story.at(story.day(24, "10:55"), async () =>
    createToken(await story.as(who.administrator), {
      name: "City website: our headlines",
      scopes: ["post.read"],
      days: 90,
    }),
  );
}
