import { and, desc, eq } from "drizzle-orm";
import { authorize, ownAgency } from "#agency";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { openingContent } from "./opening.ts";
import { stateOf } from "./openings.ts";
import { writtenTable } from "./table.ts";
import { linkDays, links, openings } from "./tables.ts";

const daysShown = 30;

/** How often each link was followed: totals and days, and nothing about anybody. */
export async function linkResults(ctx: Ctx, origin: string) {
  authorize(ctx, "opening.read");
  return read(ctx, async (tx) => {
    const { timeZone } = await ownAgency(tx);
    const today = tx.clock.now().toZonedDateTimeISO(timeZone).toPlainDate();
    const days = Array.from({ length: daysShown }, (_none, at) =>
      today.subtract({ days: daysShown - 1 - at }).toString(),
    );
    const rows = await tx.tx
      .select({ link: links, opening: openings })
      .from(links)
      .innerJoin(
        openings,
        and(eq(openings.agencyId, links.agencyId), eq(openings.id, links.openingId)),
      )
      .where(eq(links.agencyId, agencyOf(tx)))
      .orderBy(desc(links.madeAt));
    const counted = await tx.tx
      .select()
      .from(linkDays)
      .where(eq(linkDays.agencyId, agencyOf(tx)));
    const byLink = Map.groupBy(counted, ({ linkId }) => linkId);
    const perDay = Map.groupBy(counted, ({ day }) => day);
    return {
      days: days.map((day) => ({ day, clicks: sum(perDay.get(day)) })),
      links: rows.map(({ link, opening }) => ({
        id: link.id,
        openingId: opening.id,
        opening: openingContent.parse(opening.content).title.en,
        state: stateOf(opening),
        url: `${origin}/go/${link.code}`,
        name: link.name,
        source: link.source,
        medium: link.medium,
        campaign: link.campaign,
        endedAt: link.endedAt,
        clicks: sum(byLink.get(link.id)),
        recent: sum(byLink.get(link.id)?.filter(({ day }) => days.includes(day))),
      })),
    };
  });
}

function sum(rows: readonly { clicks: number }[] | undefined): number {
  return (rows ?? []).reduce((all, { clicks }) => all + clicks, 0);
}

/** The same for a spreadsheet. */
export async function resultsTable(ctx: Ctx, origin: string): Promise<string> {
  const { links: rows } = await linkResults(ctx, origin);
  const head = [
    "opening",
    "from",
    "utm_source",
    "utm_medium",
    "utm_campaign",
    "link",
    "clicks",
    "clicks in 30 days",
  ];
  return writtenTable([
    head,
    ...rows.map((one) => [
      one.opening,
      one.name,
      one.source,
      one.medium,
      one.campaign,
      one.url,
      one.clicks,
      one.recent,
    ]),
  ]);
}
