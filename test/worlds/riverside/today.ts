import {
  approvePost,
  breakGlass,
  draftPost,
  escalateOverdue,
  submitPost,
  type PostContentDraft,
} from "#publish";
import { searchArchive } from "#archive";
import type { Temporal } from "#platform/clock.ts";
import { settleUnconfirmed } from "../../../src/publish/settling.ts";
import { contentOf, withPicture } from "./contents.ts";
import { who } from "./people.ts";
import { beatsIn } from "./preparing.ts";
import type { PictureName } from "./pictures.ts";
import { zone, type Story } from "./story.ts";
import { dated } from "./telling.ts";
import type { Told } from "./told.ts";

type Words = Pick<Told, "title" | "text" | "class" | "purpose" | "short">;
interface Piece extends Words {
  by: string;
  picture?: PictureName;
  /** The picture's description where it is not our own. */
  alt?: string;
  plannedAt?: Temporal.Instant;
}

/**
 * What is on the desk when the demo opens: four approvals, one of them overdue; two drafts, one of them not
 * ready; an answer that a network never gave; a publication without approval to review; a week of plans.
 */
export function liveToday(story: Story, now: Temporal.Instant): void {
  const ago = (minutes: number) => now.subtract({ minutes });
  cordon(story, ago);
  lostAnswer(story, ago);
  plans(story, now);
  fourApprovals(story, now);
  twoDrafts(story, ago);
  for (const [email, minutes] of inTheHouse) story.at(ago(minutes), () => story.as(email));
  story.at(ago(150), async () =>
    searchArchive(await story.as(who.clerk), { words: "hijacked", direction: "out" }),
  );
}

const inTheHouse = [
  [who.attorney, 245],
  [who.clerk, 152],
  [who.lieutenant, 140],
  [who.administrator, 118],
  [who.chief, 75],
  [who.captain, 21],
  [who.sergeant, 8],
  [who.pio, 2],
] as const;

async function write(story: Story, { by, picture, alt, plannedAt, ...words }: Piece) {
  const author = await story.as(by);
  const media = await withPicture(author, picture, alt);
  const beats = await beatsIn(story, words);
  const told = { ...words, ...(picture ? { picture } : {}) };
  const content = contentOf(told, story.channels, beats, media);
  return draftPost(author, { ...content, ...planned(plannedAt) });
}

function planned(at: Temporal.Instant | undefined): Pick<PostContentDraft, "publish"> {
  if (!at) return {};
  const local = at.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: "minute" });
  return { publish: { when: "at", local, zone } };
}

async function handIn(story: Story, piece: Piece) {
  const drafted = await write(story, piece);
  const by = await story.as(piece.by);
  await submitPost(by, story.assembly.networks, drafted.post.id);
  return { postId: drafted.post.id, hash: drafted.hash };
}

type Ago = (minutes: number) => Temporal.Instant;

/** Gas: published without approval three hours ago, not reviewed yet; the all-clear came in the usual way. */
function cordon(story: Story, ago: Ago): void {
  const piece: Piece = {
    by: who.pio,
    class: "alert",
    purpose: "warn",
    title: "Gas smell at Mill St and 5th Ave: stay away",
    text: "Stay away from the block around Mill St and 5th Ave. If you live there, go out now, leave lights and switches alone, and walk toward the river. Next update in 45 minutes.",
    picture: "gasSmell",
  };
  story.at(ago(196), async () => {
    const { post, hash } = await write(story, piece);
    const reason = "A whole block smells of gas; Sgt. Diaz and Capt. Brandt are inside the cordon.";
    const me = await story.as(who.pio);
    await breakGlass(me, story.assembly.networks, { postId: post.id, hash, reason });
    await story.relay();
    await story.send();
  });
  const over = { postId: "", hash: "" };
  story.at(ago(158), async () => {
    const title = "5th Ave is open again, no gas";
    const text =
      "The gas company found a broken joint and closed it. Nobody was hurt. Everyone may go back; air your rooms for ten minutes.";
    Object.assign(
      over,
      await handIn(story, { ...piece, title, text, purpose: "inform", picture: "millStOpen" }),
    );
  });
  story.at(ago(154), async () => {
    await approvePost(await story.as(who.captain), over);
    await story.send();
  });
}

/** X took a post and its answer was lost; then X could not be asked for as long as one waits. */
function lostAnswer(story: Story, ago: Ago): void {
  const { network } = story;
  const asked = { postId: "", hash: "" };
  story.at(ago(104), async () => {
    const given = await handIn(story, {
      by: who.specialist,
      class: "routine",
      purpose: "inform",
      title: "New signal at the school crossing on 1st Ave",
      text: "From today a push button stops the cars on 1st Ave at Riverside High. Officers stand there on the first mornings. Look up from the phone all the same.",
    });
    Object.assign(asked, given);
  });
  story.at(ago(92), async () => {
    const onlyFor = story.channel("X ").handle;
    await approvePost(await story.as(who.sergeant), asked);
    network.control({ resetAfterAcceptRate: 1, onlyFor });
    await story.send();
    // In one step: nothing else of the day, such as the poll before midnight, may meet this fault.
    network.control({ resetAfterAcceptRate: 0, rate5xx: 1, onlyFor });
    story.clock.set(ago(80));
    const { networks, sender } = story.assembly;
    await settleUnconfirmed(story.ctx, networks, sender);
    network.control({ rate5xx: 0, onlyFor: "" });
  });
}

/** Approved ahead: later today and on into the next weeks. */
function plans(story: Story, now: Temporal.Instant): void {
  const soon = now
    .toZonedDateTimeISO(zone)
    .add({ minutes: 155 })
    .round({ smallestUnit: "minute", roundingIncrement: 15 });
  const times = [
    soon.toInstant(),
    ...[1, 2, 6, 9].map((days) => story.day(-days, clocks[days % 3] ?? "09:00")),
  ];
  ahead.forEach((words, index) => {
    const plannedAt = times[index];
    if (!plannedAt) return;
    const given = { postId: "", hash: "" };
    const writtenAt = story.day(1 + (index % 4), "10:20").add({ minutes: 17 * index });
    const by = index % 2 === 0 ? who.pio : who.specialist;
    story.at(writtenAt, async () => {
      Object.assign(given, await handIn(story, { ...dated(words, plannedAt), by, plannedAt }));
    });
    story.at(writtenAt.add({ minutes: 48 }), async () =>
      approvePost(await story.as(who.sergeant), given),
    );
  });
}

const clocks = ["08:30", "09:00", "16:00"];

const ahead: readonly (Words & { picture?: PictureName })[] = [
  {
    class: "routine",
    purpose: "inform",
    title: "Orchard Way: one lane this week",
    text: "Crews pave Orchard Way between 2nd and 4th Ave, each night from 9 p.m. to 5 a.m. One lane stays open. Buses are not affected.",
  },
  {
    class: "routine",
    purpose: "inform",
    title: "Council hears our yearly report",
    text: "Crime, response times, use of force and complaints: the numbers go to the council tonight at 6 p.m. All of them are on our newsroom.",
  },
  {
    class: "event",
    purpose: "engage",
    title: "Bring old medicine, no questions asked",
    text: "The box in our lobby takes pills, patches and liquids, every day from 8 to 6. Take off the label, keep the bottle closed.",
  },
  {
    class: "event",
    purpose: "engage",
    title: "Coffee with a cop on {day+2}",
    text: "Meet Off. Petrov and the beat 3 officers at the Eastgate library, {day+2} from 8 to 10 a.m.",
    picture: "coffee",
  },
  {
    class: "recruiting",
    purpose: "recruit",
    title: "Lateral test: three days left to sign up",
    text: "Dispatchers and lateral officers: the list closes on {day+3} at noon. What to bring stands on our newsroom.",
  },
];

function fourApprovals(story: Story, now: Temporal.Instant): void {
  const pieces: [number, Piece][] = [
    [
      55,
      {
        by: who.officer,
        class: "traffic",
        purpose: "warn",
        title: "Falls Pkwy down to one lane",
        text: "A truck lost its load of gravel on Falls Pkwy at Orchard Way. One lane is open each way until the crew has swept it up. Slow down for them.",
        picture: "fallsPkwy",
      },
    ],
    [
      40,
      {
        by: who.specialist,
        class: "routine",
        purpose: "inform",
        title: "Porch parcels: five habits that help",
        text: "Ask the carrier for a slot, use a locker, have a neighbour take it in, meet the driver, or send it to work. Each of them works.",
      },
    ],
    [
      31,
      {
        by: who.pio,
        class: "recruiting",
        purpose: "recruit",
        title: "Lateral officers: ride along with us",
        text: "You wear a badge elsewhere and like rivers, bicycles and long lunches at the taqueria on 3rd? Talk to us.",
        plannedAt: story.day(-3, "12:00"),
      },
    ],
    [
      12,
      {
        by: who.pio,
        class: "correction",
        purpose: "inform",
        ...dated(
          {
            title: "Correction: bike lights are on {day+3}",
            text: "Yesterday's short version said {day+2}. The bike lights at Pier 2 are on {day+3} from 10 to 1.",
          },
          story.day(1, "09:15"),
        ),
      },
    ],
  ];
  for (const [minutes, piece] of pieces)
    story.at(now.subtract({ minutes }), () => handIn(story, piece));
  story.at(now.subtract({ minutes: 24 }), async () => {
    await escalateOverdue(story.ctx);
    await story.relay();
  });
}

function twoDrafts(story: Story, ago: Ago): void {
  story.at(ago(88), () =>
    write(story, {
      by: who.specialist,
      class: "routine",
      purpose: "recognise",
      title: "K9 of the quarter: Rex",
      text: "He is two, he likes tennis balls, and on Friday he found a phone in waist-high grass. Rex and Off. Hale work nights in beat 4.",
      picture: "dog",
    }),
  );
  story.at(ago(18), async () => {
    const author = await story.as(who.pio);
    const media = await withPicture(author, "scamCall", "");
    await draftPost(author, {
      title: "URGENT!!! SCAM ALERT",
      text: scam,
      class: "routine",
      purpose: "warn",
      channels: story.channels.filter(({ beatId }) => beatId === null).map(({ id }) => id),
      media,
    });
  });
}

const scam =
  "SOMEBODY CALLS RESIDENTS AND SAYS HE IS FROM THE POLICE. He knows your name and your street, says that a warrant is out for you and that it goes away if you buy gift cards and read him the numbers. Three people on Orchard Way lost 4,100 dollars between them this week. We never call about warrants, never ask for gift cards, transfers or coins, and never keep you on the line while you drive to a shop. Hang up, even if the number on the display is ours: that can be faked. Then call the non-emergency line yourself and ask. If you have paid already, call your bank first and then us; in the first hour a transfer can often be stopped.";
