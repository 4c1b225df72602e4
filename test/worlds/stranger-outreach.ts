import { addOpeningFeed, draftPage, makeLinks, writeOpening } from "#outreach";
import type { Ctx } from "#platform/context.ts";

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
  return { page, opening, openingFeed, openingLink: link?.id ?? "" };
}

export type OutreachIds = Awaited<ReturnType<typeof outreached>>;
