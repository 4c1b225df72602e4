import { allBeats } from "#agency";
import { choicesShape, confirm, leave, restedOr, subscribe } from "#audience";
import { activeHolds, sendRested, standingNews } from "#publish";
import type { Temporal } from "#platform/clock.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { makeDigests } from "../../../src/audience/digests/making.ts";
import { sendDigests } from "../../../src/audience/digests/sending.ts";
import { afterQuiet } from "../../../src/audience/tidying.ts";
import type { Practice } from "../practice.ts";
import type { Story } from "./story.ts";

/** What somebody wants; `beats` by their codes. */
interface Wish {
  language?: "en" | "es";
  isWhole?: boolean;
  beats?: readonly string[];
  kinds?: readonly ("inform" | "warn" | "ask-for-help" | "engage" | "recruit")[];
  languages?: readonly ("en" | "es")[];
  pace?: "daily" | "weekly";
  quiet?: { from: number; until: number };
}

const night = { from: 22 * 60, until: 7 * 60 };
const spanish = { language: "es", languages: ["en", "es"] } as const;

/** On which day who came, at what hour, and what they wanted: most when something had happened. All are invented. */
const came: readonly (readonly [
  daysAgo: number,
  at: string,
  who: Readonly<Record<string, Wish>>,
])[] = [
  [
    33,
    "11:20",
    {
      "ana.reyes": { beats: ["1"] },
      "g.paulsen": { pace: "daily" },
      "m.okoye": { pace: "daily" },
      "tess.river": { beats: ["4"], isWhole: false, pace: "daily" },
      "council.desk": { pace: "daily" },
      "r.solberg": { kinds: ["warn", "inform"] },
      "herrera.jo": { beats: ["3"], quiet: night },
      "falls.gazette": {},
      "lucia.mendez": { ...spanish, beats: ["2"] },
      "oldtown.merchants": { beats: ["1"], pace: "weekly" },
    },
  ],
  [
    28,
    "19:05",
    {
      "p.lindqvist": { pace: "weekly" },
      "yusuf.demir": { kinds: ["engage", "recruit"], pace: "weekly" },
      "crossing.5th": { beats: ["1"], quiet: night },
    },
  ],
  [
    22,
    "19:40",
    {
      "founders.pta": { beats: ["1"], kinds: ["warn", "ask-for-help"] },
      "c.whitaker": {},
      "diego.salas": { ...spanish, kinds: ["warn", "ask-for-help"] },
      "northside.barns": { beats: ["4"] },
      "h.nakamura": { pace: "daily" },
      "bea.thorne": { kinds: ["warn"] },
    },
  ],
  [
    15,
    "19:10",
    {
      "mall.security": { beats: ["3"] },
      "eastgate.books": { beats: ["3"], pace: "daily" },
      "kim.tran": { beats: ["3"], isWhole: false, quiet: night },
      "w.ostrow": { kinds: ["warn"] },
      "ruiz.familia": { ...spanish, beats: ["3"] },
      "campus.safety": { beats: ["2", "3"], pace: "daily" },
      "d.abara": { pace: "daily" },
    },
  ],
  [
    10,
    "13:20",
    {
      "mark.w.farms": { beats: ["4"], kinds: ["warn"] },
      "orchard.way": { beats: ["4"], isWhole: false },
      "goats.and.co": { beats: ["4"], pace: "weekly" },
      "fairground.barns": { beats: ["4"], pace: "daily" },
      "levee.watch": { beats: ["4"], quiet: night },
      "rosa.campos": { ...spanish, beats: ["4"] },
      "s.vandenberg": {},
      "riverside.high": { beats: ["1", "4"], pace: "daily" },
    },
  ],
  [
    7,
    "18:45",
    {
      "lee.kaplan": {},
      "county.observer": { pace: "weekly" },
      "mercy.desk": { kinds: ["warn", "inform"] },
      "n.ferreira": { ...spanish, pace: "daily" },
    },
  ],
  [
    2,
    "20:15",
    {
      "pier2.regular": { beats: ["1"] },
      "wren.hollis": { pace: "weekly" },
      "t.baptiste": { kinds: ["warn"], quiet: night },
    },
  ],
];

/** Who left by the link in a letter, and when. */
const departed = [
  ["p.lindqvist", 19, "08:12"],
  ["w.ostrow", 9, "21:50"],
  ["s.vandenberg", 5, "12:31"],
] as const;
/** Whose mailbox is closed after some days: the next letter says so. */
const closed = ["c.whitaker", 16] as const;
/** Who asked today and has not pressed the button yet, so many minutes ago. */
const pending = [
  ["new.neighbor", 310],
  ["j.achterberg", 48],
] as const;

const addressOf = (name: string) => `${name}@mailbox.example`;

/**
 * Who asked for the agency's news by mail: each filled in the form and pressed the button of the letter that came. The
 * letters go to the practice relay, as the form of the demo's own newsroom does.
 */
export function liveReaders(story: Story, practice: Practice, now: Temporal.Instant): void {
  const links = new Map<string, string>();
  for (const [daysAgo, at, who] of came)
    story.at(story.day(daysAgo, at), async () => {
      await ask(story, Object.entries(who));
      await press(story, practice, Object.keys(who), links);
    });
  for (const [name, daysAgo, at] of departed)
    story.at(story.day(daysAgo, at), () => leave(visitor(story), links.get(name) ?? ""));
  story.at(story.day(closed[1], "09:00"), async () =>
    practice.mail.fail({ refused: [addressOf(closed[0])] }),
  );
  for (const [name, minutes] of pending)
    story.at(now.subtract({ minutes }), () => ask(story, [[name, {}]]));
  for (const daysAgo of Array.from({ length: 34 }, (_one, index) => index)) {
    story.at(story.day(daysAgo, "07:02"), () => afterNight(story));
    story.at(story.day(daysAgo, "17:01"), () => lettersOfTheDay(story));
  }
}

/** Anybody on the newsroom's page. */
function visitor(story: Story): Ctx {
  return asSystem(story.ctx, "newsroom", story.agencyId);
}

async function ask(story: Story, who: readonly (readonly [string, Wish])[]): Promise<void> {
  const beats = await allBeats(story.system);
  for (const [name, { language = "en", ...wish }] of who) {
    story.clock.advance(70_000);
    const chosen = beats.filter(({ code }) => wish.beats?.includes(code)).map(({ id }) => id);
    await subscribe(visitor(story), {
      way: "email",
      address: addressOf(name),
      language,
      choices: choicesShape.parse({ ...wish, beats: chosen }),
    });
  }
  await story.relay();
}

/** The button behind the link of each letter; its answer is the reader's own page. */
async function press(
  story: Story,
  { mail }: Practice,
  who: readonly string[],
  links: Map<string, string>,
): Promise<void> {
  for (const name of who) {
    const letter = mail.letters.findLast(({ to }) => to === addressOf(name));
    const link = /\/subscribe\/confirm\/([\w-]{43})/.exec(letter?.text ?? "")?.[1];
    if (link === undefined) throw new Error(`no letter came to ${name}`);
    story.clock.advance(20_000);
    links.set(name, await confirm(visitor(story), link));
  }
}

/** What the background does each minute: the letters of the day, and on Mondays those of the week. */
async function lettersOfTheDay(story: Story): Promise<void> {
  await makeDigests(story.ctx);
  await sendDigests(story.ctx, outside(story));
}

/** And what waited for the end of somebody's quiet hours. */
async function afterNight(story: Story): Promise<void> {
  const around = outside(story);
  await afterQuiet(story.ctx, restedOr(around, sendRested(around.sender)));
}

function outside({ assembly: { sender, origin } }: Story) {
  const mayWrite = async (ctx: Ctx) => (await activeHolds(ctx)).length === 0;
  return { sender, origin, mayWrite, standingNews };
}
