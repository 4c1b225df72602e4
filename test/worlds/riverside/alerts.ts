import type { Position } from "#platform/ground/rings.ts";
import { approveAlert, cancelAlert, submitAlert } from "../../../src/alerts/life/acting.ts";
import type { MessageDraft } from "../../../src/alerts/life/content.ts";
import { alertPage } from "../../../src/alerts/life/desk.ts";
import { draftAlert, draftUpdate } from "../../../src/alerts/life/drafting.ts";
import { who } from "./people.ts";
import type { Story } from "./story.ts";

/** Along Falls Pkwy before Mercy Hospital. */
const ring: [number, number][] = [
  [-122.271, 47.612],
  [-122.259, 47.612],
  [-122.259, 47.62],
  [-122.271, 47.62],
  [-122.271, 47.612],
];

/** One alert of the month, with its update and its end: a gas main that an excavator hit. */
export function liveAlerts(story: Story): void {
  story.at(story.day(17, "14:12"), () => gasMain(story));
}

async function gasMain(story: Story): Promise<void> {
  const { networks, origin } = story.assembly;
  const place = { origin };
  const channels = story.channels
    .filter(({ network }) => network === "website")
    .map(({ id }) => id);
  const going = { mode: "actual" as const, content: first(story), ending: over(story), channels };
  const { id } = await draftAlert(await story.as(who.pio), networks, place, going);
  story.clock.advance(4 * 60_000);
  await handOver(story, id);

  story.clock.advance(36 * 60_000);
  const content = update(story);
  await draftUpdate(await story.as(who.pio), networks, place, id, { content, channels });
  story.clock.advance(3 * 60_000);
  await handOver(story, id);

  story.clock.advance(58 * 60_000);
  await cancelAlert(await story.as(who.lieutenant), id);
  await story.send();
  await story.relay();
}

/** Handed in by the PIO with what the policy says read, approved by the captain as it stands on the screen. */
async function handOver(story: Story, id: string): Promise<void> {
  const pio = await story.as(who.pio);
  const place = { origin: story.assembly.origin };
  const { messages } = await alertPage(pio, place, id);
  const read = messages.flatMap(({ posts }) =>
    posts.flatMap(({ findings }) => findings.map(({ key }) => key)),
  );
  await submitAlert(pio, story.assembly.networks, id, read);
  story.clock.advance(2 * 60_000);
  const captain = await story.as(who.captain);
  const seen = (await alertPage(captain, place, id)).messages.map(({ sha256 }) => sha256);
  await approveAlert(captain, id, { seen });
  await story.send();
  await story.relay();
}

function about(story: Story, minutes: number): Omit<MessageDraft, "sayings"> {
  const now = story.clock.now();
  return {
    event: "SPW",
    category: ["Safety"],
    response: ["Shelter"],
    urgency: "Immediate",
    severity: "Severe",
    certainty: "Observed",
    area: {
      description: "Falls Pkwy from Orchard Way to Mercy Hospital",
      rings: [ring satisfies Position[]],
      same: ["053033"],
    },
    expiresAt: now.add({ minutes }).toString(),
    nextUpdateBy: now.add({ minutes: 60 }).toString(),
  };
}

function first(story: Story): MessageDraft {
  return {
    ...about(story, 240),
    sayings: [
      {
        language: "en",
        headline: "Stay inside: gas leak on Falls Pkwy",
        description:
          "Riverside Police: an excavator hit a gas main on Falls Pkwy before Mercy Hospital. Gas can explode.",
        instruction:
          "If you are between Orchard Way and the hospital, go inside now, shut windows and doors, and do not light anything. Do not drive there. Next word here within the hour.",
        short: "Gas leak, Falls Pkwy by Mercy Hospital. Go inside, shut windows, no flames.",
      },
      {
        language: "es",
        headline: "Quédese adentro: fuga de gas en Falls Pkwy",
        description:
          "Policía de Riverside: una excavadora rompió una tubería de gas en Falls Pkwy frente al hospital Mercy. El gas puede explotar.",
        instruction:
          "Si está entre Orchard Way y el hospital, entre ya, cierre puertas y ventanas y no encienda nada. No vaya en auto a ese lugar. Más noticias aquí en menos de una hora.",
      },
    ],
  };
}

function update(story: Story): MessageDraft {
  return {
    ...about(story, 180),
    sayings: [
      {
        language: "en",
        headline: "Gas leak on Falls Pkwy: still stay inside",
        description:
          "Riverside Police: the gas company has shut the main before Mercy Hospital. Crews are measuring the air house by house.",
        instruction:
          "Between Orchard Way and the hospital, stay inside with windows shut until we say it is over. The emergency room is open: drive in from 9th Ave.",
        short: "Gas main shut by Mercy Hospital. Stay inside until we say it is over.",
      },
      {
        language: "es",
        headline: "Fuga de gas en Falls Pkwy: siga adentro",
        description:
          "Policía de Riverside: la compañía cerró la tubería frente al hospital Mercy. Se mide el aire casa por casa.",
        instruction:
          "Entre Orchard Way y el hospital, siga adentro con las ventanas cerradas hasta que avisemos. Urgencias está abierto: entre por la 9th Ave.",
      },
    ],
  };
}

function over(story: Story): MessageDraft {
  return {
    ...about(story, 240),
    urgency: "Past",
    severity: "Minor",
    response: ["AllClear"],
    nextUpdateBy: null,
    sayings: [
      {
        language: "en",
        headline: "Gas leak on Falls Pkwy is over",
        description: "Riverside Police: the air is clean. You may go outside and drive again.",
      },
      {
        language: "es",
        headline: "Terminó la fuga de gas en Falls Pkwy",
        description: "Policía de Riverside: el aire está limpio. Puede salir y circular de nuevo.",
      },
    ],
  };
}
