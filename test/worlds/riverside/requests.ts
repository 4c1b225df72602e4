import { personByEmail } from "#agency";
import { fileFromPortal, freshTicket } from "#records";
import type { Temporal } from "#platform/clock.ts";
import { asSystem } from "#platform/context.ts";
import {
  assignRequest,
  closeRequest,
  writeLetter,
  type ClosingDraft,
} from "../../../src/records/requests/acting.ts";
import { listRequests } from "../../../src/records/requests/reading.ts";
import { receiveRequest } from "../../../src/records/requests/receiving.ts";
import { changeLaw } from "../../../src/records/requests/law-changes.ts";
import { who } from "./people.ts";
import { zone, type Story } from "./story.ts";

interface Asked {
  daysAgo: number;
  asked: string;
  name: string;
  email: string;
  language?: "en" | "es";
  end?: { afterDays: number } & ClosingDraft;
}

/** Three that were answered this month: given out, denied with its ground, and not there. */
const answered: readonly Asked[] = [
  {
    daysAgo: 31,
    asked:
      "Why was the helicopter up over Old Town on the night of the second? I ask for every post, message and internal note about that flight.",
    name: "Theo Marsh",
    email: "theo.marsh@mail.example",
    end: {
      afterDays: 4,
      how: "produced",
      codes: [],
      text: "Here are the records you asked for: four posts, eleven messages and one internal note. Nothing was kept back.",
    },
  },
  {
    daysAgo: 24,
    asked:
      "All tips that came in about the car break-ins at Founders Park this autumn, with the names of those who sent them.",
    name: "Gale Corbin",
    email: "g.corbin@mail.example",
    end: {
      afterDays: 3,
      how: "denied",
      codes: ["42.56.240(1)", "42.56.240(2)"],
      text: "We may not give out the records you asked for while the case is open, nor who sent tips and asked not to be named. You may ask the chief to look at this again.",
    },
  },
  {
    daysAgo: 17,
    asked: "¿Cuántas multas se pusieron en Falls Pkwy con cámaras automáticas desde enero?",
    name: "Inés Robledo",
    email: "ines.robledo@correo.example",
    language: "es",
    end: {
      afterDays: 2,
      how: "no-records",
      codes: [],
      text: "Buscamos y no tenemos registros como los que pidió: en Falls Pkwy no hay cámaras automáticas.",
    },
  },
];

const flood =
  "Every post, text message and e-mail that told people in Northside Farms to leave during the flood, with the time each one went out and who approved it.";
const shooting =
  "For the Falls Ledger: all messages and posts about the officer-involved shooting, from the first call at 3 a.m. to the press briefing, deleted ones as well.";

/** Two requests are open, one of them due in two days; three were answered. */
export function liveRequests(story: Story, now: Temporal.Instant): void {
  story.at(story.day(33, "10:40"), () => settleLaw(story));
  for (const one of answered) answer(story, one);
  promised(story, now);
  story.at(story.day(1, "14:05"), () =>
    byPortal(story, {
      daysAgo: 1,
      asked: shooting,
      name: "Rosa Ellery",
      email: "ellery@ledger.example",
    }),
  );
  story.at(story.day(1, "15:30"), () => assign(story, shooting));
}

/** What copies cost stands on the public page. The city attorney has not read the days yet: the page says so. */
async function settleLaw(story: Story): Promise<void> {
  await changeLaw(await story.as(who.attorney), {
    fees: "Looking at records is free. Copies by e-mail are free up to 100 pages; on paper they cost 15 cents a page.",
    rates: { perHourCents: 0, freeHours: 0, perPageCents: 15, freePages: 0 },
  });
}

function answer(story: Story, given: Asked): void {
  const { daysAgo, asked, end } = given;
  story.at(story.day(daysAgo, "11:20"), () => byPortal(story, given));
  story.at(story.day(daysAgo, "13:10"), async () => {
    await assign(story, asked);
    await writeLetter(await story.as(who.clerk), await idOf(story, asked), {
      kind: "acknowledgement",
      text:
        given.language === "es"
          ? "Tenemos su solicitud y estamos buscando los registros."
          : "We have your request and are looking for the records.",
    });
  });
  if (!end) return;
  const { afterDays, ...closing } = end;
  story.at(story.day(daysAgo - afterDays, "16:15"), async () =>
    closeRequest(await story.as(who.clerk), await idOf(story, asked), closing),
  );
}

/** By letter, answered in time with a day that the clerk promised: it lies two days ahead. */
function promised(story: Story, now: Temporal.Instant): void {
  const promisedOn = now.toZonedDateTimeISO(zone).toPlainDate().add({ days: 2 }).toString();
  story.at(story.day(12, "09:50"), async () => {
    await receiveRequest(await story.as(who.clerk), {
      asked: flood,
      way: "mail",
      requester: {
        name: "Walt Jessup",
        organization: "Northside Grange",
        address: "48 Orchard Way, Riverside Falls",
      },
    });
    await assign(story, flood);
  });
  story.at(story.day(10, "11:05"), async () =>
    writeLetter(await story.as(who.clerk), await idOf(story, flood), {
      kind: "estimate",
      text: "We have found the posts and are putting the times together. We will answer by the day named here.",
      fulfils: "respond",
      promisedOn,
    }),
  );
}

async function byPortal(story: Story, { asked, name, email, language = "en" }: Asked) {
  const portal = asSystem(story.ctx, "records portal", story.agencyId);
  const requester = { name, email };
  await fileFromPortal(portal, { ticket: freshTicket(portal), asked, requester, language });
}

async function assign(story: Story, asked: string): Promise<void> {
  const { id } = await personByEmail(story.system, who.clerk);
  const request = await idOf(story, asked);
  await assignRequest(await story.as(who.clerk), request, { to: id, expected: null });
}

async function idOf(story: Story, asked: string): Promise<string> {
  const { requests } = await listRequests(await story.as(who.clerk));
  const request = requests.find((one) => asked.startsWith(one.asked));
  if (!request) throw new Error(`nobody asked: ${asked}`);
  return request.id;
}
