import type { Networks } from "#channels";
import {
  addOpeningFeed,
  addPageFile,
  askKit,
  draftEvent,
  draftPage,
  makeLinks,
  startCampaign,
  writeOpening,
} from "#outreach";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";

/** A page, an opening with a link to it, and a jobs site that is read. */
export async function outreached(deputy: Ctx, marker: string) {
  const { id: page } = await draftPage(deputy, "prevention", { title: { en: marker } });
  const { id: opening } = await writeOpening(deputy, {
    title: { en: marker },
    applyUrl: "https://quagga.example/apply",
  });
  const places = [{ name: marker, source: "quagga", medium: "social" }];
  const [link] = await makeLinks(deputy, { openingId: opening, campaign: "quagga", places });
  const { id: openingFeed } = await addOpeningFeed(deputy, {
    name: marker,
    url: "https://quagga.example/jobs.json",
  });
  const { sha256: pageFile } = await addPageFile(deputy, Buffer.from(`name,said\n${marker},x\n`));
  return { page, pageFile, opening, openingFeed, openingLink: link?.id ?? "" };
}

export type OutreachIds = Awaited<ReturnType<typeof outreached>>;

/** An event with a letter to somebody who signed up, a campaign and a kit, each with the marker in it. */
export async function outreachRows(sheriff: Ctx, networks: Networks, marker: string) {
  const { event } = await draftEvent(sheriff, { title: marker, about: marker });
  const { id: campaign } = await startCampaign(sheriff, networks, {
    model: null,
    name: marker,
    purpose: "inform",
    startsOn: "2099-01-01",
    endsOn: "2099-01-09",
    languages: ["en"],
    channels: [],
  });
  const { id: kit } = await askKit(sheriff, {
    of: "campaign",
    ofId: campaign,
    title: marker,
    titleEs: "",
    intro: marker,
    introEs: "",
  });
  return { event: event.id, campaign, kit, eventLetter: await letter(sheriff, event.id) };
}

async function letter(sheriff: Ctx, eventId: string): Promise<string> {
  const id = sheriff.ids.uuid();
  await transact(sheriff, (tx) =>
    tx.tx.raw(
      `insert into outreach_event_letters (agency_id, id, event_id, sign_up_id, kind, round, state, made_at)
       values ($1, $2, $3, $4, 'placed', 1, 'unknown', now())`,
      [agencyOf(sheriff), id, eventId, sheriff.ids.uuid()],
    ),
  );
  return id;
}
